import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { DAY_IN_MS, type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

describe.each(dialects)('the life of a key on %s', (dialect) => {
  let world: KmsWorld;
  let keyId: string;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    keyId = await create('first');
  });
  afterAll(() => world[Symbol.asyncDispose]());

  async function create(keyAlias: string, fields: Record<string, unknown> = {}) {
    return (await world.node.run('kms.createKey', world.api, { keyAlias, ...fields })).keyInfo.keyId;
  }
  const row = (id: string) =>
    world.node.store.read.selectFrom('keys').selectAll().where('id', '=', id).executeTakeFirst();
  const jobs = () =>
    world.node.store.read
      .selectFrom('jobs')
      .select(['kind', 'subject', 'due_at'])
      .where('account_id', '=', world.account.accountId)
      .execute();
  const run = (id: Change, fields: Record<string, unknown> = {}) =>
    world.node.run(id, world.api, { keyId, ...fields });
  const encrypt = () => world.node.run('kms.encryptData', world.api, { keyId, plainText: 'x' });

  type Change =
    | 'kms.enableKey'
    | 'kms.disableKey'
    | 'kms.scheduleKeyDeletion'
    | 'kms.cancelKeyDeletion'
    | 'kms.updateKeyAlias'
    | 'kms.updateKeyDescription'
    | 'kms.assignEnterpriseProject';
  const changes: readonly [Change, Record<string, unknown>][] = [
    ['kms.enableKey', {}],
    ['kms.disableKey', {}],
    ['kms.scheduleKeyDeletion', { pendingDays: 7 }],
    ['kms.cancelKeyDeletion', {}],
    ['kms.updateKeyAlias', { keyAlias: 'other' }],
    ['kms.updateKeyDescription', { keyDescription: 'other' }],
    ['kms.assignEnterpriseProject', { enterpriseProjectId: '11111111-1111-4111-8111-111111111111' }],
  ];

  it('KEY-06 disable and enable; a disabled key does no cryptography', async () => {
    const { cipherText } = await encrypt();
    expect(await run('kms.disableKey')).toEqual({ keyInfo: { keyId, keyState: 'disabled' } });
    expect((await refusalOf(encrypt())).code).toBe('KMS.0209');
    const text = Buffer.from(cipherText).toString('base64');
    const decrypt = () => world.node.run('kms.decryptData', world.api, { cipherText: text });
    expect((await refusalOf(decrypt())).code).toBe('KMS.0209');
    expect(await run('kms.enableKey')).toEqual({ keyInfo: { keyId, keyState: 'enabled' } });
    expect((await decrypt()).plainText).toBe('x');
  });

  it('KEY-07 KEY-08 schedule and cancel; the key comes back disabled', async () => {
    expect(await run('kms.scheduleKeyDeletion', { pendingDays: '7' })).toEqual({
      keyId,
      keyState: 'pendingDeletion',
    });
    expect(await row(keyId)).toMatchObject({ deletion_at: world.clock.now() + 7 * DAY_IN_MS });
    expect(await jobs()).toEqual([
      { kind: 'key-deletion', subject: keyId, due_at: world.clock.now() + 7 * DAY_IN_MS },
    ]);
    expect((await refusalOf(encrypt())).code).toBe('KMS.0210');
    expect(await run('kms.cancelKeyDeletion')).toEqual({ keyId, keyState: 'disabled' });
    expect(await row(keyId)).toMatchObject({ deletion_at: null });
    expect(await jobs()).toEqual([]);
  });

  it('KEY-08 a key without material comes back to Pending import', async () => {
    keyId = await create('outside', { origin: 'external' });
    await run('kms.scheduleKeyDeletion', { pendingDays: 7 });
    expect(await run('kms.cancelKeyDeletion')).toEqual({ keyId, keyState: 'pendingImport' });
  });

  it.each([6, 1097, 0, -1, 7.5, 'seven', null, undefined])(
    'KEY-07 a window of %s days is refused and changes nothing',
    async (pendingDays) => {
      const before = await row(keyId);
      const refusal = await refusalOf(run('kms.scheduleKeyDeletion', { pendingDays }));
      expect([refusal.code, refusal.status]).toEqual(['KMS.1401', 400]);
      expect(await row(keyId)).toEqual(before);
      expect(await jobs()).toEqual([]);
    },
  );

  it.each([7, 1096])('KEY-07 a window of %s days is taken', async (pendingDays) => {
    await run('kms.scheduleKeyDeletion', { pendingDays });
    expect(await row(keyId)).toMatchObject({ deletion_at: world.clock.now() + pendingDays * DAY_IN_MS });
  });

  it('KEY-10 alias and description change; an empty description is legal', async () => {
    expect(await run('kms.updateKeyAlias', { keyAlias: 'renamed' })).toEqual({
      keyInfo: { keyId, keyAlias: 'renamed' },
    });
    await run('kms.updateKeyAlias', { keyAlias: 'renamed' });
    await run('kms.updateKeyDescription', { keyDescription: 'words' });
    expect(await row(keyId)).toMatchObject({ alias: 'renamed', description: 'words' });
    await run('kms.updateKeyDescription', { keyDescription: '' });
    expect(await row(keyId)).toMatchObject({ description: '' });
  });

  it('KEY-15 a key moves to another enterprise project, and lists find it there', async () => {
    const enterpriseProjectId = '11111111-1111-4111-8111-111111111111';
    const found = async (id: string) =>
      (await world.node.run('kms.listKeys', world.api, { enterpriseProjectId: id })).keys;
    expect(await found('0')).toEqual([keyId]);
    await run('kms.assignEnterpriseProject', { enterpriseProjectId });
    expect(await found(enterpriseProjectId)).toEqual([keyId]);
    expect(await found('0')).toEqual([]);
    const { keyInfo } = await world.node.run('kms.describeKey', world.api, { keyId });
    expect(keyInfo.sysEnterpriseProjectId).toBe(enterpriseProjectId);
    await run('kms.scheduleKeyDeletion', { pendingDays: 7 });
    const refusal = await refusalOf(run('kms.assignEnterpriseProject', { enterpriseProjectId: '0' }));
    expect(refusal.code).toBe('KMS.0210');
    expect((await row(keyId))?.enterprise_project_id).toBe(enterpriseProjectId);
  });

  it('KEY-02 renaming to a taken alias is refused, also when two keys race for it', async () => {
    const second = await create('second');
    const rename = (id: string, keyAlias: string) =>
      world.node.run('kms.updateKeyAlias', world.api, { keyId: id, keyAlias });
    expect((await refusalOf(rename(second, 'first'))).code).toBe('KMS.1104');
    const race = await Promise.allSettled([rename(keyId, 'third'), rename(second, 'third')]);
    expect(race.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each(changes)('KEY-11 %s of a default key is refused and changes nothing', async (id, fields) => {
    keyId = (await world.node.run('kms.createDefaultKey', world.api, { service: 'evs' })).keyInfo.keyId;
    const before = await row(keyId);
    expect((await refusalOf(run(id, fields))).code).toBe('KMS.0211');
    expect(await row(keyId)).toEqual(before);
    expect(await jobs()).toEqual([]);
  });

  it.each(changes)('%s of a key that does not exist is refused', async (id, fields) => {
    keyId = '00000000-0000-4000-8000-000000000000';
    const refusal = await refusalOf(run(id, fields));
    expect([refusal.code, refusal.status]).toEqual(['KMS.0207', 404]);
    keyId = 'NOT-A-KEY';
    const malformed = await refusalOf(run(id, fields));
    expect([malformed.code, malformed.status]).toEqual(['KMS.0205', 400]);
  });

  it('KEY-07 while pending deletion only cancelling is possible; refusals change nothing', async () => {
    await run('kms.scheduleKeyDeletion', { pendingDays: 7 });
    const before = await row(keyId);
    const codes = [];
    for (const [id, fields] of changes) {
      if (id !== 'kms.cancelKeyDeletion') codes.push((await refusalOf(run(id, fields))).code);
    }
    expect(codes).toEqual(['KMS.1201', 'KMS.1301', 'KMS.1402', 'KMS.0210', 'KMS.0210', 'KMS.0210']);
    expect(await row(keyId)).toEqual(before);
  });

  describe('KEY-09 destruction when the time has come', () => {
    const due = async () => {
      const [job] = await world.node.store.read
        .selectFrom('jobs')
        .selectAll()
        .where('account_id', '=', world.account.accountId)
        .execute();
      if (job === undefined) throw new Error('no job is planned');
      return {
        id: job.id,
        kind: job.kind,
        subject: job.subject,
        accountId: job.account_id,
        dueAt: job.due_at,
        attempts: 0,
        payload: null,
      };
    };
    const runJob = async (job: Awaited<ReturnType<typeof due>>) => {
      const definition = world.node.kms.jobs.find((known) => known.kind === job.kind);
      return definition?.run(job);
    };

    it('destroys the key, its versions, tags and jobs, with a trace of it', async () => {
      const { cipherText } = await encrypt();
      await world.node.store.transaction((transaction) =>
        transaction
          .insertInto('resource_tags')
          .values({
            account_id: world.account.accountId,
            project_id: world.account.projectId,
            resource_type: 'cmk',
            resource_id: keyId,
            tag_key: 'a',
            tag_value: 'b',
          })
          .execute(),
      );
      await run('kms.scheduleKeyDeletion', { pendingDays: 7 });
      const job = await due();
      world.clock.advance(7 * DAY_IN_MS);
      await world.node.jobs.runDue();

      const { read } = world.node.store;
      expect(await row(keyId)).toBeUndefined();
      expect(await read.selectFrom('key_versions').selectAll().where('key_id', '=', keyId).execute()).toEqual(
        [],
      );
      expect(
        await read.selectFrom('resource_tags').selectAll().where('resource_id', '=', keyId).execute(),
      ).toEqual([]);
      expect(await jobs()).toEqual([]);
      const trace = await read
        .selectFrom('traces')
        .selectAll()
        .where('name', '=', 'deleteKey')
        .where('account_id', '=', world.account.accountId)
        .executeTakeFirstOrThrow();
      expect(trace).toMatchObject({
        account_id: world.account.accountId,
        resource_id: keyId,
        resource_name: 'first',
        user_name: 'key-deletion',
        time: world.clock.now(),
      });

      const text = Buffer.from(cipherText).toString('base64');
      const refusal = await refusalOf(world.node.run('kms.decryptData', world.api, { cipherText: text }));
      expect([refusal.code, refusal.status]).toEqual(['KMS.0207', 404]);
      expect(refusal.message).toContain('deleted');
      expect(await runJob(job)).toEqual({ kind: 'done' });
    });

    it('does nothing before its time, and nothing to a key whose deletion was cancelled', async () => {
      await run('kms.scheduleKeyDeletion', { pendingDays: 7 });
      const job = await due();
      world.clock.advance(7 * DAY_IN_MS - 1);
      expect(await runJob(job)).toEqual({ kind: 'again', dueAt: job.dueAt });
      await run('kms.cancelKeyDeletion');
      world.clock.advance(DAY_IN_MS);
      expect(await runJob(job)).toEqual({ kind: 'done' });
      expect(await row(keyId)).toMatchObject({ state: 'disabled' });
    });
  });
});
