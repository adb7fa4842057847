import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from './csms-world.ts';

const all = ['SECRET_VERSION_CREATED', 'SECRET_VERSION_EXPIRED', 'SECRET_ROTATED', 'SECRET_DELETED'];

describe.each(dialects)('events on %s', (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
  });
  beforeEach(() => world.enterNewAccount());
  afterAll(() => world[Symbol.asyncDispose]());

  const call = (
    id: 'csms.showSecretEvent' | 'csms.deleteSecretEvent',
    eventName: string,
    context = world.api,
  ) => world.node.run(id, context, { eventName });
  const update = (eventName: string, fields: Record<string, unknown>) =>
    world.node.run('csms.updateSecretEvent', world.api, { eventName, ...fields });
  const associate = (secretName: string, eventSubscriptions: string[]) =>
    world.node.run('csms.updateSecret', world.api, { secretName, eventSubscriptions });
  const told = async () =>
    (await world.outbox()).map((row) => [row.event_name, row.event_type, row.secret_name]);

  it('EVT-01 create, show, change, list and delete', async () => {
    const notification = { target_type: 'SMN', target_id: 'urn:smn:local-1:p:t', target_name: 't' };
    const { event } = await world.node.rest('csms.createSecretEvent', world.api, {
      name: 'e-1_A',
      event_types: ['SECRET_DELETED', 'SECRET_VERSION_CREATED'],
      state: 'ENABLED',
      notification,
    });
    expect(event).toEqual({
      name: 'e-1_A',
      event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      event_types: ['SECRET_VERSION_CREATED', 'SECRET_DELETED'],
      state: 'ENABLED',
      create_time: world.clock.now(),
      update_time: world.clock.now(),
      notification,
    });
    world.clock.advance(7);
    const changed = await update('e-1_A', { state: 'DISABLED', eventTypes: ['SECRET_ROTATED'] });
    expect(changed.event).toMatchObject({ state: 'disabled', eventTypes: ['SECRET_ROTATED'] });
    expect(changed.event.updateTime).toBe(world.clock.now());
    expect((await call('csms.showSecretEvent', 'e-1_A')).event).toEqual(changed.event);
    for (const name of ['b', 'a', 'c']) await world.createEvent(name, all);
    const list = (fields: Record<string, unknown>) =>
      world.node.run('csms.listSecretEvents', world.api, fields);
    const first = await list({ limit: 2 });
    expect(first.events.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(first.pageInfo).toEqual({ nextMarker: 'b', previousMarker: 'a', currentCount: 2 });
    const second = await list({ limit: 2, marker: 'b' });
    expect(second.events.map(({ name }) => name)).toEqual(['c', 'e-1_A']);
    expect(second.pageInfo.nextMarker).toBe('');
    await call('csms.deleteSecretEvent', 'a');
    expect((await refusalOf(call('csms.showSecretEvent', 'a'))).code).toBe('CSMS.0005');
  });

  it('EVT-01 refusals: taken, missing, foreign', async () => {
    await world.createEvent('e', all);
    const taken = await refusalOf(world.createEvent('e', all));
    expect([taken.code, taken.status]).toEqual(['CSMS.0101', 409]);
    const other = contextOf(await seedAccount(world.store));
    for (const refusal of [
      await refusalOf(call('csms.showSecretEvent', 'nope')),
      await refusalOf(call('csms.deleteSecretEvent', 'nope')),
      await refusalOf(update('nope', { state: 'ENABLED' })),
      await refusalOf(call('csms.showSecretEvent', 'e', other)),
      await refusalOf(call('csms.deleteSecretEvent', 'e', other)),
    ]) {
      expect([refusal.code, refusal.status]).toEqual(['CSMS.0005', 404]);
    }
    const missing = await refusalOf(world.createSecret('s', { eventSubscriptions: ['nope'] }));
    expect([missing.code, missing.status, missing.field]).toEqual(['CSMS.0005', 404, 'event_subscriptions']);
    expect(missing.message).toContain('nope');
    expect((await refusalOf(world.read('s'))).code).toBe('CSMS.0106');
  });

  it('EVT-01 at most 30 in an account, also in a race', async () => {
    const race = await Promise.allSettled(
      Array.from({ length: 33 }, (_, i) => world.createEvent(`e${i}`, all)),
    );
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    const refusal = await refusalOf(world.createEvent('more', all));
    expect([refusal.errorName, refusal.status]).toEqual(['secretEventQuotaExceeded', 400]);
  });

  it('EVT-01 an associated event is not deleted, and the refusal names the secrets', async () => {
    await world.createEvent('e', all);
    for (const name of ['one', 'two']) await world.createSecret(name, { eventSubscriptions: ['e'] });
    const refusal = await refusalOf(call('csms.deleteSecretEvent', 'e'));
    expect([refusal.code, refusal.status]).toEqual(['CSMS.0003', 400]);
    expect(refusal.message).toContain('one, two');
    await associate('one', []);
    await world.node.run('csms.deleteSecret', world.api, { secretName: 'two' });
    await call('csms.deleteSecretEvent', 'e');
  });

  it('EVT-01 deleting an event and associating it race: one of the two is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      await world.createEvent(`e${round}`, all);
      await world.createSecret(`s${round}`);
      const race = await Promise.allSettled([
        call('csms.deleteSecretEvent', `e${round}`),
        associate(`s${round}`, [`e${round}`]),
      ]);
      expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('EVT-01 secrets are listed by their event', async () => {
    await world.createEvent('e', all);
    await world.createSecret('with', { eventSubscriptions: ['e', ''] });
    await world.createSecret('without');
    const { secrets } = await world.node.run('csms.listSecrets', world.api, { eventName: 'e' });
    expect(secrets.map(({ name, eventSubscriptions }) => [name, eventSubscriptions])).toEqual([
      ['with', ['e']],
    ]);
  });

  it('EVT-03 each change writes its outbox row in the same transaction', async () => {
    await world.createEvent('e', all);
    const { id } = await world.createSecret('s', { eventSubscriptions: ['e'] });
    await world.put('s', 'two', { expireTime: world.clock.now() + 10 });
    world.clock.advance(10);
    await world.node.jobs.runDue();
    await world.node.run('csms.deleteSecret', world.api, { secretName: 's' });
    expect(await told()).toEqual([
      ['e', 'SECRET_VERSION_CREATED', 's'],
      ['e', 'SECRET_VERSION_CREATED', 's'],
      ['e', 'SECRET_VERSION_EXPIRED', 's'],
      ['e', 'SECRET_DELETED', 's'],
    ]);
    const [, second, , last] = await world.outbox();
    expect(second).toMatchObject({
      project_id: world.account.projectId,
      secret_id: id,
      secret_type: 'COMMON',
      target_type: 'SMN',
      target_id: 'urn:smn:local-1:p:e',
      target_name: 'e',
    });
    expect(JSON.parse(second?.content ?? '')).toEqual({
      eventName: 'e',
      eventType: 'SECRET_VERSION_CREATED',
      eventTime: world.clock.now() - 10,
      data: {
        secretId: id,
        secretName: 's',
        createTime: world.clock.now() - 10,
        updateTime: world.clock.now() - 10,
        versionId: 'v2',
        versionExpireTime: world.clock.now(),
      },
    });
    expect(JSON.parse(last?.content ?? '').data).not.toHaveProperty('versionId');
    expect(new Set((await world.outbox()).map((row) => row.id)).size).toBe(4);
  });

  it('EVT-03 what is refused tells nothing', async () => {
    await world.createEvent('e', all);
    await world.createSecret('s', { eventSubscriptions: ['e'] });
    const before = await told();
    await refusalOf(world.put('s', 'x', { versionStages: Array.from({ length: 12 }, (_, i) => `S${i}`) }));
    await refusalOf(world.createSecret('s', { eventSubscriptions: ['e'] }));
    expect(await told()).toEqual(before);
  });

  it('EVT-01 disabled events, other types and secrets without association tell nothing', async () => {
    await world.createEvent('off', all, { state: 'DISABLED' });
    await world.createEvent('deletions', ['SECRET_DELETED']);
    await world.createSecret('a', { eventSubscriptions: ['off'] });
    await world.createSecret('b', { eventSubscriptions: ['deletions'] });
    await world.createSecret('c');
    for (const name of ['a', 'b', 'c']) await world.put(name, 'x');
    expect(await told()).toEqual([]);
    await update('off', { state: 'ENABLED' });
    await world.put('a', 'y');
    expect(await told()).toEqual([['off', 'SECRET_VERSION_CREATED', 'a']]);
  });

  it('EVT-01 SEC-08 a scheduled deletion is told when it happens', async () => {
    await world.createEvent('e', ['SECRET_DELETED']);
    await world.createSecret('s', { eventSubscriptions: ['e'] });
    await world.node.run('csms.scheduleSecretDeletion', world.api, {
      secretName: 's',
      recoveryWindowInDays: 7,
    });
    expect(await told()).toEqual([]);
    world.clock.advance(7 * DAY_IN_MS);
    await world.node.jobs.runDue();
    await world.node.jobs.runDue();
    expect(await told()).toEqual([['e', 'SECRET_DELETED', 's']]);
  });
});
