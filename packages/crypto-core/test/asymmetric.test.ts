import { describe, expect, test, vi } from 'vitest';
import { asymmetricPlaintextLimitInBytes, decryptAsymmetric, encryptAsymmetric } from '../src/asymmetric.ts';
import {
  DecryptionFailedError,
  MalformedError,
  PlaintextTooLongError,
  UnsupportedAlgorithmError,
} from '../src/errors.ts';
import { type KeySpecName, keySpec, keySpecs } from '../src/key-spec.ts';
import { sm2Encrypt } from '../src/sm2.ts';
import { bitFlips, failureOf, materialFor, nothing } from './materials.ts';

vi.setConfig({ testTimeout: 120_000 });

const limits: readonly (readonly [KeySpecName, string, number])[] = [
  ['RSA_2048', 'RSAES_OAEP_SHA_256', 190],
  ['RSA_3072', 'RSAES_OAEP_SHA_256', 318],
  ['RSA_4096', 'RSAES_OAEP_SHA_256', 446],
  ['RSA_2048', 'RSAES_OAEP_SHA_1', 214],
  ['RSA_3072', 'RSAES_OAEP_SHA_1', 342],
  ['RSA_4096', 'RSAES_OAEP_SHA_1', 470],
  ['SM2', 'SM2_ENCRYPT', 4096],
];

describe.each(limits)('CRY-01 %s with %s', (spec, algorithm, limit) => {
  test(`carries 1 to ${limit} bytes and not one more`, async () => {
    const material = await materialFor(spec);
    expect(asymmetricPlaintextLimitInBytes(material.spec, algorithm)).toBe(limit);
    for (const length of [1, 32, limit]) {
      const plaintext = Buffer.alloc(length, 3);
      const ciphertext = await encryptAsymmetric(material, algorithm, plaintext);
      expect(await decryptAsymmetric(material, algorithm, ciphertext)).toEqual(plaintext);
      expect(await encryptAsymmetric(material, algorithm, plaintext)).not.toEqual(ciphertext);
    }
    const failure = await failureOf(() => encryptAsymmetric(material, algorithm, Buffer.alloc(limit + 1)));
    expect(failure).toEqual(new PlaintextTooLongError(limit, limit + 1));
  });

  test('every cut, a longer ciphertext and another key fail with the one error', async () => {
    const material = await materialFor(spec);
    const ciphertext = await encryptAsymmetric(material, algorithm, Buffer.from('text'));
    const others: Uint8Array[] = [
      Buffer.concat([ciphertext, Buffer.from([0])]),
      Buffer.concat([Buffer.from([0]), ciphertext]),
    ];
    for (let length = 0; length < ciphertext.length; length += 1) others.push(ciphertext.subarray(0, length));
    for (const other of others) {
      const failure = await failureOf(() => decryptAsymmetric(material, algorithm, other));
      expect(failure).toEqual(new DecryptionFailedError());
    }
  });
});

describe('CRY-01 changed ciphertexts', () => {
  test.each([
    ['RSA_2048', 'RSAES_OAEP_SHA_256'],
    ['SM2', 'SM2_ENCRYPT'],
  ] as const)('%s %s: no flip of a bit decrypts', async (spec, algorithm) => {
    const material = await materialFor(spec);
    const ciphertext = await encryptAsymmetric(material, algorithm, Buffer.alloc(16, 1));
    const failures = [];
    for (const { flipped } of bitFlips(ciphertext)) {
      failures.push(failureOf(() => decryptAsymmetric(material, algorithm, flipped)));
    }
    for (const failure of await Promise.all(failures)) expect(failure).toBeInstanceOf(DecryptionFailedError);
    expect(failures.length).toBe(ciphertext.length * 8);
  });

  test('OAEP with the other digest fails', async () => {
    const material = await materialFor('RSA_2048');
    const ciphertext = await encryptAsymmetric(material, 'RSAES_OAEP_SHA_1', Buffer.from('text'));
    const failure = await failureOf(() => decryptAsymmetric(material, 'RSAES_OAEP_SHA_256', ciphertext));
    expect(failure).toEqual(new DecryptionFailedError());
  });
});

describe('CRY-01 SM2 encryption', () => {
  test('an empty plaintext is refused', async () => {
    const material = await materialFor('SM2');
    const failure = await failureOf(() => encryptAsymmetric(material, 'SM2_ENCRYPT', nothing));
    expect(failure).toBeInstanceOf(MalformedError);
    expect(failure).toMatchObject({ field: 'plaintext' });
  });

  test('one-byte plaintexts are never sent in clear (an all-zero key stream is drawn again)', async () => {
    const publicKey = (await materialFor('SM2')).publicKeyObject();
    for (let run = 0; run < 600; run += 1)
      expect(sm2Encrypt(publicKey, Buffer.from([0x5a])).at(-1)).not.toBe(0x5a);
  });
});

describe('CRY-01 algorithms that do not fit', () => {
  test('every algorithm is refused by every spec that does not list it, SYMMETRIC_DEFAULT by all', async () => {
    const all = [
      '',
      'toString',
      'SYMMETRIC_DEFAULT',
      'RSAES_PKCS1_V1_5',
      'RSAES_OAEP_SHA_256',
      'RSAES_OAEP_SHA_1',
      'SM2_ENCRYPT',
    ];
    for (const spec of keySpecs) {
      const material = await materialFor(spec.name);
      for (const algorithm of all) {
        if (!spec.symmetric && spec.encryptionAlgorithms.includes(algorithm)) continue;
        for (const run of [
          () => encryptAsymmetric(material, algorithm, Buffer.from('text')),
          () => decryptAsymmetric(material, algorithm, Buffer.from('text')),
          () => asymmetricPlaintextLimitInBytes(keySpec(spec.name), algorithm),
        ]) {
          expect(await failureOf(run), `${spec.name} ${algorithm}`).toBeInstanceOf(UnsupportedAlgorithmError);
        }
      }
    }
  });
});
