import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CHROMIUM, GLEWLWYD, SOFTHSM } from './components.mjs';
import { CommandError, runQuietly } from './run.mjs';
import { NODE, ROOT, toolEnvironment } from './workspace.mjs';

/** Names that steer tests; every other `DEWPOINT_…` is a setting of a product and has no business in a test. */
const TEST_SETTINGS = /^DEWPOINT_(?:CHROMIUM|LONG|VECTORS|TEST_\w+)$/;

/**
 * Environment of the test runners: the operator's settings are left out, what tests look for is named.
 *
 * @param {{ postgresUrl?: string | undefined, mariadbUrl?: string | undefined, long: boolean }} options
 * @returns {NodeJS.ProcessEnv}
 */
export function testEnvironment({ postgresUrl, mariadbUrl, long }) {
  const inherited = Object.entries(toolEnvironment()).filter(
    ([name]) => !name.startsWith('DEWPOINT_') || TEST_SETTINGS.test(name),
  );
  const found = {
    DEWPOINT_CHROMIUM: CHROMIUM.find(),
    DEWPOINT_TEST_SOFTHSM_MODULE: SOFTHSM.find(),
    DEWPOINT_TEST_GLEWLWYD: GLEWLWYD.find(),
    DEWPOINT_TEST_POSTGRES_URL: postgresUrl,
    DEWPOINT_TEST_MARIADB_URL: mariadbUrl,
    DEWPOINT_LONG: long ? '1' : undefined,
  };
  const named = Object.entries(found).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...inherited, ...named]);
}

/**
 * The public test vectors are too large for the repository: they are taken from DEWPOINT_VECTORS, from a folder beside
 * the repository, or else fetched once into a cache.
 *
 * @param {(message: string) => void} say
 * @returns {Promise<string | undefined>} why there are none; undefined when there are
 */
export async function ensureVectors(say) {
  const folders = [process.env.DEWPOINT_VECTORS, join(ROOT, '..', 'shared', 'vectors')];
  if (folders.some((folder) => folder !== undefined && existsSync(join(folder, 'wycheproof'))))
    return undefined;
  say('Fetching the public test vectors ...');
  try {
    await runQuietly(NODE, ['scripts/fetch-vectors.mjs'], { timeLimitInMinutes: 5 });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return error.message;
  }
}
