import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

describe.each(dialects)('create-key on %s', (dialect) => {
  let world: KmsWorld;
  beforeAll(async () => {
    world = await openKmsWorld(dialect, { keyQuota: 4 });
  });
  beforeEach(async () => {
    await world.enterNewAccount();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const create = (fields: Record<string, unknown>) => world.node.run('kms.createKey', world.api, fields);
  const describeKey = async (keyId: string) =>
    (await world.node.run('kms.describeKey', world.api, { keyId })).keyInfo;
  const used = async () => (await world.node.run('kms.keyQuota', world.api, {})).used;

  it('KEY-01 KEY-05 a new key is enabled and has what was asked for', async () => {
    const { keyInfo } = await create({
      keyAlias: 'alpha_1:/-',
      keyDescription: 'first',
      enterpriseProjectId: '0',
    });
    expect(keyInfo).toMatchObject({ domainId: world.account.accountId, regionId: 'local-1' });
    expect(await describeKey(keyInfo.keyId)).toEqual({
      keyId: keyInfo.keyId,
      domainId: world.account.accountId,
      keyAlias: 'alpha_1:/-',
      realm: 'local-1',
      keySpec: 'AES_256',
      keyUsage: 'ENCRYPT_DECRYPT',
      keyDescription: 'first',
      creationDate: world.clock.now(),
      scheduledDeletionDate: null,
      keyState: 'enabled',
      defaultKeyFlag: false,
      keyType: '1',
      expirationTime: null,
      origin: 'kms',
      keyRotationEnabled: false,
      sysEnterpriseProjectId: '0',
      keystoreId: '0',
    });
  });

  it('KEY-05 an external key waits for its material', async () => {
    const { keyInfo } = await create({ keyAlias: 'mine', origin: 'external' });
    expect(await describeKey(keyInfo.keyId)).toMatchObject({ keyState: 'pendingImport', origin: 'external' });
    const refusal = await refusalOf(
      world.node.run('kms.encryptData', world.api, { keyId: keyInfo.keyId, plainText: 'x' }),
    );
    expect(refusal.code).toBe('KMS.1301');
  });

  it.each([
    { field: 'keyAlias', value: '', code: 'KMS.1101' },
    { field: 'keyAlias', value: 'with space', code: 'KMS.1101' },
    { field: 'keyAlias', value: 'obs/default', code: 'KMS.1101' },
    { field: 'keyAlias', value: 'x'.repeat(256), code: 'KMS.1101' },
    { field: 'keyDescription', value: 'x'.repeat(256), code: 'KMS.1103' },
    { field: 'keySpec', value: 'DES', code: 'KMS.1110' },
    { field: 'keyUsage', value: 'SIGN_VERIFY', code: 'KMS.1115' },
    { field: 'keyUsage', value: 'GENERATE_VERIFY_MAC', code: 'KMS.0308' },
    { field: 'origin', value: 'hsm', code: 'KMS.8003' },
    { field: 'keystoreId', value: '1', code: 'KMS.8003' },
    { field: 'enterpriseProjectId', value: 'nowhere', code: 'KMS.0308' },
  ])(
    'KEY-02 KEY-03 $field "$value" is refused with $code and makes nothing',
    async ({ field, value, code }) => {
      const refusal = await refusalOf(create({ keyAlias: 'a', [field]: value }));
      expect([refusal.code, refusal.status]).toEqual([code, 400]);
      expect(await used()).toBe(0);
    },
  );

  it('KEY-04 an elliptic curve key cannot encrypt', async () => {
    const refusal = await refusalOf(
      create({ keyAlias: 'a', keySpec: 'EC_P256', keyUsage: 'ENCRYPT_DECRYPT' }),
    );
    expect(refusal.code).toBe('KMS.1114');
  });

  it('KEY-02 an alias is unique in the account and project, also for calls that race', async () => {
    const results = await Promise.allSettled([1, 2, 3].map(() => create({ keyAlias: 'same' })));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused.map((error) => [error.code, error.field])).toEqual([
      ['KMS.1104', 'key_alias'],
      ['KMS.1104', 'key_alias'],
    ]);
    expect(await used()).toBe(1);
    const other = contextOf(await seedAccount(world.node.store));
    await world.node.run('kms.createKey', other, { keyAlias: 'same' });
  });

  it('KEY-12 the quota holds against calls that race; keys pending deletion count, default keys do not', async () => {
    await world.node.run('kms.createDefaultKey', world.api, { service: 'obs' });
    const results = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map((n) => create({ keyAlias: `k${n}` })));
    const made = results.flatMap((result) =>
      result.status === 'fulfilled' ? [result.value.keyInfo.keyId] : [],
    );
    expect(made).toHaveLength(4);
    const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(codes).toEqual(['KMS.1105', 'KMS.1105', 'KMS.1105']);

    await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId: made[0], pendingDays: 7 });
    expect((await refusalOf(create({ keyAlias: 'late' }))).code).toBe('KMS.1105');
    expect(await world.node.run('kms.keyQuota', world.api, {})).toEqual({ used: 4, quota: 4 });
    expect(await world.node.run('kms.showUserInstances', world.api, {})).toEqual({ instanceNum: 4 });
    const { quotas } = await world.node.run('kms.showUserQuotas', world.api, {});
    expect(quotas.resources).toEqual([
      { type: 'CMK', used: 4, quota: 4 },
      { type: 'grant_per_CMK', used: 0, quota: 100 },
    ]);

    const other = contextOf(await seedAccount(world.node.store));
    await world.node.run('kms.createKey', other, { keyAlias: 'k1' });
  });

  it('KEY-16 nothing that is answered, traced or stored holds material in clear', async () => {
    const { keyInfo } = await create({ keyAlias: 'sealed' });
    const row = await world.node.store.read
      .selectFrom('key_versions')
      .select('wrapped_material')
      .where('key_id', '=', keyInfo.keyId)
      .executeTakeFirstOrThrow();
    // 32 bytes of material cannot stand in clear in what is wrapped: it opens only with account, key, version and spec.
    expect(row.wrapped_material?.length).toBeGreaterThan(32);
    await world.node.store.transaction((transaction) =>
      transaction.updateTable('keys').set({ spec: 'HMAC_256' }).where('id', '=', keyInfo.keyId).execute(),
    );
    world.node.kms.close();
    await world.restart();
    const mac = { keyId: keyInfo.keyId, macAlgorithm: 'HMAC_SHA_256', message: 'AA==' };
    const refusal = await refusalOf(world.node.run('kms.generateMac', world.api, mac));
    expect(refusal.status).toBe(500);
  });
});
