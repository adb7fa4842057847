import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Brings the published test vectors that are too large for the repository: the Wycheproof files named in
 * packages/crypto-core/test/vectors/wycheproof.sha256, at the commit named there, to .cache/vectors/wycheproof. Every file must
 * have its checksum; the folder appears as a whole or not at all.
 */
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const MANIFEST = join(ROOT, 'packages/crypto-core/test/vectors/wycheproof.sha256');
const TARGET = join(ROOT, '.cache/vectors/wycheproof');
const SOURCE = 'https://raw.githubusercontent.com';
const AT_ONCE = 6;
const FILE_WITHIN_MS = 60_000;
const LONGEST_FILE_IN_BYTES = 16 * 1024 * 1024;

/** What goes wrong on the way, in words for the person at the terminal. */
export class FetchVectorsError extends Error {}

/**
 * @typedef {object} Manifest
 * @property {string} repository owner/name
 * @property {string} commit
 * @property {ReadonlyMap<string, string>} checksums file name to SHA-256 in hex
 *
 * @param {string} text
 * @returns {Manifest}
 */
export function parseManifest(text) {
  const repository = /^# repository: (\S+)$/m.exec(text)?.[1];
  const commit = /^# commit: ([0-9a-f]{40})$/m.exec(text)?.[1];
  const rows = [...text.matchAll(/^([0-9a-f]{64}) {2}(\w+\.json)$/gm)];
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (repository === undefined || commit === undefined || rows.length === 0 || rows.length !== lines.length) {
    throw new FetchVectorsError(
      'the manifest wycheproof.sha256 is not complete; restore it from the repository',
    );
  }
  return {
    repository,
    commit,
    checksums: new Map(rows.map(([, checksum, name]) => [name ?? '', checksum ?? ''])),
  };
}

/**
 * @param {{ manifest: Manifest, target: string, source?: string }} options source: base URL in place of GitHub's
 * @returns {Promise<'fetched' | 'present'>}
 * @throws {FetchVectorsError}
 */
export async function fetchVectors({ manifest, target, source = SOURCE }) {
  if (isComplete(target, manifest)) return 'present';
  mkdirSync(dirname(target), { recursive: true });
  const partial = mkdtempSync(`${target}.partial-`);
  try {
    await downloadAll(manifest, source, partial);
    rmSync(target, { recursive: true, force: true });
    renameSync(partial, target);
    return 'fetched';
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another run may have put the same files there between our removal and our renaming.
    if (isComplete(target, manifest)) return 'present';
    throw error;
  }
}

/**
 * @param {string} folder
 * @param {Manifest} manifest
 */
function isComplete(folder, { checksums }) {
  if (!existsSync(folder)) return false;
  const present = new Set(readdirSync(folder));
  return [...checksums].every(
    ([name, checksum]) => present.has(name) && sha256(readFileSync(join(folder, name))) === checksum,
  );
}

/**
 * @param {Manifest} manifest
 * @param {string} source
 * @param {string} folder
 */
async function downloadAll({ repository, commit, checksums }, source, folder) {
  const waiting = [...checksums];
  const worker = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      const [name, checksum] = row;
      const bytes = await download(`${source}/${repository}/${commit}/testvectors_v1/${name}`);
      if (sha256(bytes) !== checksum) {
        throw new FetchVectorsError(`${name} does not have the checksum of the manifest; nothing was kept`);
      }
      writeFileSync(join(folder, name), bytes);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** @param {string} url */
async function download(url) {
  const response = await answerOf(url);
  if (!response.ok) throw new FetchVectorsError(`${url} answered ${response.status}; try again later`);
  const declared = Number(response.headers.get('content-length') ?? 0);
  if (declared > LONGEST_FILE_IN_BYTES)
    throw new FetchVectorsError(`${url} is larger than any test vector file`);
  try {
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw unreachable(url, error);
  }
}

/** @param {string} url */
async function answerOf(url) {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(FILE_WITHIN_MS) });
  } catch (error) {
    throw unreachable(url, error);
  }
}

/**
 * @param {string} url
 * @param {unknown} error
 */
function unreachable(url, error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new FetchVectorsError(
    `cannot reach ${new URL(url).host} (${reason}). Connect to the network and run this again, or set ` +
      'DEWPOINT_VECTORS to a folder that holds wycheproof/.',
  );
}

/** @param {Uint8Array} bytes */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

async function main() {
  try {
    const manifest = parseManifest(readFileSync(MANIFEST, 'utf8'));
    const outcome = await fetchVectors({ manifest, target: TARGET });
    const verb = outcome === 'fetched' ? 'fetched to' : 'already in';
    console.log(`${manifest.checksums.size} Wycheproof files ${verb} ${TARGET}`);
  } catch (error) {
    if (!(error instanceof FetchVectorsError)) throw error;
    console.error(`The test vectors could not be fetched: ${error.message}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  await main();
