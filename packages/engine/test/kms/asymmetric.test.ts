import { createPrivateKey, createPublicKey, verify as verifySignature } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe.each(dialects)('asymmetric keys and codes on %s', (dialect) => {
  let world: KmsWorld;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const create = async (keyAlias: string, fields: Record<string, unknown>) =>
    (await world.node.run('kms.createKey', world.api, { keyAlias, ...fields })).keyInfo.keyId;

  it.each([
    { keySpec: 'RSA_2048', signingAlgorithm: 'RSASSA_PSS_SHA_256' },
    { keySpec: 'RSA_2048', signingAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_512' },
    { keySpec: 'EC_P256', signingAlgorithm: 'ECDSA_SHA_256' },
    { keySpec: 'EC_P384', signingAlgorithm: 'ECDSA_SHA_384' },
    { keySpec: 'SM2', signingAlgorithm: 'SM2DSA_SM3' },
  ])(
    'CRY-03 $signingAlgorithm: what $keySpec signs it verifies, and nothing else',
    async ({ keySpec, signingAlgorithm }) => {
      const keyId = await create(`s-${keySpec}-${signingAlgorithm}`, { keySpec });
      const fields = { keyId, signingAlgorithm, messageType: 'RAW', message: base64(Buffer.from('words')) };
      const { signature } = await world.node.run('kms.sign', world.api, fields);
      const verify = (more: Record<string, unknown> = {}) =>
        world.node.run('kms.verify', world.api, { ...fields, signature: base64(signature), ...more });
      expect(await verify()).toEqual({ keyId, signatureValid: true });
      expect((await verify({ message: base64(Buffer.from('word')) })).signatureValid).toBe(false);
      expect((await verify({ signature: base64(Buffer.alloc(signature.length, 1)) })).signatureValid).toBe(
        false,
      );
    },
  );

  it('CRY-03 the public key is PEM with CRLF and verifies outside of the product', async () => {
    const keyId = await create('pem', { keySpec: 'EC_P256' });
    const { publicKey } = await world.node.run('kms.getPublicKey', world.api, { keyId });
    expect(publicKey).toMatch(
      /^-----BEGIN PUBLIC KEY-----\r\n(?:[^\r\n]+\r\n)+-----END PUBLIC KEY-----\r\n$/,
    );
    const message = Buffer.from('words');
    const { signature } = await world.node.run('kms.sign', world.api, {
      keyId,
      signingAlgorithm: 'ECDSA_SHA_256',
      messageType: 'RAW',
      message: base64(message),
    });
    expect(verifySignature('sha256', message, createPublicKey(publicKey), signature)).toBe(true);
  });

  it.each([
    { keySpec: 'RSA_2048', algorithm: 'RSAES_OAEP_SHA_256', limit: 190 },
    { keySpec: 'RSA_2048', algorithm: 'RSAES_OAEP_SHA_1', limit: 214 },
    { keySpec: 'SM2', algorithm: 'SM2_ENCRYPT', limit: null },
  ])('CRY-01 $keySpec $algorithm encrypts within its limit', async ({ keySpec, algorithm, limit }) => {
    const keyId = await create(`e-${keySpec}-${algorithm}`, { keySpec, keyUsage: 'ENCRYPT_DECRYPT' });
    const fields = { keyId, encryptionAlgorithm: algorithm };
    const encrypt = (plainText: string, more = {}) =>
      world.node.run('kms.encryptData', world.api, { ...fields, plainText, ...more });
    const { cipherText } = await encrypt('a'.repeat(limit ?? 100));
    const decrypt = (more: Record<string, unknown> = {}) =>
      world.node.run('kms.decryptData', world.api, { ...fields, cipherText: base64(cipherText), ...more });
    expect((await decrypt()).plainText).toBe('a'.repeat(limit ?? 100));
    if (limit !== null) {
      const refusal = await refusalOf(encrypt('a'.repeat(limit + 1)));
      expect(refusal.code).toBe('KMS.2108');
      expect(refusal.message).toContain(String(limit));
    }
    const changed = Buffer.from(cipherText);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect((await refusalOf(decrypt({ cipherText: base64(changed) }))).code).toBe('KMS.2201');
    expect((await refusalOf(decrypt({ keyId: undefined }))).code).toBe('KMS.0204');
    expect((await refusalOf(decrypt({ additionalAuthenticatedData: 'x' }))).code).toBe('KMS.0308');
    expect((await refusalOf(encrypt('a', { encryptionContext: { a: 'b' } }))).code).toBe('KMS.0308');
  });

  it.each([
    { keySpec: 'HMAC_256', macAlgorithm: 'HMAC_SHA_256', length: 32 },
    { keySpec: 'HMAC_384', macAlgorithm: 'HMAC_SHA_384', length: 48 },
    { keySpec: 'HMAC_512', macAlgorithm: 'HMAC_SHA_512', length: 64 },
    { keySpec: 'HMAC_SM3', macAlgorithm: 'HMAC_SM3', length: 32 },
  ])('CRY-04 $macAlgorithm: the code fits its message only', async ({ keySpec, macAlgorithm, length }) => {
    const keyId = await create(`m-${keySpec}`, { keySpec });
    const fields = { keyId, macAlgorithm, message: base64(Buffer.from('words')) };
    const { mac } = await world.node.run('kms.generateMac', world.api, fields);
    expect(mac.length).toBe(length);
    const verify = (more: Record<string, unknown> = {}) =>
      world.node.run('kms.verifyMac', world.api, {
        ...fields,
        mac: Buffer.from(mac).toString('hex'),
        ...more,
      });
    expect(await verify()).toEqual({ keyId, macAlgorithm, macValid: true });
    expect((await verify({ message: base64(Buffer.from('word')) })).macValid).toBe(false);
    expect((await verify({ mac: Buffer.from(mac.subarray(0, 16)).toString('hex') })).macValid).toBe(false);
  });

  it.each([
    ['kms.createRsaDatakeyPair', 'RSA_2048'],
    ['kms.createEcDatakeyPair', 'ECC_NIST_P256'],
    ['kms.createEcDatakeyPair', 'ECC_SECG_P256K1'],
  ] as const)(
    'CRY-02 %s %s: decrypt-data opens the private key, which fits the public one',
    async (id, keySpec) => {
      const keyId = await create(`p-${keySpec}`, {});
      const pair = await world.node.run(id, world.api, {
        keyId,
        keySpec,
        additionalAuthenticatedData: 'pair',
      });
      const opened = await world.node.run('kms.decryptData', world.api, {
        cipherText: base64(pair.privateKeyCipherText),
        additionalAuthenticatedData: 'pair',
      });
      const privateKey = Buffer.from(opened.plainTextBase64);
      expect(privateKey.equals(pair.privateKeyPlainText ?? Buffer.alloc(0))).toBe(true);
      const fitting = createPublicKey(createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }));
      expect(fitting.export({ format: 'der', type: 'spki' }).equals(pair.publicKey)).toBe(true);
      const bare = await world.node.run(id, world.api, { keyId, keySpec, withPlainText: 'false' });
      expect(bare.privateKeyPlainText).toBeUndefined();
    },
  );
});
