import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';

/**
 * Published test vectors. `gm` and `import` are committed beside this file. The Wycheproof files are not: they are looked for
 * in $DEWPOINT_VECTORS, then in ../shared/vectors beside the checkout (of a git worktree: beside its main checkout too), then
 * in .cache/vectors, which scripts/fetch-vectors.mjs fills. Every file read must have its checksum of
 * wycheproof.sha256.
 */
/** Thousands of cases take longer than Vitest's five seconds when other tests run beside them. */
vi.setConfig({ testTimeout: 120_000 });

const here = dirname(fileURLToPath(import.meta.url));
const repository = resolve(here, '../../..');

export interface VectorTest {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly key: string;
  readonly iv: string;
  readonly aad: string;
  readonly msg: string;
  readonly ct: string;
  readonly tag: string;
  readonly sig: string;
  readonly label: string;
  readonly ikm: string;
  readonly salt: string;
  readonly info: string;
  readonly okm: string;
  readonly size: number;
}

export interface VectorGroup {
  readonly ivSize: number;
  readonly keySize: number;
  readonly tagSize: number;
  readonly sha: string;
  readonly mgfSha: string;
  readonly sLen: number;
  readonly privateKeyPkcs8: string;
  readonly publicKeyDer: string;
  readonly tests: readonly VectorTest[];
}

export interface VectorFile {
  readonly numberOfTests: number;
  readonly testGroups: readonly VectorGroup[];
}

/** File name to SHA-256, from the committed manifest. */
export const wycheproofManifest: ReadonlyMap<string, string> = new Map(
  readFileSync(join(here, 'vectors/wycheproof.sha256'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): [string, string] => [line.slice(66), line.slice(0, 64)]),
);

/** A committed JSON file below test/vectors. The caller names its shape. */
export function readCommitted<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(join(here, 'vectors', path), 'utf8'));
}

export function readCommittedBytes(path: string): Buffer {
  return readFileSync(join(here, 'vectors', path));
}

export function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

/**
 * A describe block over Wycheproof files. Without them one test stands in its place: it fails where CI=true, and elsewhere says on the
 * terminal what was not proven.
 */
export function describeWycheproof(
  title: string,
  define: (read: (name: string) => VectorFile) => void,
): void {
  const folder = findWycheproof();
  describe(title, () => {
    if (folder === undefined) test('the Wycheproof files are at hand', reportMissing);
    else define((name) => readWycheproof(folder, name));
  });
}

/** Runs `check` on each case, counts the cases by result, and fails with the list of those that went wrong. */
export async function runCases(
  groups: readonly VectorGroup[],
  check: (test: VectorTest, group: VectorGroup) => Promise<boolean> | boolean,
): Promise<Record<string, number>> {
  const wrong: string[] = [];
  const count: Record<string, number> = {};
  for (const group of groups) {
    for (const vector of group.tests) {
      count[vector.result] = (count[vector.result] ?? 0) + 1;
      if (!(await check(vector, group)))
        wrong.push(`tcId ${vector.tcId} (${vector.result}): ${vector.comment}`);
    }
  }
  expect(wrong).toEqual([]);
  return count;
}

/** Keeps the cases that `wanted` accepts, and the groups that still have some. */
export function filterCases(
  file: VectorFile,
  wanted: (test: VectorTest, group: VectorGroup) => boolean,
): VectorGroup[] {
  return file.testGroups
    .map((group) => ({ ...group, tests: group.tests.filter((vector) => wanted(vector, group)) }))
    .filter((group) => group.tests.length > 0);
}

function findWycheproof(): string | undefined {
  const named = process.env.DEWPOINT_VECTORS;
  if (named !== undefined && named !== '') {
    const folder = join(named, 'wycheproof');
    if (!existsSync(folder))
      throw new Error(`DEWPOINT_VECTORS=${named} has no folder wycheproof; correct or unset it`);
    return folder;
  }
  return [
    ...checkouts().map((checkout) => resolve(checkout, '../shared/vectors')),
    join(repository, '.cache/vectors'),
  ]
    .map((folder) => join(folder, 'wycheproof'))
    .find((folder) => existsSync(folder));
}

/** This checkout and, when it is a git worktree, the main checkout, which the file `.git` points into. */
function checkouts(): string[] {
  const git = join(repository, '.git');
  try {
    const pointer = /^gitdir: (.+)\/\.git\/worktrees\/[^/]+$/m.exec(readFileSync(git, 'utf8'));
    return pointer?.[1] === undefined ? [repository] : [repository, pointer[1]];
  } catch {
    return [repository];
  }
}

function readWycheproof(folder: string, name: string): VectorFile {
  const bytes = readFileSync(join(folder, name));
  const checksum = createHash('sha256').update(bytes).digest('hex');
  if (checksum !== wycheproofManifest.get(name)) {
    throw new Error(
      `${join(folder, name)} is not the file of wycheproof.sha256; run node scripts/fetch-vectors.mjs`,
    );
  }
  return JSON.parse(bytes.toString('utf8'));
}

function reportMissing(): void {
  const message =
    'The Wycheproof vectors are missing, so this part of the cryptography is NOT PROVEN by this run. ' +
    'Run node scripts/fetch-vectors.mjs, or set DEWPOINT_VECTORS.';
  // biome-ignore lint/suspicious/noConsole: the person at the terminal must see it although the test passes
  console.warn(`\n*** ${message}\n`);
  expect(process.env.CI, message).not.toBe('true');
}
