import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseDrivers } from '../../../src/csms/rotation/create-rotation.ts';
import { DatabaseError } from '../../../src/csms/rotation/databases/database-driver.ts';
import { type CsmsWorld, openCsmsWorld } from '../csms-world.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from './database-world.ts';
import {
  createLoginSecret,
  loginAt,
  rotate,
  type SubType,
  taskOf,
  watchedDrivers,
} from './rotation-world.ts';

/** Within this time a crashed rotation is finished or undone [decisions]. */
const SETTLED_WITHIN_MS = 60_000;

/** Everything between the product and the server, in order; at each point the process may end. */
const pointsOf: Readonly<Record<SubType, readonly string[]>> = {
  SingleUser: [
    'create: connect',
    'create: connected',
    'set: connect',
    'set: connected',
    'set: setPassword',
    'set: setPassword sent',
    'test: connect',
    'test: connected',
  ],
  MultiUser: [
    'create: connect',
    'create: connected',
    'create: exists',
    'create: exists sent',
    'set: connect',
    'set: connected',
    'set: exists',
    'set: exists sent',
    'set: createTwin',
    'set: createTwin sent',
    'test: connect',
    'test: connected',
  ],
};

const cases = databaseKinds.flatMap((kind) =>
  (['SingleUser', 'MultiUser'] as const).map((subType) => [kind, subType] as const),
);

describe.each(cases)('SEC-12 a rotation of %s, %s', (kind, subType) => {
  let world: CsmsWorld;
  let database: TestDatabase;
  beforeAll(async () => {
    world = await openCsmsWorld('sqlite');
    database = await openTestDatabase(kind);
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await world[Symbol.asyncDispose]();
  });
  beforeEach(() => world.enterNewAccount());

  /** Points as they are passed, each with the step that the store says. */
  async function opened(at: (point: string) => Promise<void> | void): Promise<void> {
    world.drivers = watchedDrivers(async (point) => {
      const row = await world.store.read
        .selectFrom('rotation_tasks')
        .select('step')
        .where('status', '=', 'RUNNING')
        .executeTakeFirst();
      await at(`${row?.step}: ${point}`);
    });
    await world.restart();
  }

  async function reopened(): Promise<void> {
    world.drivers = databaseDrivers;
    await world.restart();
  }

  it('passes the points of this list', async () => {
    await createLoginSecret(world, database, kind, 's', { subType });
    const passed: string[] = [];
    await opened((point) => void passed.push(point));
    await rotate(world, 's');
    await world.node.jobs.runDue();
    await reopened();
    expect(passed).toEqual(pointsOf[subType]);
  });

  it.each(pointsOf[subType])('goes on after the process ended at %s', async (killedAt) => {
    const login = await createLoginSecret(world, database, kind, 's', { subType });
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    const { promise: killed, reject: release } = Promise.withResolvers<never>();
    await opened((point) => {
      if (point !== killedAt) return;
      reach();
      return killed;
    });
    const task = await rotate(world, 's');
    const lost = world.node.jobs.runDue();
    await reached;
    await reopened();
    const crashedAt = world.clock.now();
    while ((await taskOf(world, task)).taskStatus === 'RUNNING') {
      world.clock.advance(1_000);
      await world.node.jobs.runDue();
      expect(world.clock.now() - crashedAt).toBeLessThan(SETTLED_WITHIN_MS);
    }
    expect(await taskOf(world, task)).toMatchObject({
      taskStatus: 'SUCCESS',
      taskErrorMsg: '',
      attemptNums: 2,
    });
    const now = await loginAt(world, 's');
    expect(await database.use(now)).toBe('kept');
    expect(now).not.toEqual(login);
    if (subType === 'MultiUser') expect(await database.use(login)).toBe('kept');
    release(new Error('the process ended'));
    await expect(lost).rejects.toThrow('store: is closed');
  });

  it.each(pointsOf[subType])('is undone, or finished, when the connection breaks at %s', async (brokenAt) => {
    const login = await createLoginSecret(world, database, kind, 's', { subType });
    let broken = false;
    await opened((point) => {
      if (broken || point !== brokenAt) return;
      broken = true;
      throw new DatabaseError('lost', 'The connection broke.');
    });
    const task = await rotate(world, 's');
    await world.node.jobs.runDue();
    const ended = await taskOf(world, task);
    await reopened();
    expect(ended).toMatchObject({ taskStatus: 'FAILED', taskErrorMsg: 'The connection broke.' });
    expect(await loginAt(world, 's')).toEqual(login);
    expect(await database.use(login)).toBe('kept');
    const { versionMetadatas } = await world.node.run('csms.listSecretVersions', world.api, {
      secretName: 's',
    });
    expect(versionMetadatas.map(({ id }) => id)).toEqual([1]);
    // Nothing is left behind: the next rotation succeeds.
    const next = await rotate(world, 's');
    await world.node.jobs.runDue();
    expect(await taskOf(world, next)).toMatchObject({
      taskStatus: 'SUCCESS',
      taskErrorMsg: '',
      versionId: 3,
    });
    expect(await database.use(await loginAt(world, 's'))).toBe('kept');
  });

  it('takes back what it did after another node had undone the rotation', async () => {
    const login = await createLoginSecret(world, database, kind, 's', { subType });
    const change = subType === 'SingleUser' ? 'set: setPassword' : 'set: createTwin';
    await opened(async (point) => {
      if (point !== change) return;
      await world.store.transaction((transaction) =>
        transaction
          .updateTable('rotation_tasks')
          .set({ status: 'FAILED', step: 'done', error_code: 'X', error_message: 'Undone elsewhere.' })
          .where('status', '=', 'RUNNING')
          .execute(),
      );
    });
    const task = await rotate(world, 's');
    await world.node.jobs.runDue();
    await reopened();
    expect(await taskOf(world, task)).toMatchObject({
      taskStatus: 'FAILED',
      taskErrorMsg: 'Undone elsewhere.',
    });
    expect(await loginAt(world, 's')).toEqual(login);
    expect(await database.use(login)).toBe('kept');
    const next = await rotate(world, 's');
    await world.node.jobs.runDue();
    expect(await taskOf(world, next)).toMatchObject({ taskStatus: 'SUCCESS', taskErrorMsg: '' });
  });

  it('waits for a server that is gone in the middle, and undoes the rotation when it is back', async () => {
    const login = await createLoginSecret(world, database, kind, 's', { subType });
    const change = subType === 'SingleUser' ? 'set: setPassword sent' : 'set: createTwin sent';
    let gone = false;
    await opened((point) => {
      if (point === change) gone = true;
      if (gone) throw new DatabaseError('unreachable', 'The server is gone.');
    });
    const task = await rotate(world, 's');
    await world.node.jobs.runDue();
    expect(await taskOf(world, task)).toMatchObject({
      taskStatus: 'RUNNING',
      step: 'undo',
      taskErrorMsg: 'The server is gone.',
    });
    world.clock.advance(30_000);
    await world.node.jobs.runDue();
    expect(await taskOf(world, task)).toMatchObject({ taskStatus: 'RUNNING', step: 'undo' });
    gone = false;
    world.clock.advance(30_000);
    await world.node.jobs.runDue();
    await reopened();
    expect(await taskOf(world, task)).toMatchObject({
      taskStatus: 'FAILED',
      taskErrorMsg: 'The server is gone.',
    });
    expect(await loginAt(world, 's')).toEqual(login);
    expect(await database.use(login)).toBe('kept');
  });
});
