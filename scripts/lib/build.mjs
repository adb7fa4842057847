import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, Stamp } from './fingerprint.mjs';
import { CommandError, runQuietly } from './run.mjs';
import { CACHE, CONSOLE_ENTRY, PRODUCT_ENTRY, ROOT, tool } from './workspace.mjs';

const SOURCES = ['pnpm-lock.yaml', 'tsconfig.base.json', 'packages', 'apps'];
const NOT_SOURCE = new Set(['node_modules', 'dist', 'test', 'bench', '.vite']);
const CONSOLE = 'apps/console';

/**
 * Compiles the server and bundles the console, unless the sources are those of the last build.
 *
 * @param {(message: string) => void} say
 * @throws {CommandError} with the compiler's output
 */
export async function ensureBuilt(say) {
  const sources = fingerprint(ROOT, SOURCES, (name) => NOT_SOURCE.has(name));
  const stamp = new Stamp(join(CACHE, 'built'));
  if (stamp.matches(sources) && missingOutputs().length === 0) return;
  stamp.clear();
  say('Building ...');
  await runQuietly(tool('.', 'tsc'), ['-b', 'apps/bff']);
  await bundleConsole();
  const [missing] = missingOutputs();
  if (missing !== undefined) {
    throw new CommandError(`${missing} is missing although the build went through: is its source there?`);
  }
  stamp.write(sources);
}

/** @throws {CommandError} with the bundler's output */
export async function bundleConsole() {
  if (!existsSync(join(ROOT, CONSOLE, 'package.json'))) return;
  await runQuietly(tool(CONSOLE, 'vite'), ['build'], { cwd: join(ROOT, CONSOLE) });
}

function missingOutputs() {
  return [PRODUCT_ENTRY, CONSOLE_ENTRY].filter((path) => !existsSync(join(ROOT, path)));
}
