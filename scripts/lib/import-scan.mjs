import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { filesBelow } from './fingerprint.mjs';
import { ARROWS, manifestRefusals, refusal } from './import-rules.mjs';

/** @typedef {{ specifier: string, line: number }} Import */
/** @typedef {{ file: string, line: number, specifier: string, reason: string }} Refusal */

const SOURCE_FILE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const NOT_OURS = new Set(['node_modules', 'dist']);

/**
 * Every module name in a source: imports, re-exports, type imports, dynamic imports, `require`, `import.meta.resolve`
 * and Vitest's mocks, when the name is a literal.
 *
 * @param {string} file its ending tells the language
 * @param {string} source
 * @returns {Import[]} in the order of the text, lines counted from 1
 * @throws {SyntaxError} when the source cannot be parsed
 */
export function importsOf(file, source) {
  const { program, errors } = parseSync(file, source);
  const [error] = errors;
  if (error !== undefined) throw new SyntaxError(`${file}: ${error.message}`);
  const found = /** @type {{ specifier: string, start: number }[]} */ ([]);
  /** @param {{ type: string, start: number, value?: unknown } | null | undefined} node */
  const add = (node) => {
    if (node?.type === 'Literal' && typeof node.value === 'string') {
      found.push({ specifier: node.value, start: node.start });
    }
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
    TSExternalModuleReference: (node) => add(node.expression),
    CallExpression: (node) => {
      if (LOADERS.test(source.slice(node.callee.start, node.callee.end))) add(node.arguments[0]);
    },
  }).visit(program);
  return found
    .sort((a, b) => a.start - b.start)
    .map(({ specifier, start }) => ({ specifier, line: source.slice(0, start).split('\n').length }));
}

const LOADERS =
  /^(?:require|require\.resolve|import\.meta\.resolve|vi\.(?:mock|doMock|importActual|importMock))$/;

/**
 * Judges every source file and every manifest of the workspace.
 *
 * @param {string} root the repository
 * @returns {Refusal[]}
 */
export function forbiddenImports(root) {
  /** @param {string} name */
  const entrancesOf = (name) => entrances(root, name);
  const refusals = /** @type {Refusal[]} */ ([]);
  for (const folder of workspaceFolders(root)) {
    for (const reason of manifestRefusals(folder, dependencyNames(join(root, folder)))) {
      refusals.push({ file: `${folder}/package.json`, line: 1, specifier: folder, reason });
    }
  }
  for (const folder of Object.keys(ARROWS).filter((folder) => existsSync(join(root, folder)))) {
    for (const path of filesBelow(join(root, folder), (name) => NOT_OURS.has(name))) {
      if (!SOURCE_FILE.test(path)) continue;
      const file = relative(root, path).split(sep).join('/');
      for (const { specifier, line } of importsOf(file, readFileSync(path, 'utf8'))) {
        const reason = refusal(file, specifier, entrancesOf);
        if (reason !== undefined) refusals.push({ file, line, specifier, reason });
      }
    }
  }
  return refusals;
}

/** @param {string} root */
function workspaceFolders(root) {
  const nested = ['packages', 'apps'].flatMap((parent) =>
    existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => `${parent}/${name}`) : [],
  );
  return [...nested, 'e2e'].filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/** @param {string} folder absolute */
function dependencyNames(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}),
  );
}

/**
 * @param {string} root
 * @param {string} packageName
 */
function entrances(root, packageName) {
  const shortName = packageName.slice('@dewpoint/'.length);
  const folder = Object.keys(ARROWS).find((candidate) => candidate.endsWith(`/${shortName}`));
  if (folder === undefined) return [];
  const { exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return Object.keys(exports).map((subpath) => packageName + subpath.slice(1));
}
