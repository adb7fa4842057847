import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly } from './run.mjs';

/**
 * @typedef {object} Component something that tests need and npm does not bring
 * @property {string} name
 * @property {string} neededFor
 * @property {readonly string[]} packages Debian's names
 * @property {string} elsewhere how to get it on other systems
 * @property {() => string | undefined} find path of its program, module or folder of programs
 */

/** @param {readonly (string | undefined)[]} paths */
function firstExisting(paths) {
  return paths.find((path) => path !== undefined && path !== '' && existsSync(path));
}

/** @param {readonly string[]} names */
function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return firstExisting(names.flatMap((name) => folders.map((folder) => join(folder, name))));
}

/**
 * Folders of installed versions, newest first.
 *
 * @param {string} parent
 * @param {RegExp} version its first group is the version number
 */
function newestFirst(parent, version) {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .map((name) => ({ path: join(parent, name), version: Number(version.exec(name)?.[1] ?? Number.NaN) }))
    .filter((entry) => !Number.isNaN(entry.version))
    .sort((a, b) => b.version - a.version)
    .map(({ path }) => path);
}

/** @type {Component} */
export const CHROMIUM = {
  name: 'Chromium',
  neededFor: 'the end-to-end tests',
  packages: ['chromium'],
  elsewhere: 'install Chromium or Chrome, or name its program in DEWPOINT_CHROMIUM',
  find: () =>
    process.env.DEWPOINT_CHROMIUM ||
    onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) ||
    firstExisting(['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']),
};

/** @type {Component} */
export const SOFTHSM = {
  name: 'SoftHSM2',
  neededFor: 'the tests of the HSM as root of trust',
  packages: ['softhsm2'],
  elsewhere:
    'install SoftHSM2 (macOS: `brew install softhsm`), or name its module in DEWPOINT_TEST_SOFTHSM_MODULE',
  find: () =>
    firstExisting([
      process.env.DEWPOINT_TEST_SOFTHSM_MODULE,
      '/usr/lib/softhsm/libsofthsm2.so',
      '/usr/lib64/softhsm/libsofthsm2.so',
      '/usr/lib64/pkcs11/libsofthsm2.so',
      '/usr/local/lib/softhsm/libsofthsm2.so',
      '/opt/homebrew/lib/softhsm/libsofthsm2.so',
    ]),
};

/** Its path is the folder that holds `initdb` and `postgres`. @type {Component} */
export const POSTGRES = {
  name: 'PostgreSQL',
  neededFor: 'the tests of the store on PostgreSQL',
  packages: ['postgresql'],
  elsewhere: 'install the PostgreSQL server (macOS: `brew install postgresql@17`), 15 or newer',
  find: () => {
    const initdb = onPath(['initdb']);
    const folders = [
      ...newestFirst('/usr/lib/postgresql', /^(\d+)$/).map((folder) => join(folder, 'bin')),
      ...newestFirst('/opt/homebrew/opt', /^postgresql@(\d+)$/).map((folder) => join(folder, 'bin')),
      ...(initdb === undefined ? [] : [join(initdb, '..')]),
    ];
    return folders.find(
      (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
    );
  },
};

/** @type {Component} */
export const MARIADB = {
  name: 'MariaDB',
  neededFor: 'the tests of rotating an account of MySQL or MariaDB',
  packages: ['mariadb-server'],
  elsewhere: 'install the MariaDB server (macOS: `brew install mariadb`), 10.6 or newer',
  find: () =>
    firstExisting(['/usr/sbin/mariadbd']) ??
    onPath(['mariadbd']) ??
    firstExisting(['/opt/homebrew/bin/mariadbd']),
};

/** @type {Component} */
export const GLEWLWYD = {
  name: 'Glewlwyd',
  neededFor: 'the test of signing in at an OpenID provider of somebody else',
  packages: ['glewlwyd'],
  elsewhere:
    'name its program in DEWPOINT_TEST_GLEWLWYD; its pages and tables are looked for where Debian puts them',
  find: () => firstExisting([process.env.DEWPOINT_TEST_GLEWLWYD]) ?? onPath(['glewlwyd']),
};

export const COMPONENTS = /** @type {const} */ ([CHROMIUM, SOFTHSM, POSTGRES, MARIADB, GLEWLWYD]);

/** @param {readonly Component[]} components */
export function missingOf(components) {
  return components.filter((component) => component.find() === undefined);
}

/**
 * Installs missing components where that is ours to do: on Debian, as root.
 *
 * @param {readonly Component[]} components
 * @param {(message: string) => void} say
 * @returns {Promise<readonly Component[]>} those that are still missing
 * @throws {import('./run.mjs').CommandError} with the output of apt-get
 */
export async function bring(components, say) {
  const missing = missingOf(components);
  if (missing.length === 0 || !isDebianAsRoot()) return missing;
  say(`Installing ${missing.map(({ name }) => name).join(', ')} with apt-get ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runQuietly('apt-get', ['update'], { env });
  const packages = missing.flatMap((component) => component.packages);
  await runQuietly('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], { env });
  return missingOf(missing);
}

function isDebianAsRoot() {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0 && onPath(['apt-get']) !== undefined;
}

/** @param {Component} component */
export function howToGet({ name, neededFor, packages, elsewhere }) {
  return `${name} is missing, ${neededFor} need it: on Debian \`apt-get install ${packages.join(' ')}\`, elsewhere ${elsewhere}.`;
}
