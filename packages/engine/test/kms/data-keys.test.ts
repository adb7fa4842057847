import { digest } from '@dewpoint/crypto-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe.each(dialects)('CRY-02 CRY-05 data keys and random numbers on %s', (dialect) => {
  let world: KmsWorld;
  let keyId: string;
  let sm4: string;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
    keyId = (await world.node.run('kms.createKey', world.api, { keyAlias: 'aes' })).keyInfo.keyId;
    sm4 = (await world.node.run('kms.createKey', world.api, { keyAlias: 'sm4', keySpec: 'SM4' })).keyInfo
      .keyId;
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const create = (fields: Record<string, unknown> = {}) =>
    world.node.run('kms.createDatakey', world.api, { keyId, ...fields });
  const open = (cipherText: Uint8Array, datakeyCipherLength: number, fields: Record<string, unknown> = {}) =>
    world.node.run('kms.decryptDatakey', world.api, {
      keyId,
      cipherText: hex(cipherText),
      datakeyCipherLength,
      ...fields,
    });

  it.each([
    [{}, 64],
    [{ datakeyLength: '8' }, 1],
    [{ datakeyLength: 8192 }, 1024],
    [{ keySpec: 'AES_128' }, 16],
    [{ keySpec: 'AES_256' }, 32],
    [{ keySpec: 'HMAC_384' }, 48],
    [{ keySpec: 'AES_128', datakeyLength: '256' }, 32],
  ])('%j makes a data key of %s bytes, which decrypt-datakey opens', async (fields, length) => {
    const made = await create(fields);
    expect(made.plainText.length).toBe(length);
    const opened = await open(made.cipherText, length);
    expect(hex(opened.dataKey)).toBe(hex(made.plainText));
    expect(opened.datakeyLength).toBe(length);
    expect(hex(opened.datakeyDgst)).toBe(hex(digest('sha256', made.plainText)));
  });

  it('create-datakey-without-plaintext answers the ciphertext only', async () => {
    const made = await world.node.run('kms.createDatakeyWithoutPlaintext', world.api, { keyId });
    expect(Object.keys(made).sort()).toEqual(['cipherText', 'keyId']);
    expect((await open(made.cipherText, 64)).datakeyLength).toBe(64);
  });

  it.each([
    ['aes', 'sha256'],
    ['sm4', 'sm3'],
  ] as const)('encrypt-datakey under an %s key takes the data key with its %s digest', async (kind, name) => {
    const id = kind === 'aes' ? keyId : sm4;
    const dataKey = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
    const fields = {
      keyId: id,
      plainText: hex(dataKey) + hex(digest(name, dataKey)),
      datakeyPlainLength: '16',
    };
    const made = await world.node.run('kms.encryptDatakey', world.api, fields);
    expect(made.datakeyLength).toBe(16);
    const opened = await open(made.cipherText, 16, { keyId: id });
    expect(hex(opened.dataKey)).toBe(hex(dataKey));
    expect(hex(opened.datakeyDgst)).toBe(hex(digest(name, dataKey)));
  });

  it('associated data must match', async () => {
    const bound = { additionalAuthenticatedData: 'disk 1' };
    const made = await create(bound);
    expect((await open(made.cipherText, 64, bound)).datakeyLength).toBe(64);
    expect((await refusalOf(open(made.cipherText, 64))).code).toBe('KMS.2201');
  });

  it('a data key is not data and data is no data key', async () => {
    const made = await create();
    const asData = world.node.run('kms.decryptData', world.api, {
      cipherText: Buffer.from(made.cipherText).toString('base64'),
    });
    expect((await refusalOf(asData)).code).toBe('KMS.2201');
    const data = await world.node.run('kms.encryptData', world.api, { keyId, plainText: 'x' });
    expect((await refusalOf(open(data.cipherText, 1))).code).toBe('KMS.2201');
  });

  it('the named key must be the one of the ciphertext', async () => {
    const made = await create();
    expect((await refusalOf(open(made.cipherText, 64, { keyId: sm4 }))).code).toBe('KMS.2201');
  });

  const zeroWithDigest = `00${hex(digest('sha256', Buffer.alloc(1)))}`;
  it.each([
    ['kms.createDatakey', { datakeyLength: '0' }, 'KMS.1901'],
    ['kms.createDatakey', { datakeyLength: '8200' }, 'KMS.1901'],
    ['kms.createDatakey', { datakeyLength: '12' }, 'KMS.1903'],
    ['kms.createDatakey', { datakeyLength: 'many' }, 'KMS.1901'],
    ['kms.createDatakey', { keySpec: 'DES' }, 'KMS.1902'],
    ['kms.createDatakey', { additionalAuthenticatedData: 'x'.repeat(129) }, 'KMS.0308'],
    ['kms.createDatakey', { encryptionContext: { a: 1 } }, 'KMS.0208'],
    ['kms.createDatakeyWithoutPlaintext', { datakeyLength: '0' }, 'KMS.2001'],
    ['kms.encryptDatakey', { plainText: 'zz', datakeyPlainLength: '1' }, 'KMS.2101'],
    ['kms.encryptDatakey', { plainText: zeroWithDigest, datakeyPlainLength: '0' }, 'KMS.2102'],
    ['kms.encryptDatakey', { plainText: zeroWithDigest, datakeyPlainLength: '2' }, 'KMS.2104'],
    [
      'kms.encryptDatakey',
      { plainText: `01${zeroWithDigest.slice(2)}`, datakeyPlainLength: '1' },
      'KMS.2103',
    ],
    ['kms.decryptDatakey', { cipherText: 'zz', datakeyCipherLength: '64' }, 'KMS.2201'],
    ['kms.decryptDatakey', { cipherText: '00ff', datakeyCipherLength: '64' }, 'KMS.2201'],
    ['kms.decryptDatakey', { cipherText: '00ff', datakeyCipherLength: '1025' }, 'KMS.2202'],
    ['kms.createRsaDatakeyPair', { keySpec: 'RSA_1024' }, 'KMS.1902'],
    ['kms.createRandom', { randomDataLength: '0' }, 'KMS.1801'],
    ['kms.createRandom', { randomDataLength: '8200' }, 'KMS.1801'],
    ['kms.createRandom', { randomDataLength: '12' }, 'KMS.1802'],
  ] as const)('%s with %j is refused with %s', async (id, fields, code) => {
    const subject = id === 'kms.createRandom' ? {} : { keyId };
    const refusal = await refusalOf(world.node.run(id, world.api, { ...subject, ...fields }));
    expect([refusal.code, refusal.status]).toEqual([code, 400]);
  });

  it('decrypt-datakey refuses another length than the data key has', async () => {
    const made = await create();
    expect((await refusalOf(open(made.cipherText, 32))).code).toBe('KMS.2204');
  });

  it.each([8, 512, 8192])('gen-random answers %s bits from the root of trust', async (bits) => {
    const { randomData } = await world.node.run('kms.createRandom', world.api, {
      randomDataLength: String(bits),
    });
    expect(randomData.length).toBe(bits / 8);
  });
});
