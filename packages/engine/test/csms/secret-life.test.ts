import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from './csms-world.ts';

describe.each(dialects)('the life of a secret on %s', (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect, { secretQuota: 3 });
  });
  beforeEach(() => world.enterNewAccount());
  afterAll(() => world[Symbol.asyncDispose]());

  const show = async (secretName: string) =>
    (await world.node.run('csms.showSecret', world.api, { secretName })).secret;
  const rows = (name: string) =>
    world.store.read
      .selectFrom('secrets')
      .selectAll()
      .where('name', '=', name)
      .where('account_id', '=', world.account.accountId)
      .execute();

  it('SEC-01 SEC-02 create makes v1 with SYSCURRENT under csms/default, which comes into being', async () => {
    const secret = await world.node.rest('csms.createSecret', world.api, {
      name: 'db.prod_1',
      secret_string: 'p4ss',
      description: 'of the shop',
      enterprise_project_id: '0',
    });
    expect(secret.secret).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'db.prod_1',
      state: 'ENABLED',
      kms_key_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      description: 'of the shop',
      create_time: world.clock.now(),
      update_time: world.clock.now(),
      scheduled_delete_time: null,
      secret_type: 'COMMON',
      auto_rotation: false,
      rotation_period: '',
      rotation_config: '',
      rotation_time: null,
      next_rotation_time: null,
      event_subscriptions: [],
      enterprise_project_id: '0',
      rotation_func_urn: '',
    });
    const { version } = await world.node.rest('csms.showSecretVersion', world.api, {
      secret_name: 'db.prod_1',
      version_id: 'v1',
    });
    expect(version).toEqual({
      version_metadata: {
        id: 'v1',
        create_time: world.clock.now(),
        expire_time: null,
        kms_key_id: Reflect.get(secret.secret, 'kms_key_id'),
        secret_name: 'db.prod_1',
        version_stages: ['SYSCURRENT'],
      },
      secret_string: 'p4ss',
    });
    const keys = await world.store.read
      .selectFrom('keys')
      .select(['alias', 'default_service'])
      .where('account_id', '=', world.account.accountId)
      .execute();
    expect(keys).toEqual([{ alias: 'csms/default', default_service: 'csms' }]);
  });

  it('SEC-01 KEY-11 secrets that race for the default key make one', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => world.createSecret(name)));
    const keys = await world.store.read
      .selectFrom('keys')
      .select('id')
      .where('account_id', '=', world.account.accountId)
      .execute();
    expect(keys).toHaveLength(1);
    const made = (await world.traces()).filter(({ name }) => name === 'createDefaultKey');
    expect(made.map(({ resource_id }) => resource_id)).toEqual(keys.map(({ id }) => id));
  });

  it('SEC-01 a name is taken once in a project, also in a race', async () => {
    await world.createSecret('one');
    const refusal = await refusalOf(world.createSecret('one'));
    expect([refusal.code, refusal.status, refusal.field]).toEqual(['CSMS.0101', 409, 'name']);
    const race = await Promise.allSettled([world.createSecret('two'), world.createSecret('two')]);
    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await rows('two')).toHaveLength(1);
  });

  it('SEC-01 the quota counts secrets pending deletion and holds in a race', async () => {
    await world.createSecret('one');
    await world.node.run('csms.scheduleSecretDeletion', world.api, {
      secretName: 'one',
      recoveryWindowInDays: 7,
    });
    const race = await Promise.allSettled(['a', 'b', 'c', 'd'].map((name) => world.createSecret(name)));
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const refusal = await refusalOf(world.createSecret('more'));
    expect([refusal.code, refusal.status]).toEqual(['CSMS.0202', 400]);
    expect(await world.node.run('csms.secretQuota', world.api, {})).toEqual({
      secrets: { used: 3, quota: 3 },
      events: { used: 0, quota: 30 },
    });
  });

  it('SEC-04 description changes; an empty one is legal', async () => {
    const before = await world.createSecret('s', { description: 'first' });
    world.clock.advance(1000);
    const update = (fields: Record<string, unknown>) =>
      world.node.run('csms.updateSecret', world.api, { secretName: 's', ...fields });
    expect((await update({ description: 'second' })).secret).toEqual({
      ...before,
      description: 'second',
      updateTime: before.updateTime + 1000,
    });
    expect((await update({ description: '' })).secret.description).toBe('');
    expect((await show('s')).description).toBe('');
  });

  it('SEC-12 a rotation is planned, moved with a new period, and taken back', async () => {
    await world.createSecret('s', { autoRotation: true, rotationPeriod: '30d' });
    const planned = () =>
      world.store.read
        .selectFrom('jobs')
        .select(['kind', 'due_at'])
        .where('account_id', '=', world.account.accountId)
        .execute();
    const start = world.clock.now();
    expect((await show('s')).nextRotationTime).toBe(start + 30 * DAY_IN_MS);
    expect(await planned()).toEqual([{ kind: 'secret-rotation', due_at: start + 30 * DAY_IN_MS }]);
    world.clock.advance(DAY_IN_MS);
    const update = (fields: Record<string, unknown>) =>
      world.node.run('csms.updateSecret', world.api, { secretName: 's', ...fields });
    await update({ description: 'the plan stays' });
    expect(await planned()).toEqual([{ kind: 'secret-rotation', due_at: start + 30 * DAY_IN_MS }]);
    await update({ rotationPeriod: '6h' });
    expect(await planned()).toEqual([{ kind: 'secret-rotation', due_at: start + 1.25 * DAY_IN_MS }]);
    expect((await update({ autoRotation: false })).secret).toMatchObject({
      autoRotation: false,
      nextRotationTime: null,
    });
    expect(await planned()).toEqual([]);
    await world.createSecret('without');
    const refusal = await refusalOf(
      world.node.run('csms.updateSecret', world.api, { secretName: 'without', autoRotation: true }),
    );
    expect([refusal.code, refusal.field]).toEqual(['CSMS.0002', 'rotation_period']);
  });

  it('SEC-08 delete now takes everything away at once', async () => {
    const { id } = await world.createSecret('s', { tags: [{ key: 'a' }] });
    await world.put('s', 'x', { expireTime: world.clock.now() + DAY_IN_MS });
    await world.read('s');
    await world.node.run('csms.deleteSecret', world.api, { secretName: 's' });
    for (const refusal of [
      await refusalOf(world.read('s')),
      await refusalOf(show('s')),
      await refusalOf(world.node.run('csms.listSecretTags', world.api, { secretId: id })),
    ]) {
      expect([refusal.code, refusal.status]).toEqual(['CSMS.0106', 404]);
    }
    for (const table of ['secret_versions', 'secret_stages'] as const) {
      expect(
        await world.store.read.selectFrom(table).selectAll().where('secret_id', '=', id).execute(),
      ).toEqual([]);
    }
    const leftTags = await world.store.read
      .selectFrom('resource_tags')
      .selectAll()
      .where('resource_id', '=', id)
      .execute();
    const leftJobs = await world.store.read
      .selectFrom('jobs')
      .selectAll()
      .where('account_id', '=', world.account.accountId)
      .execute();
    expect([...leftTags, ...leftJobs]).toEqual([]);
    const again = await world.createSecret('s');
    expect(again.id).not.toBe(id);
    expect((await world.read('s')).versionMetadata.id).toBe(1);
  });

  it.each([7, 30])('SEC-08 a deletion in %s days can be cancelled until it comes', async (days) => {
    const before = await world.createSecret('s');
    const scheduled = await world.node.run('csms.scheduleSecretDeletion', world.api, {
      secretName: 's',
      recoveryWindowInDays: days,
    });
    expect(scheduled.secret).toMatchObject({
      state: 'pendingDeletion',
      scheduledDeleteTime: world.clock.now() + days * DAY_IN_MS,
    });
    world.clock.advance(days * DAY_IN_MS - 1);
    await world.node.jobs.runDue();
    expect(
      (await world.node.run('csms.cancelSecretDeletion', world.api, { secretName: 's' })).secret,
    ).toEqual({ ...before, updateTime: world.clock.now() });
    world.clock.advance(days * DAY_IN_MS);
    await world.node.jobs.runDue();
    expect((await world.read('s')).secretString).toBe('value of s');
  });

  it('SEC-08 TRC-05 the product deletes a secret itself when its time has come', async () => {
    const { id } = await world.createSecret('s');
    await world.node.run('csms.scheduleSecretDeletion', world.api, {
      secretName: 's',
      recoveryWindowInDays: 7,
    });
    world.clock.advance(7 * DAY_IN_MS);
    expect(await world.node.jobs.runDue()).toBe(1);
    expect(await rows('s')).toEqual([]);
    expect((await refusalOf(show('s'))).code).toBe('CSMS.0106');
    const trace = (await world.traces()).at(-2);
    expect(trace).toMatchObject({
      name: 'deleteSecret',
      resource_id: id,
      resource_name: 's',
      user_name: 'secret-deletion',
      rating: 'warning',
    });
    expect(await world.node.jobs.runDue()).toBe(0);
  });

  it('SEC-08 secrets outlive the process, and so does a planned deletion', async () => {
    await world.createSecret('stays');
    await world.createSecret('goes');
    await world.node.run('csms.scheduleSecretDeletion', world.api, {
      secretName: 'goes',
      recoveryWindowInDays: 7,
    });
    await world.restart();
    expect((await world.read('stays')).secretString).toBe('value of stays');
    world.clock.advance(7 * DAY_IN_MS);
    await world.node.jobs.runDue();
    expect((await refusalOf(show('goes'))).code).toBe('CSMS.0106');
  });
});
