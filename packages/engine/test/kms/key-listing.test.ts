import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { DAY_IN_MS, type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

describe.each(dialects)('reading keys on %s', (dialect) => {
  let world: KmsWorld;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  beforeEach(() => world.enterNewAccount());
  afterAll(() => world[Symbol.asyncDispose]());
  const create = async (keyAlias: string, fields: Record<string, unknown> = {}) => {
    world.clock.advance(1_000);
    return (await world.node.run('kms.createKey', world.api, { keyAlias, ...fields })).keyInfo.keyId;
  };
  const list = (fields: Record<string, unknown> = {}) => world.node.run('kms.listKeys', world.api, fields);

  it('KEY-13 list-keys gives AES_256 keys unless asked otherwise, default keys included', async () => {
    const aes = await create('a');
    const ec = await create('b', { keySpec: 'EC_P256' });
    world.clock.advance(1_000);
    const { keyInfo } = await world.node.run('kms.createDefaultKey', world.api, { service: 'rds' });
    expect((await list()).keys).toEqual([aes, keyInfo.keyId]);
    expect((await list({ keySpec: 'EC_P256' })).keys).toEqual([ec]);
    const all = await list({ keySpec: 'ALL' });
    expect(all.keys).toEqual([aes, ec, keyInfo.keyId]);
    expect(all).toMatchObject({ total: 3, truncated: false, nextMarker: '' });
    expect(all.keyDetails.map((details) => details.defaultKeyFlag)).toEqual([false, false, true]);
  });

  it('KEY-13 list-keys pages by offset, as text or number', async () => {
    const ids = [await create('a'), await create('b'), await create('c')];
    const first = await list({ limit: '2' });
    expect(first).toMatchObject({ keys: ids.slice(0, 2), nextMarker: '2', truncated: true, total: 3 });
    expect(await list({ limit: 2, marker: first.nextMarker })).toMatchObject({
      keys: ids.slice(2),
      nextMarker: '',
      truncated: false,
      total: 3,
    });
    expect(await list({ marker: 7 })).toMatchObject({ keys: [], nextMarker: '', truncated: false, total: 3 });
  });

  it('KEY-13 list-keys filters by state and enterprise project', async () => {
    const enterpriseProjectId = '00000000-0000-4000-8000-000000000001';
    const disabled = await create('a');
    await world.node.run('kms.disableKey', world.api, { keyId: disabled });
    const other = await create('b', { enterpriseProjectId });
    expect((await list({ keyState: '3' })).keys).toEqual([disabled]);
    expect((await list({ enterpriseProjectId })).keys).toEqual([other]);
    expect((await list({ enterpriseProjectId: 'all' })).keys).toEqual([disabled, other]);
    expect(await list({ keyState: '7' })).toMatchObject({ keys: [], total: 0 });
  });

  it.each([
    [{ limit: 0 }, 'KMS.1601'],
    [{ limit: '1001' }, 'KMS.1601'],
    [{ marker: '-1' }, 'KMS.1602'],
    [{ marker: 'next' }, 'KMS.1602'],
    [{ keySpec: 'DES' }, 'KMS.1110'],
    [{ keyState: '9' }, 'KMS.0308'],
  ])('KEY-13 list-keys with %j is refused with %s', async (fields, code) => {
    const refusal = await refusalOf(list(fields));
    expect([refusal.code, refusal.status]).toEqual([code, 400]);
  });

  it('IAM-02 nobody sees the keys of another account or project', async () => {
    const keyId = await create('a');
    const other = contextOf(await seedAccount(world.node.store));
    const elsewhere = { ...world.api, project: { id: 'f'.repeat(32), name: 'elsewhere' } };
    for (const context of [other, elsewhere]) {
      expect((await world.node.run('kms.listKeys', context, { keySpec: 'ALL' })).total).toBe(0);
      expect((await world.node.run('kms.searchKeys', context, {})).count.value).toBe(0);
      for (const id of ['kms.describeKey', 'kms.viewKey', 'kms.previewKeyRisk'] as const) {
        const refusal = await refusalOf(world.node.run(id, context, { keyId }));
        expect([id, refusal.code, refusal.status]).toEqual([id, 'KMS.0207', 404]);
      }
    }
    expect((await world.node.run('kms.keyQuota', other, {})).used).toBe(0);
  });

  it('KEY-14 HSM-01 a view says what protects the key and what the caller may do', async () => {
    const keyId = await create('a', { keyDescription: 'words' });
    world.denied.rule = (_, request) => request.action === 'kms:cmk:disable';
    const view = await world.node.run('kms.viewKey', world.api, { keyId });
    expect(view).toMatchObject({
      keyId,
      keyDescription: 'words',
      region: 'local-1',
      accountId: world.account.accountId,
    });
    expect(view.protection).toEqual({ kind: 'software', detail: world.root.describe().detail });
    expect(view.permitted).toContain('kms.enableKey');
    expect(view.permitted).not.toContain('kms.disableKey');
  });

  it('KEY-17 the risk summary counts who used the key lately; refusals and old uses do not count', async () => {
    const keyId = await create('used');
    const preview = (days?: number) =>
      world.node.run('kms.previewKeyRisk', world.api, { keyId, ...(days === undefined ? {} : { days }) });
    expect(await preview()).toMatchObject({
      keyId,
      keyAlias: 'used',
      lastUsedAt: null,
      uses: [],
      grants: 0,
    });

    const encrypt = (plainText: string) => world.node.run('kms.encryptData', world.api, { keyId, plainText });
    await encrypt('old');
    world.clock.advance(10 * DAY_IN_MS);
    const { cipherText } = await encrypt('new');
    await encrypt('new');
    world.clock.advance(1_000);
    await world.node.run('kms.decryptText', world.api, {
      cipherText: Buffer.from(cipherText).toString('base64'),
    });
    world.denied.rule = (_, request) => request.action === 'kms:cmk:encryptData';
    await refusalOf(encrypt('refused'));
    world.denied.rule = () => false;

    const principal = { principalId: world.account.userId, principalName: world.account.userName };
    const now = world.clock.now();
    expect((await preview(9)).uses).toEqual([
      { ...principal, operation: 'decryptData', count: 1, lastUsedAt: now },
      { ...principal, operation: 'encryptData', count: 2, lastUsedAt: now - 1_000 },
    ]);
    expect(await preview(11)).toMatchObject({
      lastUsedAt: now,
      since: now - 11 * DAY_IN_MS,
      uses: [{ count: 1 }, { count: 3 }],
    });
  });

  it('KEY-17 the risk summary counts the grants on the key, and no others', async () => {
    const [keyId, other] = [await create('granted'), await create('other')];
    const grant = (id: string) =>
      world.node.run('kms.createGrant', world.api, {
        keyId: id,
        granteePrincipal: world.account.userId,
        operations: ['encrypt-data'],
      });
    const { grantId } = await grant(keyId);
    await grant(keyId);
    await grant(other);
    const grants = async () => (await world.node.run('kms.previewKeyRisk', world.api, { keyId })).grants;
    expect(await grants()).toBe(2);
    await world.node.run('kms.revokeGrant', world.api, { keyId, grantId });
    expect(await grants()).toBe(1);
  });
});
