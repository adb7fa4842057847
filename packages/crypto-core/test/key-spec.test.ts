import { describe, expect, test } from 'vitest';
import { encryptionAlgorithms } from '../src/encryption-algorithms.ts';
import { keySpec, keySpecs } from '../src/key-spec.ts';

describe('KEY-03 the key spec table', () => {
  test('holds exactly the twelve specs', () => {
    expect(keySpecs.map(({ name }) => name)).toEqual([
      'AES_256',
      'SM4',
      'HMAC_256',
      'HMAC_384',
      'HMAC_512',
      'HMAC_SM3',
      'RSA_2048',
      'RSA_3072',
      'RSA_4096',
      'EC_P256',
      'EC_P384',
      'SM2',
    ]);
    for (const spec of keySpecs) expect(keySpec(spec.name)).toBe(spec);
  });

  test.each(['', 'aes_256', 'AES_128', 'toString', '__proto__', 'x'.repeat(10_000)])(
    'refuses the name %.20j',
    (name) => {
      expect(() => keySpec(name)).toThrow(TypeError);
      expect(() => keySpec(name)).toThrow(/^unknown key spec .{0,70}; known are AES_256, /);
    },
  );

  test('a symmetric spec has a length, an asymmetric one a modulus or a curve', () => {
    for (const spec of keySpecs) {
      const kinds = [spec.materialLengthInBytes, spec.modulusLengthInBits, spec.curve];
      expect(kinds.filter((kind) => kind !== undefined)).toHaveLength(1);
      expect(spec.symmetric).toBe(spec.materialLengthInBytes !== undefined);
    }
  });
});

describe('KEY-04 usages', () => {
  const usages = (name: string) => [keySpec(name).usages, keySpec(name).defaultUsage];

  test('AES and SM4 encrypt, HMAC makes MACs, EC signs, RSA and SM2 sign by default or encrypt', () => {
    for (const name of ['AES_256', 'SM4'])
      expect(usages(name)).toEqual([['ENCRYPT_DECRYPT'], 'ENCRYPT_DECRYPT']);
    for (const name of ['HMAC_256', 'HMAC_384', 'HMAC_512', 'HMAC_SM3']) {
      expect(usages(name)).toEqual([['GENERATE_VERIFY_MAC'], 'GENERATE_VERIFY_MAC']);
    }
    for (const name of ['EC_P256', 'EC_P384']) expect(usages(name)).toEqual([['SIGN_VERIFY'], 'SIGN_VERIFY']);
    for (const name of ['RSA_2048', 'RSA_3072', 'RSA_4096', 'SM2']) {
      expect(usages(name)).toEqual([['SIGN_VERIFY', 'ENCRYPT_DECRYPT'], 'SIGN_VERIFY']);
    }
  });

  test('a spec has algorithms for a usage exactly when the usage is allowed', () => {
    for (const spec of keySpecs) {
      expect(spec.encryptionAlgorithms.length > 0).toBe(spec.usages.includes('ENCRYPT_DECRYPT'));
      expect(spec.signingAlgorithms.length > 0).toBe(spec.usages.includes('SIGN_VERIFY'));
      expect(spec.macAlgorithms.length > 0).toBe(spec.usages.includes('GENERATE_VERIFY_MAC'));
    }
  });

  test('every asymmetric encryption algorithm of the table exists', () => {
    for (const spec of keySpecs.filter(({ symmetric }) => !symmetric)) {
      for (const algorithm of spec.encryptionAlgorithms)
        expect(encryptionAlgorithms.has(algorithm)).toBe(true);
    }
  });
});
