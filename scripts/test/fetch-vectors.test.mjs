import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FetchVectorsError, fetchVectors, parseManifest } from '../fetch-vectors.mjs';

const commit = 'dac1dd4729fd1f8dd9e1e9f3dce51d783da6c166';
const files = new Map(
  Array.from({ length: 9 }, (_, index) => [`file_${index}_test.json`, `{"number":${index}}`]),
);
/** @param {string} text */
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const manifestText = [
  '# words',
  '# repository: owner/name',
  `# commit: ${commit}`,
  ...[...files].map(([name, text]) => `${sha256(text)}  ${name}`),
  '',
].join('\n');
const manifest = parseManifest(manifestText);

/** @type {string} */
let folder;
/** @type {string} */
let target;
/** @type {string} */
let source;
/** @type {import('node:http').Server} */
let server;
/** @type {string[]} */
let asked;
/** @type {(name: string) => { status: number, text: string }} */
let answer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dewpoint-vectors-'));
  target = join(folder, 'cache/vectors/wycheproof');
  asked = [];
  answer = (name) => ({ status: 200, text: files.get(name) ?? '' });
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { status, text } = answer((request.url ?? '').split('/').at(-1) ?? '');
    response.writeHead(status).end(text);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  source = `http://127.0.0.1:${address.port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

/** Nothing may be left beside the target either. */
const left = () =>
  existsSync(join(folder, 'cache/vectors')) ? readdirSync(join(folder, 'cache/vectors')) : [];

describe('CRY-08 fetching the test vectors', () => {
  it('brings every file of the manifest from the commit', async () => {
    expect(await fetchVectors({ manifest, target, source })).toBe('fetched');
    for (const [name, text] of files) expect(readFileSync(join(target, name), 'utf8')).toBe(text);
    expect(asked.sort()).toEqual(
      [...files.keys()].map((name) => `/owner/name/${commit}/testvectors_v1/${name}`),
    );
    expect(left()).toEqual(['wycheproof']);
  });

  it('asks for nothing when all is there', async () => {
    await fetchVectors({ manifest, target, source });
    asked = [];
    expect(await fetchVectors({ manifest, target, source })).toBe('present');
    expect(asked).toEqual([]);
  });

  it('replaces a folder that is incomplete or changed', async () => {
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'file_0_test.json'), 'changed');
    expect(await fetchVectors({ manifest, target, source })).toBe('fetched');
    expect(readFileSync(join(target, 'file_0_test.json'), 'utf8')).toBe('{"number":0}');
  });

  it('keeps nothing when one file has another checksum', async () => {
    answer = (name) => ({
      status: 200,
      text: name === 'file_7_test.json' ? 'forged' : (files.get(name) ?? ''),
    });
    await expect(fetchVectors({ manifest, target, source })).rejects.toThrow(
      'file_7_test.json does not have the checksum of the manifest; nothing was kept',
    );
    expect(left()).toEqual([]);
  });

  it('keeps nothing when the server refuses', async () => {
    answer = () => ({ status: 404, text: 'no' });
    await expect(fetchVectors({ manifest, target, source })).rejects.toThrow(/answered 404; try again later/);
    expect(left()).toEqual([]);
  });

  it('says what to do when the network is not there', async () => {
    const failure = fetchVectors({ manifest, target, source: 'http://127.0.0.1:1' });
    await expect(failure).rejects.toBeInstanceOf(FetchVectorsError);
    await expect(failure).rejects.toThrow(
      /^cannot reach 127\.0\.0\.1:1 \(.+\)\. Connect .* or set DEWPOINT_VECTORS/,
    );
    expect(left()).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['no commit', manifestText.replace(commit, 'main')],
    ['no repository', manifestText.replace('# repository', '# repo')],
    ['a path as a name', `${manifestText}${sha256('')}  ../x.json\n`],
    ['a short checksum', `${manifestText}abcd  x.json\n`],
  ])('refuses a manifest with %s', (_what, text) => {
    expect(() => parseManifest(text)).toThrow(FetchVectorsError);
  });
});
