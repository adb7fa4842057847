// `npm start`: installs and builds what is not installed and built yet, then runs the product in this process's place.
// Progress goes to standard error; standard output belongs to the product.
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { CommandError, runInPlace } from './lib/run.mjs';
import { NODE, PRODUCT_ENTRY, ROOT } from './lib/workspace.mjs';

/** @param {string} message */
const say = (message) => process.stderr.write(`${message}\n`);

try {
  await ensureInstalled(say);
  await ensureBuilt(say);
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  say(error.message);
  process.exit(1);
}
await runInPlace(NODE, [join(ROOT, PRODUCT_ENTRY), ...process.argv.slice(2)], {
  NODE_ENV: 'production',
  ...process.env,
});
