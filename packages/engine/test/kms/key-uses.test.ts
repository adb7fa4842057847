import { errorRow } from '@dewpoint/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KmsOperationId } from '../../src/kms/create-kms.ts';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

type Kind = 'aes' | 'sm4' | 'hmac' | 'rsaSign' | 'rsaEncrypt' | 'ec' | 'sm2Sign' | 'sm2Encrypt';
const kinds: Readonly<Record<Kind, Record<string, string>>> = {
  aes: { keySpec: 'AES_256' },
  sm4: { keySpec: 'SM4' },
  hmac: { keySpec: 'HMAC_256' },
  rsaSign: { keySpec: 'RSA_2048' },
  rsaEncrypt: { keySpec: 'RSA_2048', keyUsage: 'ENCRYPT_DECRYPT' },
  ec: { keySpec: 'EC_P256' },
  sm2Sign: { keySpec: 'SM2' },
  sm2Encrypt: { keySpec: 'SM2', keyUsage: 'ENCRYPT_DECRYPT' },
};

const digest = Buffer.alloc(32, 7).toString('base64');
const encrypt = (encryptionAlgorithm?: string) => ({
  plainText: 'x',
  ...(encryptionAlgorithm ? { encryptionAlgorithm } : {}),
});
const asymmetricCiphertext = (encryptionAlgorithm: string) => ({ cipherText: digest, encryptionAlgorithm });
const signing = (signingAlgorithm: string) => ({ message: digest, signingAlgorithm });
const verifying = (signingAlgorithm: string) => ({ ...signing(signingAlgorithm), signature: digest });
const mac = (macAlgorithm: string) => ({ message: digest, macAlgorithm });
const macOf = (macAlgorithm: string) => ({ ...mac(macAlgorithm), mac: '00'.repeat(32) });
const dataKeyText = {
  plainText: `00${'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'}`,
  datakeyPlainLength: '1',
};

/** Operation, kind of key, fields, code of the refusal. */
const misfits: readonly [KmsOperationId, Kind, Record<string, unknown>, string][] = [
  ['kms.encryptData', 'aes', encrypt('RSAES_OAEP_SHA_256'), 'KMS.2105'],
  ['kms.encryptData', 'sm4', encrypt('SM2_ENCRYPT'), 'KMS.2105'],
  ['kms.encryptData', 'rsaEncrypt', encrypt(), 'KMS.2106'],
  ['kms.encryptData', 'rsaEncrypt', encrypt('SM2_ENCRYPT'), 'KMS.0332'],
  ['kms.encryptData', 'sm2Encrypt', encrypt('RSAES_OAEP_SHA_256'), 'KMS.0332'],
  ['kms.encryptData', 'rsaSign', encrypt('RSAES_OAEP_SHA_256'), 'KMS.0335'],
  ['kms.encryptData', 'ec', encrypt(), 'KMS.0335'],
  ['kms.encryptData', 'hmac', encrypt(), 'KMS.0341'],
  ['kms.decryptData', 'aes', asymmetricCiphertext('RSAES_OAEP_SHA_256'), 'KMS.2105'],
  ['kms.decryptData', 'rsaSign', asymmetricCiphertext('RSAES_OAEP_SHA_256'), 'KMS.0335'],
  ['kms.decryptData', 'rsaEncrypt', asymmetricCiphertext('SM2_ENCRYPT'), 'KMS.0332'],
  ['kms.decryptData', 'hmac', asymmetricCiphertext('RSAES_OAEP_SHA_256'), 'KMS.0341'],
  ['kms.createDatakey', 'rsaEncrypt', {}, 'KMS.0325'],
  ['kms.createDatakey', 'ec', {}, 'KMS.0325'],
  ['kms.createDatakey', 'hmac', {}, 'KMS.0341'],
  ['kms.createDatakeyWithoutPlaintext', 'rsaSign', {}, 'KMS.0325'],
  ['kms.createDatakeyWithoutPlaintext', 'hmac', {}, 'KMS.0341'],
  ['kms.encryptDatakey', 'rsaEncrypt', dataKeyText, 'KMS.0325'],
  ['kms.encryptDatakey', 'hmac', dataKeyText, 'KMS.0341'],
  ['kms.decryptDatakey', 'ec', { cipherText: '00', datakeyCipherLength: 1 }, 'KMS.0325'],
  ['kms.decryptDatakey', 'hmac', { cipherText: '00', datakeyCipherLength: 1 }, 'KMS.0341'],
  ['kms.createRsaDatakeyPair', 'rsaEncrypt', { keySpec: 'RSA_2048' }, 'KMS.0325'],
  ['kms.createEcDatakeyPair', 'hmac', { keySpec: 'ECC_NIST_P256' }, 'KMS.0341'],
  ['kms.sign', 'aes', signing('ECDSA_SHA_256'), 'KMS.0331'],
  ['kms.sign', 'hmac', signing('ECDSA_SHA_256'), 'KMS.0341'],
  ['kms.sign', 'rsaEncrypt', signing('RSASSA_PSS_SHA_256'), 'KMS.0334'],
  ['kms.sign', 'sm2Encrypt', signing('SM2DSA_SM3'), 'KMS.0334'],
  ['kms.sign', 'ec', signing('ECDSA_SHA_384'), 'KMS.0332'],
  ['kms.sign', 'rsaSign', signing('SM2DSA_SM3'), 'KMS.0332'],
  ['kms.sign', 'rsaSign', signing('RSASSA_PSS_SHA_384'), 'KMS.0329'],
  ['kms.verify', 'sm4', verifying('ECDSA_SHA_256'), 'KMS.0331'],
  ['kms.verify', 'rsaEncrypt', verifying('RSASSA_PSS_SHA_256'), 'KMS.0334'],
  ['kms.verify', 'sm2Sign', verifying('ECDSA_SHA_256'), 'KMS.0332'],
  ['kms.verify', 'rsaSign', verifying('RSASSA_PKCS1_V1_5_SHA_512'), 'KMS.0329'],
  ['kms.getPublicKey', 'aes', {}, 'KMS.0331'],
  ['kms.getPublicKey', 'hmac', {}, 'KMS.0341'],
  ['kms.generateMac', 'aes', mac('HMAC_SHA_256'), 'KMS.0331'],
  ['kms.generateMac', 'rsaSign', mac('HMAC_SHA_256'), 'KMS.0325'],
  ['kms.generateMac', 'hmac', mac('HMAC_SHA_512'), 'KMS.0332'],
  ['kms.verifyMac', 'sm4', macOf('HMAC_SM3'), 'KMS.0331'],
  ['kms.verifyMac', 'hmac', macOf('HMAC_SM3'), 'KMS.0332'],
  ['kms.encryptText', 'rsaEncrypt', { text: 'x' }, 'KMS.0325'],
  ['kms.encryptText', 'hmac', { text: 'x' }, 'KMS.0341'],
];

/** Every use of a key with fields that an enabled key of that kind accepts. */
const uses: readonly [KmsOperationId, Kind, Record<string, unknown>][] = [
  ['kms.encryptData', 'aes', encrypt()],
  ['kms.encryptData', 'rsaEncrypt', encrypt('RSAES_OAEP_SHA_256')],
  ['kms.createDatakey', 'aes', {}],
  ['kms.createDatakeyWithoutPlaintext', 'sm4', {}],
  ['kms.encryptDatakey', 'aes', dataKeyText],
  ['kms.createEcDatakeyPair', 'aes', { keySpec: 'ECC_NIST_P256' }],
  ['kms.createRsaDatakeyPair', 'aes', { keySpec: 'RSA_2048' }],
  ['kms.sign', 'ec', signing('ECDSA_SHA_256')],
  ['kms.verify', 'ec', verifying('ECDSA_SHA_256')],
  ['kms.getPublicKey', 'ec', {}],
  ['kms.generateMac', 'hmac', mac('HMAC_SHA_256')],
  ['kms.verifyMac', 'hmac', macOf('HMAC_SHA_256')],
  ['kms.encryptText', 'aes', { text: 'x' }],
];

describe.each(dialects)('uses of a key on %s', (dialect) => {
  let world: KmsWorld;
  const keys = new Map<Kind, string>();
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
    for (const [kind, fields] of Object.entries(kinds)) {
      const made = await world.node.run('kms.createKey', world.api, { keyAlias: kind, ...fields });
      keys.set(kind as Kind, made.keyInfo.keyId);
    }
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it.each(misfits)(
    'CRY-01 CRY-03 CRY-04 %s with a %s key and %j is refused with %s',
    async (id, kind, fields, code) => {
      const refusal = await refusalOf(world.node.run(id, world.api, { keyId: keys.get(kind), ...fields }));
      expect([refusal.code, refusal.status]).toEqual([code, 400]);
    },
  );

  describe.each(uses)('%s with a %s key', (id, kind, fields) => {
    const use = (context = world.api) => world.node.run(id, context, { keyId: keys.get(kind), ...fields });
    const change = (operation: KmsOperationId, more: Record<string, unknown> = {}) =>
      world.node.run(operation, world.api, { keyId: keys.get(kind), ...more });

    it('KEY-06 KEY-07 works while the key is enabled and in no other state', async () => {
      await use();
      await change('kms.disableKey');
      expect((await refusalOf(use())).code).toBe('KMS.0209');
      await change('kms.scheduleKeyDeletion', { pendingDays: 7 });
      expect((await refusalOf(use())).code).toBe('KMS.0210');
      await change('kms.cancelKeyDeletion');
      expect((await refusalOf(use())).code).toBe('KMS.0209');
      await change('kms.enableKey');
      await use();
    });

    it('KEY-05 is refused while the key waits for its material', async () => {
      const { keyInfo } = await world.node.run('kms.createKey', world.api, {
        keyAlias: `import-${id.slice(4)}-${kind}`,
        origin: 'external',
        ...kinds[kind],
      });
      const refusal = await refusalOf(world.node.run(id, world.api, { keyId: keyInfo.keyId, ...fields }));
      expect([refusal.code, refusal.status]).toEqual(['KMS.1301', 400]);
    });

    it('IAM-02 a key of another account or project answers as a missing one', async () => {
      const other = contextOf(await seedAccount(world.node.store));
      const project = { id: 'f'.repeat(32), name: 'elsewhere' };
      const answers = [
        await refusalOf(use(other)),
        await refusalOf(use({ ...world.api, project })),
        await refusalOf(
          world.node.run(id, world.api, { ...fields, keyId: '00000000-0000-4000-8000-000000000000' }),
        ),
      ];
      expect(answers.map(({ code, status, message }) => [code, status, message])).toEqual(
        Array(3).fill(['KMS.0207', 404, errorRow('keyNotFound').message]),
      );
    });
  });

  it('metrics count the uses that succeeded by operation', () => {
    const metric = world.node.kms.metrics().find(({ name }) => name === 'kms_key_uses_total');
    const signs = metric?.samples.find(({ labels }) => labels.operation === 'sign');
    expect(signs?.value).toBe(2);
  });
});
