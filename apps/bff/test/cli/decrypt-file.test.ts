import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOfHex } from '@dewpoint/contract';
import { encryptingStream, FILE_DATA_KEY_CONTEXT, type FileHeader } from '@dewpoint/contract/file';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run-command.ts';
import { TestProduct } from '../kit/product.ts';
import { tokenOf } from '../kit/sign-in.ts';
import { SignedClient } from '../kit/signed-client.ts';

const CHUNK = 1000;
const plaintext = randomBytes(3 * CHUNK + 17);
let product: TestProduct;
let token: string;
let projectId: string;
let keyId: string;
let folder: string;
let file: string;

async function kms(operation: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${product.address}/v1.0/${projectId}/kms/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': token },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

/** What the console does: a data key for this file, and the content under it. */
async function encryptTo(path: string): Promise<void> {
  const dataKey = await kms('create-datakey', {
    key_id: keyId,
    datakey_length: '256',
    additional_authenticated_data: FILE_DATA_KEY_CONTEXT,
  });
  const header: FileHeader = {
    projectId,
    keyId,
    wrappedDataKey: bytesOfHex(String(dataKey.cipher_text)) ?? new Uint8Array(),
    chunkSizeInBytes: CHUNK,
    noncePrefix: randomBytes(7),
  };
  const stream = await encryptingStream(header, bytesOfHex(String(dataKey.plain_text)) ?? new Uint8Array());
  const parts: Uint8Array[] = [];
  for await (const part of new Blob([plaintext]).stream().pipeThrough(stream)) parts.push(part);
  writeFileSync(path, Buffer.concat(parts));
}

async function run(args: readonly string[], environment: Record<string, string> = { OS_TOKEN: token }) {
  const printed: string[] = [];
  const errors: string[] = [];
  const code = await runCommand(['decrypt-file', '--server', product.address, ...args], {
    environment,
    print: (text) => printed.push(text),
    printError: (text) => errors.push(text),
  });
  return { code, printed: printed.join('\n'), errors: errors.join('\n') };
}

beforeAll(async () => {
  product = await TestProduct.start();
  ({ token, projectId } = await tokenOf(product));
  const created = await kms('create-key', { key_alias: 'files' });
  keyId = (created.key_info as { key_id: string }).key_id;
});
afterAll(() => product[Symbol.asyncDispose]());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dewpoint-file-'));
  file = join(folder, 'report.pdf.dewp');
  await encryptTo(file);
  return () => rmSync(folder, { recursive: true });
});

describe('TOOL-07 dewpoint decrypt-file', () => {
  it('decrypts with a token, for its own user only', async () => {
    expect(await run([file])).toEqual({
      code: 0,
      printed: `${join(folder, 'report.pdf')}: ${plaintext.length} bytes`,
      errors: '',
    });
    expect(readFileSync(join(folder, 'report.pdf'))).toEqual(plaintext);
    expect(statSync(join(folder, 'report.pdf')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).toSorted()).toEqual(['report.pdf', 'report.pdf.dewp']);
  });

  it('decrypts with an access key', async () => {
    const { key } = await SignedClient.open(product);
    const environment = { HUAWEICLOUD_SDK_AK: key.access, HUAWEICLOUD_SDK_SK: key.secret };
    const target = join(folder, 'out');
    expect(await run([file, '--output', target], environment)).toMatchObject({ code: 0, errors: '' });
    expect(readFileSync(target)).toEqual(plaintext);
  });

  it('decrypts a file that the console encrypted under a key that was rotated since', async () => {
    await kms('rotate-on-demand', { key_id: keyId });
    expect(await run([file])).toMatchObject({ code: 0 });
  });
});

describe('TOOL-07 dewpoint decrypt-file says what is wrong, and writes nothing', () => {
  async function refuses(args: readonly string[], words: RegExp, environment?: Record<string, string>) {
    const before = readdirSync(folder).toSorted();
    const { code, printed, errors } = await run(args, environment);
    expect(errors).toMatch(words);
    expect({ code, printed }).toEqual({ code: 2, printed: '' });
    expect(readdirSync(folder).toSorted()).toEqual(before);
    expect(errors).not.toContain(token);
  }

  it('without credentials', () => refuses([file], /No credentials\. Set OS_TOKEN/, {}));

  it('with a token that is none', () => refuses([file], /refused: .*APIGW\.0301/s, { OS_TOKEN: 'x' }));

  it('with a wrong secret key', async () => {
    const { key } = await SignedClient.open(product);
    await refuses([file], /refused: .*APIGW\.0301/s, {
      HUAWEICLOUD_SDK_AK: key.access,
      HUAWEICLOUD_SDK_SK: 'wrong',
    });
  });

  it('while the key is disabled', async () => {
    await kms('disable-key', { key_id: keyId });
    try {
      await refuses([file], /disabled/);
    } finally {
      await kms('enable-key', { key_id: keyId });
    }
  });

  it.each([
    ['is cut off at the end of a chunk', (bytes: Buffer) => bytes.subarray(0, -(17 + 16))],
    [
      'has another byte in its last chunk',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]),
    ],
    ['ends in its header', (bytes: Buffer) => bytes.subarray(0, 60)],
  ])('when the file %s', async (_name, change) => {
    writeFileSync(file, change(readFileSync(file)));
    await refuses([file], /damaged/);
  });

  it('when the data key in the file was changed', async () => {
    const bytes = readFileSync(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await refuses([file], /refused: .*KMS\.2201/s);
  });

  it('when the file is none of ours', async () => {
    writeFileSync(file, 'hello');
    await refuses([file], /not one that Dewpoint encrypted/);
  });

  it('when the file is not there', () => refuses([join(folder, 'none.dewp')], /ENOENT/));

  it('when the target is there already', async () => {
    writeFileSync(join(folder, 'report.pdf'), 'mine');
    await refuses([file], /is there already/);
    expect(readFileSync(join(folder, 'report.pdf'), 'utf8')).toBe('mine');
  });

  it('when no name can be given to the plaintext', async () => {
    writeFileSync(join(folder, 'nameless'), readFileSync(file));
    await refuses([join(folder, 'nameless')], /--output/);
  });

  it.each([
    [['a.dewp', 'b.dewp'], /Name one file/],
    [[], /Name one file/],
    [['a.dewp', '--overwrite'], /overwrite/],
    [['a.dewp', '--server', 'http://dewpoint.example'], /https/],
    [['a.dewp', '--server', 'dewpoint'], /https/],
  ])('with the arguments %j', (args, words) => refuses(args, words));

  it('when the server cannot be reached', () =>
    refuses([file, '--server', 'http://127.0.0.1:1'], /cannot be reached/));
});
