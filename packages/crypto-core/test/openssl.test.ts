import { execFileSync, spawnSync } from 'node:child_process';
import { createSecretKey, hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decryptAsymmetric, encryptAsymmetric } from '../src/asymmetric.ts';
import { digest } from '../src/digest.ts';
import type { KeyMaterial } from '../src/key-material.ts';
import { type KeySpecName, keySpecs } from '../src/key-spec.ts';
import { computeMac } from '../src/mac.ts';
import { sign, verify } from '../src/signature.ts';
import { sm2MessageDigest } from '../src/sm2.ts';
import { sm4Ctr } from '../src/sm4-ctr-hmac.ts';
import { materialFor } from './materials.ts';

vi.setConfig({ testTimeout: 120_000 });

/** The openssl command line (3.0 or later) as the other side. */
let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dewpoint-openssl-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(bytes: Uint8Array): string {
  files += 1;
  const path = join(folder, String(files));
  writeFileSync(path, bytes);
  return path;
}

const openssl = (args: readonly string[], input: Uint8Array = Buffer.alloc(0)): Buffer =>
  execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'pipe'] });

const privateKeyArgs = (material: KeyMaterial) => ['-inkey', file(material.revealBytes()), '-keyform', 'DER'];
const publicKeyArgs = (material: KeyMaterial) => [
  '-pubin',
  '-inkey',
  file(material.publicKeyDer()),
  '-keyform',
  'DER',
];

function opensslVerifies(args: readonly string[], signature: Uint8Array, input: Uint8Array): boolean {
  const { status } = spawnSync('openssl', [
    'pkeyutl',
    '-verify',
    ...args,
    '-sigfile',
    file(signature),
    '-in',
    file(input),
  ]);
  return status === 0;
}

const message = Buffer.from('a message that goes both ways');

describe('CRY-08 RSA and EC signatures agree with the openssl command line', () => {
  const rows = keySpecs
    .filter(({ family }) => family === 'rsa' || family === 'ec')
    .flatMap(({ name, signingAlgorithms }) =>
      signingAlgorithms.map((algorithm): readonly [KeySpecName, string] => [name, algorithm]),
    );

  test.each(rows)('%s %s', async (spec, algorithm) => {
    const material = await materialFor(spec);
    const digestName = `sha${algorithm.slice(-3)}`;
    const hashed = hash(digestName, message, 'buffer');
    const options = ['-pkeyopt', `digest:${digestName}`];
    if (algorithm.includes('PSS')) {
      options.push('-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:digest');
    }
    const theirs = openssl(['pkeyutl', '-sign', ...privateKeyArgs(material), ...options], hashed);
    expect(await verify(material, algorithm, 'RAW', message, theirs)).toBe(true);
    expect(await verify(material, algorithm, 'DIGEST', hashed, theirs)).toBe(true);
    const args = [...publicKeyArgs(material), ...options];
    for (const ours of [
      await sign(material, algorithm, 'RAW', message),
      await sign(material, algorithm, 'DIGEST', hashed),
    ]) {
      expect(opensslVerifies(args, ours, hashed)).toBe(true);
      expect(opensslVerifies(args, ours, hash(digestName, 'another', 'buffer'))).toBe(false);
    }
  });
});

describe('CRY-08 SM2 agrees with the openssl command line', () => {
  const signatureOptions = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];

  test('signatures, both ways, RAW and DIGEST', async () => {
    const material = await materialFor('SM2');
    const e = sm2MessageDigest(material.publicKeyObject(), message);
    const args = ['pkeyutl', '-sign', ...privateKeyArgs(material), ...signatureOptions, '-in', file(message)];
    const theirs = openssl(args);
    expect(await verify(material, 'SM2DSA_SM3', 'RAW', message, theirs)).toBe(true);
    expect(await verify(material, 'SM2DSA_SM3', 'DIGEST', e, theirs)).toBe(true);
    for (const ours of [
      await sign(material, 'SM2DSA_SM3', 'RAW', message),
      await sign(material, 'SM2DSA_SM3', 'DIGEST', e),
    ]) {
      const verifying = [...publicKeyArgs(material), ...signatureOptions];
      expect(opensslVerifies(verifying, ours, message)).toBe(true);
      expect(opensslVerifies(verifying, ours, Buffer.from('another'))).toBe(false);
    }
  });

  test.each([16, 31, 32, 33, 256, 1024])('encryption of %i bytes, both ways', async (length) => {
    const material = await materialFor('SM2');
    const plaintext = Buffer.alloc(length, 'sm2 ');
    const theirs = openssl(['pkeyutl', '-encrypt', ...publicKeyArgs(material), '-in', file(plaintext)]);
    expect(await decryptAsymmetric(material, 'SM2_ENCRYPT', theirs)).toEqual(plaintext);
    const ours = await encryptAsymmetric(material, 'SM2_ENCRYPT', plaintext);
    expect(openssl(['pkeyutl', '-decrypt', ...privateKeyArgs(material), '-in', file(ours)])).toEqual(
      plaintext,
    );
  });
});

describe('CRY-08 RSA-OAEP agrees with the openssl command line', () => {
  test.each([
    ['RSAES_OAEP_SHA_256', 'sha256'],
    ['RSAES_OAEP_SHA_1', 'sha1'],
  ])('%s, both ways', async (algorithm, digestName) => {
    const material = await materialFor('RSA_3072');
    const options = ['-pkeyopt', 'rsa_padding_mode:oaep', '-pkeyopt', `rsa_oaep_md:${digestName}`];
    const theirs = openssl([
      'pkeyutl',
      '-encrypt',
      ...publicKeyArgs(material),
      ...options,
      '-in',
      file(message),
    ]);
    expect(await decryptAsymmetric(material, algorithm, theirs)).toEqual(message);
    const ours = await encryptAsymmetric(material, algorithm, message);
    expect(
      openssl(['pkeyutl', '-decrypt', ...privateKeyArgs(material), ...options, '-in', file(ours)]),
    ).toEqual(message);
  });
});

describe('CRY-08 SM3, HMAC and SM4 agree with the openssl command line', () => {
  test.each([0, 1, 55, 56, 64, 4096])('SM3 of %i bytes', (length) => {
    const bytes = Buffer.alloc(length, 'sm3');
    expect(digest('sm3', bytes)).toEqual(openssl(['dgst', '-sm3', '-binary'], bytes));
  });

  test.each([
    ['HMAC_256', 'HMAC_SHA_256', 'SHA256'],
    ['HMAC_384', 'HMAC_SHA_384', 'SHA384'],
    ['HMAC_512', 'HMAC_SHA_512', 'SHA512'],
    ['HMAC_SM3', 'HMAC_SM3', 'SM3'],
  ] as const)('%s', async (spec, algorithm, digestName) => {
    const material = await materialFor(spec);
    const key = material.revealBytes().toString('hex');
    const args = [
      'mac',
      '-binary',
      '-digest',
      digestName,
      '-macopt',
      `hexkey:${key}`,
      '-in',
      file(message),
      'HMAC',
    ];
    expect(computeMac(material, algorithm, message)).toEqual(openssl(args));
  });

  test.each([1, 16, 17, 4096])('SM4-CTR of %i bytes, both ways', async (length) => {
    const key = (await materialFor('SM4')).revealBytes();
    const iv = Buffer.from('f0f1f2f3f4f5f6f7f8f9fafbffffffff', 'hex');
    const bytes = Buffer.alloc(length, 'sm4');
    const args = ['enc', '-sm4-ctr', '-K', key.toString('hex'), '-iv', iv.toString('hex')];
    const theirs = openssl(args, bytes);
    expect(sm4Ctr(createSecretKey(key), iv, bytes)).toEqual(theirs);
    expect(openssl([...args, '-d'], sm4Ctr(createSecretKey(key), iv, bytes))).toEqual(bytes);
  });
});
