import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprint, Stamp } from './fingerprint.mjs';
import { CommandError, runQuietly } from './run.mjs';
import { NODE, ROOT } from './workspace.mjs';

const OLDEST_NODE_MAJOR = 20;

/**
 * Installs the dependencies of the lockfile, Node.js 24 among them, unless that was done already. Needs the npm
 * registry the first time and after a change of the lockfile, no network otherwise.
 *
 * @param {(message: string) => void} say
 * @throws {CommandError} with the output of the package manager
 */
export async function ensureInstalled(say) {
  refuseOldNode();
  const wanted = `${process.platform}-${process.arch} ${fingerprint(ROOT, ['pnpm-lock.yaml', 'pnpm-workspace.yaml'])}`;
  const stamp = new Stamp(join(ROOT, 'node_modules', '.dewpoint-installed'));
  if (existsSync(NODE) && stamp.matches(wanted)) return;
  stamp.clear();
  say('Installing dependencies (about a minute the first time) ...');
  const [command, ...args] = packageManager();
  await runQuietly(command, [...args, 'install', '--frozen-lockfile']);
  stamp.write(wanted);
}

/**
 * The pinned pnpm, run through npx. npm tells where it lives itself, so a Node.js that is not on PATH serves too.
 *
 * @returns {[string, ...string[]]}
 */
function packageManager() {
  const { packageManager: pinned } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const npm = process.env.npm_execpath;
  const npx = npm === undefined ? undefined : join(dirname(npm), 'npx-cli.js');
  return npx !== undefined && existsSync(npx)
    ? [process.execPath, npx, '--yes', pinned]
    : ['npx', '--yes', pinned];
}

function refuseOldNode() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < OLDEST_NODE_MAJOR) {
    throw new CommandError(
      `Node.js ${process.versions.node} is too old to install Dewpoint. Install Node.js ${OLDEST_NODE_MAJOR} or newer; the product itself then runs on the Node.js 24 that it brings.`,
    );
  }
}
