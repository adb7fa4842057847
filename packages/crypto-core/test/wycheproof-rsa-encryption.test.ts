import { expect, test } from 'vitest';
import { decryptAsymmetric } from '../src/asymmetric.ts';
import { DecryptionFailedError } from '../src/errors.ts';
import { unwrapImported } from '../src/import-wrapping.ts';
import { KeyMaterial } from '../src/key-material.ts';
import { keySpec } from '../src/key-spec.ts';
import {
  describeWycheproof,
  filterCases,
  hex,
  runCases,
  type VectorFile,
  type VectorGroup,
} from './vectors.ts';

const materials = new Map<string, KeyMaterial>();

function materialOf({ keySize, privateKeyPkcs8 }: VectorGroup): KeyMaterial {
  const known = materials.get(privateKeyPkcs8);
  if (known !== undefined) return known;
  const material = KeyMaterial.fromBytes(keySpec(`RSA_${keySize}`), hex(privateKeyPkcs8));
  materials.set(privateKeyPkcs8, material);
  return material;
}

/** The plaintext, or undefined for the one decryption failure; any other error is thrown on. */
async function orUndefined(decryption: Promise<Buffer>): Promise<Buffer | undefined> {
  try {
    return await decryption;
  } catch (error) {
    if (error instanceof DecryptionFailedError) return undefined;
    throw error;
  }
}

/** Labels are not supported: a ciphertext with one must fail, whatever the file says of it. */
async function runOaep(file: VectorFile, algorithmOf: (group: VectorGroup) => string | undefined) {
  const groups = filterCases(file, (_, group) => algorithmOf(group) !== undefined);
  let labelled = 0;
  const count = await runCases(groups, async (vector, group) => {
    const algorithm = algorithmOf(group) ?? '';
    const plaintext = await orUndefined(decryptAsymmetric(materialOf(group), algorithm, hex(vector.ct)));
    if (vector.label !== '') labelled += 1;
    const mustOpen = vector.result === 'valid' && vector.label === '';
    return mustOpen ? plaintext?.equals(hex(vector.msg)) === true : plaintext === undefined;
  });
  return { ...count, labelled };
}

describeWycheproof('CRY-01 Wycheproof: RSA-OAEP decryption', (read) => {
  const files = [
    {
      name: 'rsa_oaep_2048_sha1_mgf1sha1_test.json',
      algorithm: 'RSAES_OAEP_SHA_1',
      count: { valid: 17, invalid: 19, labelled: 7 },
    },
    {
      name: 'rsa_oaep_2048_sha256_mgf1sha256_test.json',
      algorithm: 'RSAES_OAEP_SHA_256',
      count: { valid: 18, invalid: 19, labelled: 8 },
    },
    {
      name: 'rsa_oaep_3072_sha256_mgf1sha256_test.json',
      algorithm: 'RSAES_OAEP_SHA_256',
      count: { valid: 18, invalid: 19, labelled: 8 },
    },
    {
      name: 'rsa_oaep_4096_sha256_mgf1sha256_test.json',
      algorithm: 'RSAES_OAEP_SHA_256',
      count: { valid: 18, invalid: 19, labelled: 8 },
    },
  ];
  for (const { name, algorithm, count } of files) {
    test(name, async () => {
      expect(await runOaep(read(name), () => algorithm)).toEqual(count);
    });
  }

  test('rsa_oaep_misc_test.json: the sizes and the equal digests that are offered', async () => {
    const offered: Readonly<Record<string, string>> = {
      'SHA-1': 'RSAES_OAEP_SHA_1',
      'SHA-256': 'RSAES_OAEP_SHA_256',
    };
    const count = await runOaep(read('rsa_oaep_misc_test.json'), ({ sha, mgfSha, keySize }) =>
      sha === mgfSha && [2048, 3072, 4096].includes(keySize) ? offered[sha] : undefined,
    );
    expect(count).toEqual({ valid: 18, labelled: 0 });
  });
});

describeWycheproof('IMP-03 Wycheproof: RSA PKCS #1 v1.5 unwrapping', (read) => {
  for (const [name, count] of [
    ['rsa_pkcs1_2048_test.json', { valid: 42, invalid: 25 }],
    ['rsa_pkcs1_3072_test.json', { valid: 41, invalid: 26 }],
    ['rsa_pkcs1_4096_test.json', { valid: 41, invalid: 26 }],
  ] as const) {
    test(`${name}: bad padding never gives the message`, async () => {
      const tally = await runCases(read(name).testGroups, async (vector, group) => {
        const unwrapping = unwrapImported('RSAES_PKCS1_V1_5', hex(group.privateKeyPkcs8), hex(vector.ct));
        const plaintext = await orUndefined(unwrapping);
        if (vector.result === 'valid') return plaintext?.equals(hex(vector.msg)) === true;
        if (vector.flags.includes('InvalidCiphertextFormat')) return plaintext === undefined;
        return plaintext === undefined || !plaintext.equals(hex(vector.msg));
      });
      expect(tally).toEqual(count);
    });
  }
});
