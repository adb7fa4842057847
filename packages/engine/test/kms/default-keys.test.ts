import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

describe.each(dialects)('KEY-11 default keys on %s', (dialect) => {
  let world: KmsWorld;
  beforeAll(async () => {
    world = await openKmsWorld(dialect, { keyQuota: 1 });
  });
  beforeEach(async () => {
    await world.enterNewAccount();
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const obtain = async (service: string, context = world.api) =>
    (await world.node.run('kms.createDefaultKey', context, { service })).keyInfo;

  it('come into being once, also for calls that race', async () => {
    const keys = await Promise.all([1, 2, 3, 4].map(() => obtain('obs')));
    expect(new Set(keys.map((key) => key.keyId)).size).toBe(1);
    expect(keys[0]).toMatchObject({ keyAlias: 'obs/default', defaultKeyFlag: true, keyState: 'enabled' });
    expect((await obtain('obs')).keyId).toBe(keys[0]?.keyId);
    expect((await obtain('evs')).keyId).not.toBe(keys[0]?.keyId);
  });

  it('belong to one account and project', async () => {
    const other = contextOf(await seedAccount(world.node.store));
    const mine = await obtain('obs');
    expect((await obtain('obs', other)).keyId).not.toBe(mine.keyId);
    expect((await refusalOf(world.node.run('kms.describeKey', other, { keyId: mine.keyId }))).code).toBe(
      'KMS.0207',
    );
  });

  it('can be listed, viewed and used through the API, and not in the tool', async () => {
    const { keyId } = await obtain('obs');
    const { keys } = await world.node.run('kms.listKeys', world.api, {});
    expect(keys).toEqual([keyId]);
    const made = await world.node.run('kms.createDatakey', world.api, { keyId });
    const opened = await world.node.run('kms.decryptDatakey', world.api, {
      keyId,
      cipherText: Buffer.from(made.cipherText).toString('hex'),
      datakeyCipherLength: 64,
    });
    expect(Buffer.from(opened.dataKey).equals(made.plainText)).toBe(true);
    expect((await refusalOf(world.node.run('kms.encryptText', world.api, { keyId, text: 'x' }))).code).toBe(
      'KMS.0211',
    );
    const { cipherText } = await world.node.run('kms.encryptData', world.api, { keyId, plainText: 'x' });
    const shown = world.node.run('kms.decryptText', world.api, {
      cipherText: Buffer.from(cipherText).toString('base64'),
    });
    expect((await refusalOf(shown)).code).toBe('KMS.0211');
  });

  it('KEY-17 their risk names the service that depends on them; that of a custom key names none', async () => {
    const serviceOf = async (keyId: string) =>
      (await world.node.run('kms.previewKeyRisk', world.api, { keyId })).defaultService;
    expect(await serviceOf((await obtain('obs')).keyId)).toBe('obs');
    const custom = await world.node.run('kms.createKey', world.api, { keyAlias: 'custom' });
    expect(await serviceOf(custom.keyInfo.keyId)).toBeNull();
  });

  it('are not made for a service that is not known', async () => {
    expect((await refusalOf(obtain('s3'))).code).toBe('KMS.0308');
  });
});
