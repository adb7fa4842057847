import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { dataKeyPairSpecs, generateDataKeyPair } from '../src/data-key-pair.ts';
import { KeyMaterial } from '../src/key-material.ts';
import { keySpec } from '../src/key-spec.ts';
import { sign as signWithKey, verify as verifyWithKey } from '../src/signature.ts';

vi.setConfig({ testTimeout: 120_000 });

describe('CRY-02 data key pairs', () => {
  test('exist for exactly these specs', () => {
    expect(dataKeyPairSpecs).toEqual([
      'RSA_2048',
      'RSA_3072',
      'RSA_4096',
      'ECC_NIST_P256',
      'ECC_NIST_P384',
      'ECC_NIST_P521',
      'ECC_SECG_P256K1',
      'SM2',
    ]);
  });

  test.each([
    ['RSA_2048', { modulusLength: 2048, publicExponent: 65537n }],
    ['RSA_3072', { modulusLength: 3072, publicExponent: 65537n }],
    ['RSA_4096', { modulusLength: 4096, publicExponent: 65537n }],
    ['ECC_NIST_P256', { namedCurve: 'prime256v1' }],
    ['ECC_NIST_P384', { namedCurve: 'secp384r1' }],
    ['ECC_NIST_P521', { namedCurve: 'secp521r1' }],
    ['ECC_SECG_P256K1', { namedCurve: 'secp256k1' }],
  ])('%s: SubjectPublicKeyInfo and PKCS #8 that belong together', async (spec, details) => {
    const pair = await generateDataKeyPair(spec);
    const privateKey = createPrivateKey({ key: pair.privateKeyDer, format: 'der', type: 'pkcs8' });
    const publicKey = createPublicKey({ key: pair.publicKeyDer, format: 'der', type: 'spki' });
    expect(privateKey.asymmetricKeyDetails).toEqual(details);
    expect(publicKey.asymmetricKeyDetails).toEqual(details);
    const message = Buffer.from('message');
    expect(verify('sha256', message, publicKey, sign('sha256', message, privateKey))).toBe(true);
    expect((await generateDataKeyPair(spec)).publicKeyDer).not.toEqual(pair.publicKeyDer);
  });

  test('SM2: a pair that signs', async () => {
    const pair = await generateDataKeyPair('SM2');
    const material = KeyMaterial.fromBytes(keySpec('SM2'), pair.privateKeyDer);
    expect(material.publicKeyDer()).toEqual(pair.publicKeyDer);
    const signature = await signWithKey(material, 'SM2DSA_SM3', 'RAW', Buffer.from('message'));
    expect(await verifyWithKey(material, 'SM2DSA_SM3', 'RAW', Buffer.from('message'), signature)).toBe(true);
  });

  test.each(['', 'RSA_1024', 'EC_P256', 'AES_256', 'toString', 'rsa_2048'])('refuses %j', async (spec) => {
    await expect(generateDataKeyPair(spec)).rejects.toThrow(
      /^unknown data key pair spec .*; known are RSA_2048, /,
    );
    await expect(generateDataKeyPair(spec)).rejects.toBeInstanceOf(TypeError);
  });
});
