// `pnpm bench [filter]`: runs every benchmark of the workspace, one after another, so that none slows another down.
// Standard output: the JSON lines of all, then a table.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { resultsIn, table } from './lib/bench-report.mjs';
import { filesBelow } from './lib/fingerprint.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { CommandError, runQuietly } from './lib/run.mjs';
import { testEnvironment } from './lib/test-environment.mjs';
import { NODE, ROOT } from './lib/workspace.mjs';

/** @param {string} message */
const say = (message) => process.stderr.write(`${message}\n`);
const filters = process.argv.slice(2);

function benchmarks() {
  return ['packages', 'apps', 'e2e']
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => [
      ...filesBelow(join(ROOT, folder), (name) => name === 'node_modules' || name === 'dist'),
    ])
    .map((file) => relative(ROOT, file))
    .filter((file) => /(?:^|\/)bench\/[^/]+\.bench\.ts$/.test(file))
    .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));
}

/** @param {string} file */
async function run(file) {
  say(`${file} ...`);
  const output = await runQuietly(NODE, ['--conditions=dewpoint-source', file], {
    env: { ...testEnvironment({ long: false }), NODE_ENV: 'production' },
    timeLimitInMinutes: 15,
  });
  const { results, remarks } = resultsIn(output);
  for (const remark of remarks) say(remark);
  if (results.length === 0)
    throw new CommandError(`${file} printed no result: one JSON object a line is expected`);
  for (const result of results) console.log(JSON.stringify(result));
  return results;
}

const all = [];
try {
  await ensureInstalled(say);
  const files = benchmarks();
  if (files.length === 0)
    throw new CommandError('No benchmark found: they are named <package>/bench/<name>.bench.ts');
  for (const file of files) {
    try {
      all.push(...(await run(file)));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      say(`FAILED ${file}\n${error.message}`);
      process.exitCode = 1;
    }
  }
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
if (all.length > 0) console.log(`\n${table(all)}`);
