import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { DAY_IN_MS, type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe.each(dialects)('the online tool on %s', (dialect) => {
  let world: KmsWorld;
  let keyId: string;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    keyId = await create('shown');
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const create = async (keyAlias: string) =>
    (await world.node.run('kms.createKey', world.api, { keyAlias })).keyInfo.keyId;
  const encrypt = (text: string) => world.node.run('kms.encryptText', world.api, { keyId, text });
  const decrypt = (cipherText: Uint8Array, context = world.api) =>
    world.node.run('kms.decryptText', context, { cipherText: base64(cipherText) });
  const inspect = (cipherText: Uint8Array, context = world.api) =>
    world.node.run('kms.inspectCiphertext', context, { cipherText: base64(cipherText) });
  const garbage = Buffer.alloc(140, 3);

  it('TOOL-02 decrypt finds the key and says which it was', async () => {
    const { cipherText, keyVersion } = await encrypt('Grüße 𝄞');
    expect(keyVersion).toBe(1);
    expect(await decrypt(cipherText)).toEqual({
      text: 'Grüße 𝄞',
      base64: null,
      keyId,
      keyAlias: 'shown',
      keyVersion: 1,
      algorithm: 'SYMMETRIC_DEFAULT',
    });
  });

  it('TOOL-03 the API’s decrypt returns the Base64 of the tool’s text', async () => {
    const { cipherText } = await encrypt('grüße');
    const answer = await world.node.run('kms.decryptData', world.api, { cipherText: base64(cipherText) });
    expect(answer.plainText).toBe(Buffer.from('grüße').toString('base64'));
  });

  it('TOOL-03 the tool shows what the API encrypted as it is', async () => {
    const { cipherText } = await world.node.run('kms.encryptData', world.api, {
      keyId,
      plainText: 'Z3LDvMOfZQ==',
    });
    expect(await decrypt(cipherText)).toMatchObject({ text: 'Z3LDvMOfZQ==', base64: null });
    const pair = await world.node.run('kms.createEcDatakeyPair', world.api, {
      keyId,
      keySpec: 'ECC_NIST_P256',
    });
    expect(await decrypt(pair.privateKeyCipherText)).toMatchObject({
      text: null,
      base64: pair.privateKeyPlainText,
    });
  });

  it('TOOL-01 TOOL-04 4 bytes make 188 characters; 4096 bytes pass, 4097 and none do not', async () => {
    expect(base64((await encrypt('four')).cipherText)).toHaveLength(188);
    const longest = 'ü'.repeat(2048);
    expect((await decrypt((await encrypt(longest)).cipherText)).text).toBe(longest);
    for (const text of [`${longest}x`, '']) expect((await refusalOf(encrypt(text))).code).toBe('KMS.0308');
  });

  it('TOOL-05 each state of the key has its own error, and so has a deleted key', async () => {
    const { cipherText } = await encrypt('x');
    await world.node.run('kms.disableKey', world.api, { keyId });
    expect((await refusalOf(decrypt(cipherText))).code).toBe('KMS.0209');
    expect(await inspect(cipherText)).toMatchObject({
      keyAlias: 'shown',
      mayDecrypt: false,
      reason: 'The key is disabled. Enable it first.',
    });
    await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId, pendingDays: 7 });
    expect((await refusalOf(decrypt(cipherText))).code).toBe('KMS.0210');
    world.clock.advance(7 * DAY_IN_MS);
    await world.node.jobs.runDue();
    const deleted = await refusalOf(decrypt(cipherText));
    expect([deleted.code, deleted.status]).toEqual(['KMS.0207', 404]);
    expect(await inspect(cipherText)).toMatchObject({ keyId, keyAlias: null, mayDecrypt: false });
    expect((await inspect(cipherText)).reason).toContain('deleted');
  });

  it('TOOL-06 tells what a ciphertext is without decrypting it', async () => {
    const { cipherText } = await encrypt('four');
    expect(await inspect(cipherText)).toEqual({
      keyId,
      keyAlias: 'shown',
      keyVersion: 1,
      algorithm: 'AES_256_GCM',
      plaintextSizeInBytes: 8,
      mayDecrypt: true,
      reason: null,
    });
    const { cipherText: dataKey } = await world.node.run('kms.createDatakey', world.api, { keyId });
    expect(await inspect(dataKey)).toMatchObject({ mayDecrypt: false, plaintextSizeInBytes: 64 });
    expect((await refusalOf(decrypt(dataKey))).code).toBe('KMS.2201');
  });

  it('TOOL-06 a ciphertext of a foreign account answers exactly as garbage does', async () => {
    const { cipherText } = await encrypt('x');
    const other = contextOf(await seedAccount(world.node.store));
    const elsewhere = { ...world.api, project: { id: 'f'.repeat(32), name: 'elsewhere' } };
    for (const call of [decrypt, inspect]) {
      const [wanted, ...got] = [
        await refusalOf(call(garbage, other)),
        await refusalOf(call(cipherText, other)),
        await refusalOf(call(cipherText, elsewhere)),
      ].map(({ errorName, code, status, message, field, explanation }) => ({
        errorName,
        code,
        status,
        message,
        field,
        explanation,
      }));
      expect(wanted?.code).toBe('KMS.2201');
      expect(got).toEqual([wanted, wanted]);
    }
  });

  it('IAM-09 who may not know of the key gets what garbage gives; who may only see it learns why not', async () => {
    const { cipherText } = await encrypt('x');
    world.denied.rule = (_, request) => request.action === 'kms:cmk:decryptData';
    expect(await inspect(cipherText)).toMatchObject({ keyAlias: 'shown', mayDecrypt: false });
    expect((await refusalOf(decrypt(cipherText))).code).toBe('KMS.0306');
    world.denied.rule = () => true;
    for (const call of [decrypt, inspect]) {
      const hidden = await refusalOf(call(cipherText));
      const nonsense = await refusalOf(call(garbage));
      expect([hidden.errorName, hidden.message, hidden.field]).toEqual([
        nonsense.errorName,
        nonsense.message,
        nonsense.field,
      ]);
    }
  });
});
