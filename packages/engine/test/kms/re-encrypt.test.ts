import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KmsOperationId } from '../../src/kms/create-kms.ts';
import { dialects } from '../../src/testing/index.ts';
import { tracesOf } from './key-snapshot.ts';
import { DAY_IN_MS, type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

const MISSING = '00000000-0000-4000-8000-000000000000';

describe.each(dialects)('CRY-01 CRY-02 re-encrypt on %s', (dialect) => {
  let world: KmsWorld;
  let source: string;
  let destination: string;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    source = await create('source');
    destination = await create('destination');
  });
  afterAll(() => world[Symbol.asyncDispose]());

  async function create(keyAlias: string, fields: Record<string, unknown> = {}) {
    return (await world.node.run('kms.createKey', world.api, { keyAlias, ...fields })).keyInfo.keyId;
  }
  const run = <Id extends KmsOperationId>(id: Id, fields: Record<string, unknown>) =>
    world.node.run(id, world.api, fields);
  const encrypt = async (keyId: string, fields: Record<string, unknown> = {}) =>
    Buffer.from((await run('kms.encryptData', { keyId, plainText: 'Ü', ...fields })).cipherText).toString(
      'base64',
    );
  const decrypt = async (cipherText: string, fields: Record<string, unknown> = {}) =>
    run('kms.decryptData', { cipherText, ...fields });
  const reEncrypt = (cipherText: string, fields: Record<string, unknown> = {}) =>
    run('kms.reEncrypt', { cipherText, destinationKeyId: destination, ...fields });
  async function refused(call: Promise<unknown>, code: string) {
    const refusal = await refusalOf(call);
    const status = { 'KMS.0207': 404, 'KMS.0306': 403 }[code] ?? 400;
    expect([refusal.code, refusal.status]).toEqual([code, status]);
  }

  it('moves data to another key; the plaintext is in neither answer nor trace', async () => {
    const answer = await reEncrypt(await encrypt(source));
    expect(answer).toEqual({
      keyId: destination,
      sourceKeyId: source,
      sourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      destinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      cipherText: expect.stringMatching(/^[0-9A-Za-z+/]+=*$/),
    });
    expect(await decrypt(answer.cipherText)).toMatchObject({ keyId: destination, plainText: 'Ü' });
    const traces = (await tracesOf(world)).filter(({ name }) => name === 'reEncrypt');
    expect(traces.map(({ resource, code }) => [resource, code])).toEqual([[source, '200']]);
    expect(traces[0]?.body).toContain('"cipher_text":"***"');
  });

  it('to the same key it renews the version (CRY-06)', async () => {
    const old = await encrypt(source);
    await run('kms.rotateOnDemand', { keyId: source });
    const { cipherText } = await reEncrypt(old, { destinationKeyId: source });
    const version = async (text: string) =>
      (await run('kms.inspectCiphertext', { cipherText: text })).keyVersion;
    expect([await version(old), await version(cipherText)]).toEqual([1, 2]);
    expect((await decrypt(cipherText)).plainText).toBe('Ü');
  });

  it('takes the source’s associated data off and puts the destination’s on', async () => {
    const bound = await encrypt(source, { additionalAuthenticatedData: 'a' });
    await refused(reEncrypt(bound), 'KMS.2201');
    await refused(reEncrypt(bound, { sourceAdditionalAuthenticatedData: 'b' }), 'KMS.2201');
    const { cipherText } = await reEncrypt(bound, {
      sourceAdditionalAuthenticatedData: 'a',
      destinationAdditionalAuthenticatedData: 'c',
    });
    await refused(decrypt(cipherText), 'KMS.2201');
    const opened = await decrypt(cipherText, { additionalAuthenticatedData: 'c' });
    expect(opened.plainText).toBe('Ü');
  });

  it('a ciphertext of a data key stays one, in hexadecimal', async () => {
    const { plainText, cipherText } = await run('kms.createDatakey', { keyId: source, keySpec: 'AES_256' });
    const hex = Buffer.from(cipherText).toString('hex');
    const moved = await reEncrypt(hex, { datakeyCipherLength: '32' });
    expect(moved.cipherText).toMatch(/^0200[0-9a-f]+$/);
    const opened = await run('kms.decryptDatakey', {
      keyId: destination,
      cipherText: moved.cipherText,
      datakeyCipherLength: 32,
    });
    expect(opened.dataKey).toEqual(plainText);
    await refused(reEncrypt(hex, { datakeyCipherLength: 16 }), 'KMS.2204');
    await refused(reEncrypt(Buffer.from(cipherText).toString('base64')), 'KMS.2201');
    await refused(reEncrypt(Buffer.from(await encrypt(source), 'base64').toString('hex')), 'KMS.2201');
    await refused(decrypt(Buffer.from(moved.cipherText, 'hex').toString('base64')), 'KMS.2201');
  });

  it('a text of the console’s tool stays one (TOOL-03)', async () => {
    const { cipherText } = await run('kms.encryptText', { keyId: source, text: 'words' });
    const moved = await reEncrypt(Buffer.from(cipherText).toString('base64'));
    expect(await run('kms.decryptText', { cipherText: moved.cipherText })).toMatchObject({
      text: 'words',
      keyId: destination,
    });
  });

  it('between symmetric and asymmetric keys', async () => {
    const rsa = await create('rsa', { keySpec: 'RSA_2048', keyUsage: 'ENCRYPT_DECRYPT' });
    const sm2 = await create('sm2', { keySpec: 'SM2', keyUsage: 'ENCRYPT_DECRYPT' });
    const toRsa = await reEncrypt(await encrypt(source), {
      destinationKeyId: rsa,
      destinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
    });
    const toSm2 = await reEncrypt(toRsa.cipherText, {
      sourceKeyId: rsa,
      sourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
      destinationKeyId: sm2,
      destinationEncryptionAlgorithm: 'SM2_ENCRYPT',
    });
    const back = await reEncrypt(toSm2.cipherText, {
      sourceKeyId: sm2,
      sourceEncryptionAlgorithm: 'SM2_ENCRYPT',
    });
    expect((await decrypt(back.cipherText)).plainText).toBe('Ü');
    await refused(
      reEncrypt(toRsa.cipherText, { sourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
      'KMS.0204',
    );
    const long = await encrypt(source, { plainText: 'x'.repeat(191) });
    await refused(
      reEncrypt(long, { destinationKeyId: rsa, destinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
      'KMS.2108',
    );
    const { cipherText } = await run('kms.createDatakey', { keyId: source });
    const hex = Buffer.from(cipherText).toString('hex');
    const ofDatakey = { destinationKeyId: rsa, destinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' };
    await refused(reEncrypt(hex, ofDatakey), 'KMS.0325');
  });

  it('kinds of keys that do not fit are refused on either side', async () => {
    const text = await encrypt(source);
    const ec = await create('ec', { keySpec: 'EC_P256' });
    const hmac = await create('hmac', { keySpec: 'HMAC_256' });
    const rsa = await create('rsa', { keySpec: 'RSA_2048', keyUsage: 'ENCRYPT_DECRYPT' });
    await refused(reEncrypt(text, { destinationKeyId: ec }), 'KMS.0335');
    await refused(reEncrypt(text, { destinationKeyId: hmac }), 'KMS.0341');
    await refused(reEncrypt(text, { destinationKeyId: rsa }), 'KMS.2106');
    await refused(reEncrypt(text, { destinationEncryptionAlgorithm: 'SM2_ENCRYPT' }), 'KMS.2105');
    await refused(reEncrypt(text, { sourceKeyId: ec, sourceEncryptionAlgorithm: 'SM2_ENCRYPT' }), 'KMS.0335');
    await refused(
      reEncrypt(text, { sourceKeyId: source, sourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
      'KMS.2105',
    );
  });

  it('both keys must be enabled; missing ones are told as everywhere', async () => {
    const text = await encrypt(source);
    for (const [keyId, code] of [
      [source, 'KMS.0209'],
      [destination, 'KMS.0209'],
    ] as const) {
      await run('kms.disableKey', { keyId });
      await refused(reEncrypt(text), code);
      await run('kms.scheduleKeyDeletion', { keyId, pendingDays: 7 });
      await refused(reEncrypt(text), 'KMS.0210');
      await run('kms.cancelKeyDeletion', { keyId });
      await run('kms.enableKey', { keyId });
    }
    const external = await create('external', { origin: 'external' });
    await refused(reEncrypt(text, { destinationKeyId: external }), 'KMS.1301');
    await refused(reEncrypt(text, { destinationKeyId: MISSING }), 'KMS.0207');
    await refused(reEncrypt(text, { destinationKeyId: 'no-key' }), 'KMS.0205');
    await refused(reEncrypt(text, { sourceKeyId: destination }), 'KMS.2201');
    await run('kms.scheduleKeyDeletion', { keyId: source, pendingDays: 7 });
    world.clock.advance(7 * DAY_IN_MS);
    await world.node.jobs.runDue();
    await refused(reEncrypt(text), 'KMS.0207');
  });

  it('garbage, changed and foreign ciphertexts have one answer (TOOL-06)', async () => {
    const text = await encrypt(source);
    const bytes = Buffer.from(text, 'base64');
    bytes.writeUInt8(bytes.readUInt8(130) ^ 1, 130);
    for (const bad of [bytes.toString('base64'), 'AAAA', '0200', '0200ff', 'AgA=', `${text.slice(0, -1)}B`]) {
      await refused(reEncrypt(bad), 'KMS.2201');
    }
    for (const bad of ['', '***', 'A'.repeat(9000)]) await refused(reEncrypt(bad), 'KMS.2201');
    await world.enterNewAccount();
    destination = await create('destination');
    await refused(reEncrypt(text), 'KMS.2201');
  });

  it('IAM-04 both keys must be open to the caller', async () => {
    const text = await encrypt(source);
    const deny = (id: string) => {
      world.denied.rule = (_, { action, resource }) => action === 'kms:cmk:reEncrypt' && resource?.id === id;
    };
    deny(source);
    await refused(reEncrypt(text), 'KMS.0306');
    deny(destination);
    await refused(reEncrypt(text), 'KMS.0306');
    world.denied.rule = (_, { resource }) => resource?.id === source;
    await refused(reEncrypt(text), 'KMS.2201');
    world.denied.rule = (_, { resource }) => resource?.id === destination;
    await refused(reEncrypt(text), 'KMS.0207');
  });
});
