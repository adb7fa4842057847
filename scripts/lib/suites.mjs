import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { emptyTally, runSuite, tallyPlaywright, tallyVitest } from './report.mjs';
import { CommandError, runVisibly } from './run.mjs';
import { CACHE, ROOT, tool } from './workspace.mjs';

/** A suite that hangs is a failed suite, long before the machine that runs it is taken away. */
const TIME_LIMIT_IN_MINUTES = { everyRun: 38, long: 120 };

/**
 * @typedef {object} SuiteOptions
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} long
 * @property {readonly string[]} filters passed to the runner
 */

/** @param {SuiteOptions} options */
function limit({ long }) {
  return long ? TIME_LIMIT_IN_MINUTES.long : TIME_LIMIT_IN_MINUTES.everyRun;
}

/**
 * Vitest, all projects of vitest.config.ts.
 *
 * @param {SuiteOptions} options
 */
export function unitSuite(options) {
  const reportFile = join(CACHE, 'reports', 'vitest.json');
  const args = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...(options.long ? ['--passWithNoTests'] : []),
    ...options.filters,
  ];
  return runSuite({
    name: 'unit tests',
    reportFile,
    tally: tallyVitest,
    run: () =>
      runVisibly(tool('.', 'vitest'), args, { env: options.env, timeLimitInMinutes: limit(options) }),
  });
}

/**
 * Playwright against the built product.
 *
 * @param {SuiteOptions} options
 * @param {(message: string) => void} say
 */
export async function endToEndSuite(options, say) {
  try {
    await ensureBuilt(say);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(error.message);
    return { ...emptyTally(), failed: ['end-to-end tests: the product does not build'] };
  }
  const reportFile = join(CACHE, 'reports', 'playwright.json');
  const args = ['test', ...(options.long ? ['--pass-with-no-tests'] : []), ...options.filters];
  return runSuite({
    name: 'end-to-end tests',
    reportFile,
    tally: tallyPlaywright,
    run: () =>
      runVisibly(tool('e2e', 'playwright'), args, {
        cwd: join(ROOT, 'e2e'),
        env: options.env,
        timeLimitInMinutes: limit(options),
      }),
  });
}
