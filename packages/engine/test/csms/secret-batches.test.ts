import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { type CsmsWorld, openCsmsWorld } from './csms-world.ts';

const VALUE = 'value-that-no-trace-may-hold';

describe.each(dialects)('SEC-01 SEC-10 many secrets in one request on %s', (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect, { secretQuota: 5 });
  });
  beforeEach(() => world.enterNewAccount());
  afterAll(() => world[Symbol.asyncDispose]());

  const importing = (secrets: readonly Record<string, unknown>[]) =>
    world.node.rest('csms.batchImportSecrets', world.api, { secrets });
  const reading = (secret_name_list: readonly string[], context = world.api) =>
    world.node.rest('csms.batchShowSecretVersion', context, { secret_name_list });
  const deleting = (instance_id: string, fields: Record<string, unknown> = {}, context = world.api) =>
    world.node.rest('csms.batchDeleteSecrets', context, { instance_id, ...fields });
  const onInstance = (name: string, InstanceId: string) =>
    world.createSecret(name, { secretType: 'RDS-FG', rotationConfig: JSON.stringify({ InstanceId }) });
  const tracesSince = async (count: number) =>
    (await world.traces()).slice(count).map(({ name, code, resource_name }) => [name, code, resource_name]);

  it('an import makes what it can and tells what it could not; each is traced', async () => {
    await world.createSecret('taken');
    const before = (await world.traces()).length;
    const answer = await importing([
      { name: 'a', secret_string: VALUE, tags: [{ key: 'env', value: 'dev' }] },
      { name: 'taken', secret_string: VALUE },
      { name: 'b', secret_binary: Buffer.from(VALUE).toString('base64'), description: 'bytes' },
      { name: 'a', secret_string: 'again' },
      { name: 'c', secret_string: 'x', event_subscriptions: ['no-event'] },
    ]);
    expect(answer).toEqual({
      total: 5,
      success: 2,
      failed: 3,
      error_list: [
        { name: 'taken', error_msg: expect.stringContaining('already used') },
        { name: 'a', error_msg: expect.stringContaining('already used') },
        { name: 'c', error_msg: expect.stringContaining('event does not exist') },
      ],
    });
    expect((await world.read('a')).secretString).toBe(VALUE);
    expect(await tracesSince(before)).toEqual(
      expect.arrayContaining([
        ['createSecret', '200', 'a'],
        ['createSecret', '409', 'taken'],
        ['batchImportSecrets', '200', expect.anything()],
      ]),
    );
    expect(JSON.stringify(await world.traces())).not.toContain(VALUE);
  });

  it('SEC-01 an import ends at the quota, and a field that is not valid refuses all of it', async () => {
    const named = (i: number) => ({ name: `s${i}`, secret_string: 'x' });
    expect(await importing([0, 1, 2, 3, 4, 5, 6].map(named))).toMatchObject({
      success: 5,
      error_list: [
        { name: 's5', error_msg: expect.stringContaining('quota of 5') },
        { name: 's6', error_msg: expect.stringContaining('quota of 5') },
      ],
    });
    await world.enterNewAccount();
    const refusal = await refusalOf(importing([named(0), { name: 'no space', secret_string: 'x' }]));
    expect([refusal.code, refusal.field]).toEqual(['CSMS.0002', 'secrets.1.name']);
    expect((await world.node.run('csms.listSecrets', world.api, {})).secrets).toEqual([]);
  });

  it('reads the current versions, each traced, in the order of the names', async () => {
    await world.createSecret('text', { secretString: 'old' });
    await world.put('text', VALUE);
    await world.createSecret('bytes', { secretBinary: 'AAEC' });
    const before = (await world.traces()).length;
    expect(await reading(['text', 'bytes'])).toMatchObject({
      total_count: 2,
      versions: [
        {
          version_metadata: { id: 'v2', secret_name: 'text', version_stages: ['SYSCURRENT'] },
          secret_string: VALUE,
        },
        { version_metadata: { id: 'v1', secret_name: 'bytes' }, secret_binary: 'AAEC' },
      ],
    });
    const traces = await tracesSince(before);
    expect(traces.filter(([name]) => name === 'showSecretVersion').map((trace) => trace[2])).toEqual([
      'text',
      'bytes',
    ]);
    expect(traces.at(-1)?.[0]).toBe('batchShowSecretVersion');
    expect(JSON.stringify(await world.traces())).not.toContain(VALUE);
  });

  it('reads all or none, and names the secret that is in the way', async () => {
    const kmsKeyId = await world.createKey('k');
    await world.createSecret('good');
    await world.createSecret('closed', { kmsKeyId });
    await world.node.run('kms.disableKey', world.api, { keyId: kmsKeyId });
    const unreadable = await refusalOf(reading(['good', 'closed']));
    expect([unreadable.code, unreadable.status, unreadable.field]).toEqual([
      'CSMS.0401',
      400,
      'secret_name_list',
    ]);
    expect(unreadable.message).toMatch(/^closed: .*disabled/);
    expect(await refusalOf(reading(['good', 'missing']))).toMatchObject({
      code: 'CSMS.0106',
      status: 404,
      message: expect.stringMatching(/^missing: /),
    });
    world.denied = (_, { action, resource }) =>
      action === 'csms:secret:getVersion' && resource?.name === 'good';
    const denied = await refusalOf(reading(['good']));
    expect([denied.status, denied.explanation?.action]).toEqual([403, 'csms:secret:getVersion']);
    world.denied = (_, { action }) => action === 'csms:secret:batchGetSecretValue';
    expect((await refusalOf(reading(['good']))).status).toBe(403);
    world.denied = () => false;
    const other = contextOf(await seedAccount(world.store));
    expect((await refusalOf(reading(['good'], other))).code).toBe('CSMS.0106');
  });

  it('SEC-08 deletes the secrets of one instance, and tells what it could not delete', async () => {
    await onInstance('db-a', 'db-1');
    await onInstance('db-b', 'db-1');
    await onInstance('db-other', 'db-2');
    await world.createSecret('plain');
    await world.node.run('csms.scheduleSecretDeletion', world.api, {
      secretName: 'db-b',
      recoveryWindowInDays: 7,
    });
    expect(await deleting('db-1', { instance_type: 'GaussDB' })).toEqual({
      total: 0,
      success_secrets: [],
      failed_secrets: [],
    });
    const other = contextOf(await seedAccount(world.store));
    expect((await deleting('db-1', {}, other)).total).toBe(0);
    world.denied = (_, { resource }) => resource?.name === 'db-a';
    // What the caller may not see does not exist.
    expect(await deleting('db-1')).toMatchObject({
      total: 1,
      failed_secrets: [{ name: 'db-b', error_msg: expect.stringContaining('pending deletion') }],
    });
    world.denied = () => false;
    expect(await deleting('db-1', { instance_type: 'RDS' })).toMatchObject({
      total: 2,
      success_secrets: ['db-a'],
      failed_secrets: [{ name: 'db-b' }],
    });
    const { secrets } = await world.node.run('csms.listSecrets', world.api, {});
    expect(secrets.map(({ name }) => name)).toEqual(['db-b', 'db-other', 'plain']);
    const traces = (await world.traces()).map(({ name, resource_name }) => [name, resource_name]);
    expect(traces).toContainEqual(['forceDeleteSecret', 'db-a']);
  });
});
