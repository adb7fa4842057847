import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseDrivers } from '../../../src/csms/rotation/create-rotation.ts';
import { DatabaseError } from '../../../src/csms/rotation/databases/database-driver.ts';
import { refusalOf } from '../../kms/kms-world.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from '../csms-world.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from './database-world.ts';
import { createLoginSecret, loginAt, rotate, taskOf, watchedDrivers } from './rotation-world.ts';

const places = [
  ['postgresql', 'sqlite'],
  ['mariadb', 'sqlite'],
  ['postgresql', 'postgres'],
] as const;

describe.each(places)('SEC-12 a login of %s is rotated, with a store on %s', (kind, dialect) => {
  let world: CsmsWorld;
  let database: TestDatabase;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
    database = await openTestDatabase(kind);
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await world[Symbol.asyncDispose]();
  });
  beforeEach(() => world.enterNewAccount());

  it('a single user gets a new password, and the version before names the old one', async () => {
    const login = await createLoginSecret(world, database, kind, 's');
    await world.createEvent('e', ['SECRET_ROTATED', 'SECRET_VERSION_CREATED', 'SECRET_ROTATED_FAILED']);
    await world.node.run('csms.updateSecret', world.api, { secretName: 's', eventSubscriptions: ['e'] });
    const started = await world.node.run('csms.rotateSecret', world.api, { secretName: 's' });
    expect(started).toMatchObject({ versionId: 2, secretName: 's' });
    expect(await taskOf(world, started.rotationTaskId)).toMatchObject({
      taskStatus: 'RUNNING',
      versionId: 2,
    });
    await world.node.jobs.runDue();
    const wire = await world.node.rest('csms.listSecretTask', world.api, { task_id: started.rotationTaskId });
    expect(wire.tasks).toMatchObject([
      {
        task_status: 'SUCCESS',
        task_error_msg: '',
        operate_type: 'MANUAL',
        attempt_nums: 1,
        version_id: 'v2',
        login: login.username,
      },
    ]);
    const after = await loginAt(world, 's');
    expect(after.username).toBe(login.username);
    expect(after.password).toMatch(/^[-a-zA-Z0-9_.~]{32}$/);
    expect(await database.works(after)).toBe(true);
    expect(await database.works(login)).toBe(false);
    expect(await loginAt(world, 's', 'SYSPREVIOUS')).toEqual(login);
    expect(JSON.parse((await world.read('s')).secretString ?? '')).toMatchObject({
      engine: kind,
      owner: 'team',
    });
    const told = (await world.outbox()).map((row) => [
      row.event_type,
      JSON.parse(row.content).data.versionId,
    ]);
    expect(told).toEqual([
      ['SECRET_VERSION_CREATED', 'v2'],
      ['SECRET_ROTATED', 'v2'],
    ]);
    const { secret } = await world.node.run('csms.showSecret', world.api, { secretName: 's' });
    expect(secret.rotationTime).toBe(world.clock.now());
  });

  it('without an administrator an account changes its own password', async () => {
    const login = await createLoginSecret(world, database, kind, 's', { config: { AdminSecret: undefined } });
    const task = await rotate(world, 's');
    await world.node.jobs.runDue();
    expect(await taskOf(world, task)).toMatchObject({ taskStatus: 'SUCCESS', taskErrorMsg: '' });
    expect(await database.works(await loginAt(world, 's'))).toBe(true);
    expect(await database.works(login)).toBe(false);
  });

  it('two users take turns, and the login before goes on working', async () => {
    const first = await createLoginSecret(world, database, kind, 's', { subType: 'MultiUser' });
    const seen = [first];
    for (let turn = 0; turn < 4; turn += 1) {
      const task = await rotate(world, 's');
      await world.node.jobs.runDue();
      expect(await taskOf(world, task)).toMatchObject({ taskStatus: 'SUCCESS', taskErrorMsg: '' });
      const now = await loginAt(world, 's');
      expect(await database.use(now)).toBe('kept');
      expect(await database.use(seen.at(-1) ?? first)).toBe('kept');
      expect(await loginAt(world, 's', 'SYSPREVIOUS')).toEqual(seen.at(-1));
      seen.push(now);
      world.clock.advance(1);
    }
    const twin = `${first.username}_clone`;
    expect(seen.map(({ username }) => username)).toEqual([
      first.username,
      twin,
      first.username,
      twin,
      first.username,
    ]);
    expect(await database.works(first)).toBe(false);
  });

  it('an account of the twin’s name that no rotation made is left alone', async () => {
    const login = await createLoginSecret(world, database, kind, 's', { subType: 'MultiUser' });
    const foreign = await database.account(`${login.username}_clone`);
    const task = await rotate(world, 's');
    await world.node.jobs.runDue();
    expect(await taskOf(world, task)).toMatchObject({
      taskStatus: 'FAILED',
      taskErrorCode: 'ROTATION.ACCOUNT_EXISTS',
      taskErrorMsg: expect.stringContaining(foreign.username),
    });
    expect(await database.works(foreign)).toBe(true);
    expect(await database.works(await loginAt(world, 's'))).toBe(true);
  });

  it('a failed rotation leaves everything as it was, says why, and is not tried again', async () => {
    const login = await createLoginSecret(world, database, kind, 's', {
      fields: { autoRotation: true, rotationPeriod: '1d' },
    });
    await world.createEvent('e', ['SECRET_ROTATED', 'SECRET_VERSION_CREATED', 'SECRET_ROTATED_FAILED']);
    await world.node.run('csms.updateSecret', world.api, { secretName: 's', eventSubscriptions: ['e'] });
    await world.put('s-admin', JSON.stringify({ engine: kind, ...database.admin, password: 'no longer' }));
    const task = await rotate(world, 's');
    await world.node.jobs.runDue();
    const failed = await taskOf(world, task);
    expect(failed).toMatchObject({
      taskStatus: 'FAILED',
      taskErrorCode: 'ROTATION.LOGIN_REFUSED',
      step: 'done',
    });
    expect(failed.taskErrorMsg).toContain(database.admin.username);
    expect(failed.taskErrorMsg).not.toContain('no longer');
    expect(await loginAt(world, 's')).toEqual(login);
    expect(await database.works(login)).toBe(true);
    const list = await world.node.run('csms.listSecretVersions', world.api, { secretName: 's' });
    expect(list.versionMetadatas.map(({ id, versionStages }) => [id, versionStages])).toEqual([
      [1, ['SYSCURRENT']],
    ]);
    expect((await world.outbox()).map(({ event_type }) => event_type)).toEqual(['SECRET_ROTATED_FAILED']);
    world.clock.advance(DAY_IN_MS / 2);
    await world.node.jobs.runDue();
    const all = await world.node.run('csms.listSecretTask', world.api, { secretName: 's' });
    expect(all.total).toBe(1);
    const traced = (await world.traces()).filter(
      ({ name, user_name }) => name === 'rotateSecret' && user_name === 'secret-rotation',
    );
    expect(traced).toMatchObject([{ rating: 'warning', code: '400' }]);
    expect(JSON.stringify(traced)).toContain(failed.taskErrorMsg.slice(0, 30));
  });

  it('a login that does not work is not rotated: it could not be restored', async () => {
    const login = await createLoginSecret(world, database, kind, 's');
    await world.put('s', JSON.stringify({ engine: kind, ...login, password: 'not this one' }));
    const task = await rotate(world, 's');
    await world.node.jobs.runDue();
    expect(await taskOf(world, task)).toMatchObject({
      taskStatus: 'FAILED',
      taskErrorCode: 'ROTATION.LOGIN_REFUSED',
    });
    expect(await database.works(login)).toBe(true);
  });

  it('a new login that does not pass its test is taken back', async () => {
    const login = await createLoginSecret(world, database, kind, 's');
    let sent = 0;
    world.drivers = watchedDrivers((point) => {
      if (point === 'setPassword sent') sent += 1;
      else if (point === 'connected' && sent === 1) {
        sent += 1;
        throw new DatabaseError('loginRefused', 'The test of the new login failed.');
      }
    });
    await world.restart();
    const task = await rotate(world, 's');
    await world.node.jobs.runDue();
    world.drivers = databaseDrivers;
    await world.restart();
    expect(await taskOf(world, task)).toMatchObject({
      taskStatus: 'FAILED',
      taskErrorMsg: 'The test of the new login failed.',
    });
    expect(await loginAt(world, 's')).toEqual(login);
    expect(await database.works(login)).toBe(true);
  });

  it('the schedule rotates once a period, and traces it under its own name', async () => {
    const login = await createLoginSecret(world, database, kind, 's', {
      fields: { autoRotation: true, rotationPeriod: '30d' },
    });
    world.clock.advance(30 * DAY_IN_MS - 1);
    await world.node.jobs.runDue();
    expect(await loginAt(world, 's')).toEqual(login);
    world.clock.advance(1);
    await world.node.jobs.runDue();
    const second = await loginAt(world, 's');
    expect(second).not.toEqual(login);
    expect(await database.works(second)).toBe(true);
    const { secret } = await world.node.run('csms.showSecret', world.api, { secretName: 's' });
    expect(secret.nextRotationTime).toBe(world.clock.now() + 30 * DAY_IN_MS);
    world.clock.advance(30 * DAY_IN_MS);
    await world.node.jobs.runDue();
    const { tasks } = await world.node.run('csms.listSecretTask', world.api, { secretName: 's' });
    expect(tasks.map(({ operateType, taskStatus }) => [operateType, taskStatus])).toEqual([
      ['SCHEDULED', 'SUCCESS'],
      ['SCHEDULED', 'SUCCESS'],
    ]);
    const traced = (await world.traces()).filter(({ name }) => name === 'rotateSecret');
    expect(traced.map(({ user_name, rating }) => [user_name, rating])).toEqual([
      ['secret-rotation', 'normal'],
      ['secret-rotation', 'normal'],
    ]);
    // TRC-01: reading the administrator's login is a reading too.
    const readings = (await world.traces()).filter(
      (trace) => trace.name === 'showSecretVersion' && trace.user_name === 'secret-rotation',
    );
    expect(new Set(readings.map(({ resource_name }) => resource_name))).toEqual(new Set(['s-admin']));
  });

  it('while a rotation runs no other begins and the secret is not deleted', async () => {
    await createLoginSecret(world, database, kind, 's');
    await rotate(world, 's');
    const again = await refusalOf(rotate(world, 's'));
    expect([again.errorName, again.status]).toEqual(['secretRotationRunning', 400]);
    const deleted = await refusalOf(world.node.run('csms.deleteSecret', world.api, { secretName: 's' }));
    expect(deleted.errorName).toBe('secretRotationRunning');
    await world.node.jobs.runDue();
    await world.node.run('csms.deleteSecret', world.api, { secretName: 's' });
  });

  it('EVT-03 a server in a private network that nobody allowed is not connected to', async () => {
    const login = await createLoginSecret(world, database, kind, 's', { config: { Host: '10.0.0.1' } });
    const task = await rotate(world, 's');
    await world.node.jobs.runDue();
    expect(await taskOf(world, task)).toMatchObject({
      taskStatus: 'FAILED',
      taskErrorCode: 'ROTATION.EGRESS',
      taskErrorMsg: expect.stringContaining('DEWPOINT_EGRESS_ALLOW'),
    });
    expect(await database.works(login)).toBe(true);
  });

  it('the login of an administrator goes to no server that only the rotating secret names', async () => {
    await createLoginSecret(world, database, kind, 's', {
      config: { Host: undefined },
      value: { host: '127.0.0.1', port: database.server.port },
    });
    const task = await rotate(world, 's');
    await world.node.jobs.runDue();
    expect(await taskOf(world, task)).toMatchObject({
      taskStatus: 'FAILED',
      taskErrorCode: 'ROTATION.CONFIG',
    });
  });

  it('SEC-11 no password is in a trace, a task or the log', async () => {
    const login = await createLoginSecret(world, database, kind, 's');
    await rotate(world, 's');
    await world.node.jobs.runDue();
    const after = await loginAt(world, 's');
    const rows = await world.store.read.selectFrom('rotation_tasks').selectAll().execute();
    const everything = JSON.stringify([await world.traces(), rows, world.node.log]);
    for (const { password } of [login, after]) expect(everything).not.toContain(password);
    expect(rows.filter((row) => row.sealed_value !== null && row.status !== 'RUNNING')).toEqual([]);
  });
});

describe('SEC-12 tasks', () => {
  it('are listed page by page, filtered, and found by their ID alone', async () => {
    await using world = await openCsmsWorld('sqlite');
    for (const name of ['a', 'b']) await world.createSecret(name, { rotationConfig: '{}' });
    const ids: string[] = [];
    for (const name of ['a', 'b', 'a']) {
      ids.push(await rotate(world, name));
      await world.node.jobs.runDue();
      world.clock.advance(1);
    }
    ids.reverse();
    const list = (wire: Record<string, unknown>) => world.node.run('csms.listSecretTask', world.api, wire);
    const first = await list({ limit: 2 });
    expect([first.total, first.tasks.map(({ taskId }) => taskId)]).toEqual([3, ids.slice(0, 2)]);
    const second = await list({ limit: 2, marker: first.nextMarker });
    expect([second.tasks.map(({ taskId }) => taskId), second.nextMarker]).toEqual([ids.slice(2), '']);
    expect((await list({ secretName: 'b' })).tasks.map(({ taskId }) => taskId)).toEqual([ids[1]]);
    expect((await list({ status: 'FAILED' })).tasks).toEqual([]);
    const refusal = await refusalOf(list({ taskId: ids[0], secretName: 'a' }));
    expect([refusal.code, refusal.field]).toEqual(['CSMS.0002', 'taskId']);
    await world.enterNewAccount();
    expect((await list({ taskId: ids[0] })).tasks).toEqual([]);
  });
});

describe.each(databaseKinds)('SEC-12 settings of a rotation of %s', (kind) => {
  it.each([
    [{ SecretSubType: 'Both' }, 'SecretSubType'],
    [{ SecretSubType: 'MultiUser', AdminSecret: undefined }, 'AdminSecret'],
    [{ Port: 70_000 }, 'Port'],
    [{ Port: '0' }, 'Port'],
    [{ TlsMode: 'prefer' }, 'TlsMode'],
    [{ Length: 4 }, 'Length'],
    [{ CharacterClasses: [] }, 'CharacterClasses'],
    [{ AdminSecret: 's' }, 'AdminSecret'],
  ])('refuses %j', async (config, name) => {
    await using world = await openCsmsWorld('sqlite');
    await world.createSecret('admin', { secretString: '{}' });
    const refusal = await refusalOf(
      world.createSecret('s', {
        secretType: 'RDS-FG',
        rotationConfig: JSON.stringify({ AdminSecret: 'admin', ...config }),
        secretString: JSON.stringify({ engine: kind, username: 'a', password: 'hidden password' }),
      }),
    );
    expect([refusal.code, refusal.field]).toEqual(['CSMS.0002', 'rotation_config']);
    expect(refusal.message).toContain(name);
  });

  it.each([
    'text',
    '[]',
    JSON.stringify({ engine: 'oracle', username: 'a', password: 'hidden password' }),
    JSON.stringify({ engine: kind, password: 'hidden password' }),
    JSON.stringify({ engine: kind, username: 'a', password: '' }),
    JSON.stringify({ engine: kind, username: 'a', password: 'hidden password', port: 'x' }),
  ])('refuses the value %s', async (secretString) => {
    await using world = await openCsmsWorld('sqlite');
    const refusal = await refusalOf(world.createSecret('s', { secretType: 'RDS-FG', secretString }));
    expect([refusal.code, refusal.field]).toEqual(['CSMS.0002', 'secret_string']);
    expect(refusal.message).not.toContain('hidden password');
  });

  it('IAM-09 a named secret that the caller may not read answers as one that is missing', async () => {
    await using world = await openCsmsWorld('sqlite');
    await world.createSecret('admin', { secretString: '{}' });
    await world.createSecret('s', { secretType: 'RDS-FG' });
    world.denied = (_, { action, resource }) =>
      (resource?.name === 'admin' || resource?.name === 'missing') && action.startsWith('csms:secret:');
    const rotationConfig = JSON.stringify({ AdminSecret: 'admin' });
    const missing = JSON.stringify({ AdminSecret: 'missing' });
    const answers = [];
    for (const config of [rotationConfig, missing]) {
      const create = await refusalOf(
        world.createSecret('t', { secretType: 'RDS-FG', rotationConfig: config }),
      );
      const update = await refusalOf(
        world.node.run('csms.updateSecret', world.api, { secretName: 's', rotationConfig: config }),
      );
      answers.push([create.errorName, create.message, update.errorName, update.message]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect([answers[0]?.[0], answers[0]?.[2]]).toEqual(['permissionDenied', 'secretNotFound']);
  });
});
