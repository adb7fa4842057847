import { posix } from 'node:path';

/**
 * The arrows of docs/architecture.md: which of our packages each folder may import. A folder that is not listed may not
 * import anything of ours, and has no place in the workspace.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const ARROWS = {
  'packages/contract': [],
  'packages/crypto-core': [],
  'packages/engine': ['@dewpoint/contract', '@dewpoint/crypto-core'],
  'apps/bff': ['@dewpoint/contract', '@dewpoint/engine'],
  'apps/console': ['@dewpoint/contract'],
  e2e: [],
  scripts: [],
};

const CONSOLE_SOURCE = 'apps/console/src/';

/**
 * One import, judged.
 *
 * @param {string} file path of the importing file, relative to the repository, with forward slashes
 * @param {string} specifier as written
 * @param {(packageName: string) => readonly string[]} entrancesOf names under which a package of ours may be imported
 * @returns {string | undefined} why the import is refused; undefined when it is allowed
 */
export function refusal(file, specifier, entrancesOf) {
  const home = homeOf(file);
  if (home === undefined) return undefined;
  if (specifier.startsWith('.')) return relativeRefusal(file, home, specifier);
  if (specifier.startsWith('@dewpoint/')) return packageRefusal(home, specifier, entrancesOf);
  if (/^(?:[/~#]|@\/|file:)/.test(specifier)) {
    return 'absolute paths and aliases hide where an import goes: write a relative path or a package name';
  }
  return undefined;
}

/**
 * The dependencies of a package's manifest, judged: what may not be imported may not be declared either.
 *
 * @param {string} folder relative to the repository
 * @param {readonly string[]} dependencies names
 * @returns {string[]} refusals
 */
export function manifestRefusals(folder, dependencies) {
  const allowed = ARROWS[folder];
  if (allowed === undefined)
    return ['the folder has no arrows: add it to ARROWS in scripts/lib/import-rules.mjs'];
  return dependencies
    .filter((name) => name.startsWith('@dewpoint/') && !allowed.includes(name))
    .map((name) => `depends on ${name}; ${arrowsInWords(folder)}`);
}

/** @param {string} file */
function homeOf(file) {
  return Object.keys(ARROWS).find((folder) => file.startsWith(`${folder}/`));
}

/** @param {string} folder */
function arrowsInWords(folder) {
  const allowed = ARROWS[folder] ?? [];
  return `${folder} may import ${allowed.length === 0 ? 'nothing of ours' : `only ${allowed.join(', ')}`}`;
}

/**
 * @param {string} home
 * @param {string} specifier
 * @param {(packageName: string) => readonly string[]} entrancesOf
 */
function packageRefusal(home, specifier, entrancesOf) {
  const name = specifier.split('/').slice(0, 2).join('/');
  if (!ARROWS[home]?.includes(name)) return arrowsInWords(home);
  const entrances = entrancesOf(name);
  return entrances.includes(specifier)
    ? undefined
    : `deep import: ${name} exports only ${entrances.join(', ')}`;
}

/**
 * @param {string} file
 * @param {string} home
 * @param {string} specifier
 */
function relativeRefusal(file, home, specifier) {
  const target = posix.join(posix.dirname(file), specifier);
  if (!target.startsWith(`${home}/`)) {
    return `the path leaves ${home}: import another package by its name`;
  }
  return file.startsWith(CONSOLE_SOURCE) && target.startsWith(CONSOLE_SOURCE)
    ? layerRefusal(file.slice(CONSOLE_SOURCE.length), target.slice(CONSOLE_SOURCE.length))
    : undefined;
}

/**
 * Inside the console: app -> features -> shared, and one feature knows nothing of another; they meet in the routes of
 * app. Files at the top of `src` (the entry) belong to app.
 *
 * @param {string} from relative to `src`
 * @param {string} to relative to `src`
 */
function layerRefusal(from, to) {
  const importer = layerOf(from);
  const imported = layerOf(to);
  if (importer === undefined || imported === undefined) {
    return 'a folder of apps/console/src is app, features/<name> or shared';
  }
  if (imported.rank > importer.rank) return `${importer.name} may not import ${imported.name}`;
  if (importer.rank === 1 && imported.rank === 1 && importer.name !== imported.name) {
    return `${importer.name} may not import ${imported.name}: features meet only in the routes of app, share through shared`;
  }
  return undefined;
}

/** @param {string} path relative to `apps/console/src` */
function layerOf(path) {
  const parts = path.split('/');
  if (parts[0] === 'app' || parts.length === 1) return { name: 'app', rank: 2 };
  if (parts[0] === 'features') return { name: `features/${parts[1] ?? ''}`, rank: 1 };
  if (parts[0] === 'shared') return { name: 'shared', rank: 0 };
  return undefined;
}
