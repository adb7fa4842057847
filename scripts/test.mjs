// `npm test`: brings what tests need, runs everything, and ends with the line `N passed, N failed`.
// `node scripts/test.mjs unit|e2e|long [filters]` runs a part; filters go to Vitest or Playwright.
import { runChecks } from './lib/checks.mjs';
import { bring, COMPONENTS, howToGet, MARIADB, POSTGRES } from './lib/components.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { startMariadb } from './lib/mariadb.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { emptyTally, total, verdict } from './lib/report.mjs';
import { CommandError, onInterrupt } from './lib/run.mjs';
import { endToEndSuite, unitSuite } from './lib/suites.mjs';
import { ensureVectors, testEnvironment } from './lib/test-environment.mjs';

/** @typedef {import('./lib/report.mjs').Tally} Tally */

const PARTS = {
  all: { check: true, unit: true, endToEnd: true, long: false },
  unit: { check: false, unit: true, endToEnd: false, long: false },
  e2e: { check: false, unit: false, endToEnd: true, long: false },
  long: { check: false, unit: true, endToEnd: true, long: true },
};

const nothingMayBeSkipped = process.env.CI === 'true';
const [partName = 'all', ...filters] = process.argv.slice(2);

/** @param {string} message */
const say = (message) => console.log(message);

/**
 * @param {keyof typeof PARTS} name
 * @returns {Promise<Tally>}
 */
async function run(name) {
  const part = PARTS[name];
  await ensureInstalled(say);
  const tallies = [await missingPieces()];
  if (part.check) {
    const { passed, failed } = await runChecks();
    tallies.push({ passed, failed: failed.map((check) => `check: ${check}`), skipped: [] });
  }
  const servers = await startServers();
  onInterrupt(servers.stop);
  try {
    const env = testEnvironment({ long: part.long, ...servers.urls });
    const options = { env, long: part.long, filters };
    if (part.unit) tallies.push(await unitSuite(options));
    if (part.endToEnd) tallies.push(await endToEndSuite(options, say));
  } finally {
    await servers.stop();
  }
  return total(tallies);
}

/**
 * What tests need and this machine cannot be given: a failure where nothing may be skipped, a loud word elsewhere.
 *
 * @returns {Promise<Tally>}
 */
async function missingPieces() {
  const missing = (await bring(COMPONENTS, say)).map(howToGet);
  const noVectors = await ensureVectors(say);
  if (noVectors !== undefined) missing.push(`The public test vectors are missing: ${noVectors}`);
  for (const sentence of missing) say(`MISSING  ${sentence}`);
  return { ...emptyTally(), failed: nothingMayBeSkipped ? missing : [] };
}

/** Database servers of this run, as far as this machine has their programs. */
async function startServers() {
  const binaries = POSTGRES.find();
  const mariadbd = MARIADB.find();
  const started = await Promise.allSettled([
    binaries === undefined ? undefined : startPostgres(binaries),
    mariadbd === undefined ? undefined : startMariadb(mariadbd),
  ]);
  const [postgres, mariadb] = started.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
  const stop = async () => {
    await Promise.all([postgres?.stop(), mariadb?.stop()]);
  };
  const failed = started.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return { urls: { postgresUrl: postgres?.url, mariadbUrl: mariadb?.url }, stop };
}

/** @returns {Promise<Tally>} */
async function main() {
  if (!(partName in PARTS)) {
    throw new CommandError(`${partName} is no part of the tests; parts are ${Object.keys(PARTS).join(', ')}`);
  }
  return run(/** @type {keyof typeof PARTS} */ (partName));
}

const result = await main().catch((error) => {
  const message = error instanceof CommandError ? error.message : String(error?.stack ?? error);
  say(message);
  return { ...emptyTally(), failed: [message.trim()] };
});
const { lines, exitCode } = verdict(result, { maySkip: !nothingMayBeSkipped });
for (const line of lines) say(line);
process.exitCode = exitCode;
