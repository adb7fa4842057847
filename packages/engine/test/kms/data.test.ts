import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

describe.each(dialects)('encrypt-data and decrypt-data on %s', (dialect) => {
  let world: KmsWorld;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const create = async (fields: Record<string, unknown> = {}) =>
    (
      await world.node.run('kms.createKey', world.api, {
        keyAlias: `k-${Math.random()}`.replace('.', ''),
        ...fields,
      })
    ).keyInfo.keyId;
  const encrypt = (keyId: string, plainText: string, more: Record<string, unknown> = {}) =>
    world.node.run('kms.encryptData', world.api, { keyId, plainText, ...more });
  const decrypt = (cipherText: Uint8Array, more: Record<string, unknown> = {}) =>
    world.node.run('kms.decryptData', world.api, {
      cipherText: Buffer.from(cipherText).toString('base64'),
      ...more,
    });

  it.each(['AES_256', 'SM4'])(
    'CRY-01 %s: what was encrypted is decrypted, the key found in the ciphertext',
    async (keySpec) => {
      const keyId = await create({ keySpec });
      const { cipherText } = await encrypt(keyId, 'grüße');
      const answer = await decrypt(cipherText);
      expect(answer.keyId).toBe(keyId);
      expect(answer.plainText).toBe('grüße');
      expect(Buffer.from(answer.plainTextBase64).toString()).toBe('grüße');
    },
  );

  it('TOOL-04 the ciphertext has exactly 124 + ceil(n/16)*16 bytes', async () => {
    const keyId = await create();
    for (const length of [1, 4, 16, 17, 4095, 4096]) {
      const { cipherText } = await encrypt(keyId, 'x'.repeat(length));
      expect(cipherText.length).toBe(124 + Math.ceil(length / 16) * 16);
    }
  });

  it('CRY-01 4096 bytes pass, 4097 and none do not', async () => {
    const keyId = await create();
    const longest = 'ü'.repeat(2048);
    expect((await decrypt((await encrypt(keyId, longest)).cipherText)).plainText).toBe(longest);
    for (const plainText of [`${longest}x`, '']) {
      const refusal = await refusalOf(encrypt(keyId, plainText));
      expect([refusal.code, refusal.status, refusal.field]).toEqual(['KMS.0308', 400, 'plainText']);
    }
  });

  it('CRY-01 encryption context and additional data must both match', async () => {
    const keyId = await create();
    const bound = { encryptionContext: { b: '2', a: '1' }, additionalAuthenticatedData: 'invoice 7' };
    const { cipherText } = await encrypt(keyId, 'secret', bound);
    const same = { encryptionContext: { a: '1', b: '2' }, additionalAuthenticatedData: 'invoice 7' };
    expect((await decrypt(cipherText, same)).plainText).toBe('secret');
    const wrong = [
      {},
      { encryptionContext: bound.encryptionContext },
      { additionalAuthenticatedData: 'invoice 7' },
      { ...bound, additionalAuthenticatedData: 'invoice 8' },
      { ...bound, encryptionContext: { a: '1' } },
      { additionalAuthenticatedData: '{"a":"1","b":"2"}invoice 7' },
    ];
    const messages = new Set<string>();
    for (const more of wrong) {
      const refusal = await refusalOf(decrypt(cipherText, more));
      expect(refusal.code).toBe('KMS.2201');
      messages.add(refusal.message);
    }
    expect(messages.size).toBe(1);
  });

  it('TOOL-04 a changed bit anywhere is refused with one message', async () => {
    const keyId = await create();
    const { cipherText } = await encrypt(keyId, 'four');
    const messages = new Set<string>();
    for (let at = 0; at < cipherText.length; at += 1) {
      const changed = Buffer.from(cipherText);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      const refusal = await refusalOf(decrypt(changed));
      expect([at, refusal.code, refusal.status]).toEqual([at, 'KMS.2201', 400]);
      messages.add(refusal.message);
    }
    for (const cut of [0, 1, 123, 124, 139]) {
      if (cut > 0) expect((await refusalOf(decrypt(cipherText.subarray(0, cut)))).code).toBe('KMS.2201');
    }
    expect(messages.size).toBe(1);
  });

  it('KEY-05 after a restart with the same root everything decrypts', async () => {
    const keyId = await create();
    const { cipherText } = await encrypt(keyId, 'kept');
    await world.restart();
    expect((await decrypt(cipherText)).plainText).toBe('kept');
  });
});
