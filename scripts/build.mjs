// `pnpm build`: compiles everything, tests and scripts included, and bundles the console.
import { bundleConsole } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { CommandError, runQuietly } from './lib/run.mjs';
import { tool } from './lib/workspace.mjs';

try {
  await ensureInstalled((message) => process.stderr.write(`${message}\n`));
  await runQuietly(tool('.', 'tsc'), ['-b']);
  await bundleConsole();
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
