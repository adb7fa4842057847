import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The Node.js that the product and its tests run on: the npm package `node`, whatever started this script. */
export const NODE = join(ROOT, 'node_modules', '.bin', 'node');

/** What the scripts keep between runs: stamps and test reports. Ignored by git, safe to delete. */
export const CACHE = join(ROOT, '.cache');

export const PRODUCT_ENTRY = 'apps/bff/dist/main.js';
export const CONSOLE_ENTRY = 'apps/console/dist/index.html';

/**
 * Environment of every program that the scripts start: our own Node.js and tools come first on PATH, and native
 * addons compile against headers on this machine when there are any, so that node-gyp has nothing to download.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment() {
  const path = [join(ROOT, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  const nodedir = process.env.npm_config_nodedir ?? nodeHeaders();
  return { ...process.env, PATH: path, ...(nodedir === undefined ? {} : { npm_config_nodedir: nodedir }) };
}

/** @returns {string | undefined} prefix whose `include/node` holds the Node-API headers */
function nodeHeaders() {
  const prefixOfThisNode = dirname(dirname(realpathSync(process.execPath)));
  return [prefixOfThisNode, '/usr', '/usr/local'].find((prefix) =>
    existsSync(join(prefix, 'include', 'node', 'node_api.h')),
  );
}

/**
 * Path of a tool that a workspace package depends on.
 *
 * @param {string} folder the package, relative to the repository
 * @param {string} name
 * @returns {string}
 */
export function tool(folder, name) {
  return join(ROOT, folder, 'node_modules', '.bin', name);
}
