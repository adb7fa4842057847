import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUsageJob } from '../../src/audit/usage/usage-job.ts';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { openTraceWorld, type TraceWorld } from './trace-world.ts';

const HOUR_IN_MS = 3_600_000;

describe.each(dialects)('OPS-04 usage on %s', { timeout: 60_000 }, (dialect) => {
  let world: TraceWorld;
  beforeAll(async () => {
    world = await openTraceWorld(dialect);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const meter = () => {
    const { job } = createUsageJob({ store: world.node.store, clock: world.clock });
    const due = { dueAt: world.clock.now(), attempts: 0, payload: null };
    return job.run({ id: 'j', kind: job.kind, subject: 'instance', accountId: null, ...due });
  };
  const day = () => new Date(world.clock.now()).toISOString().slice(0, 10);

  async function addKey(alias: string, service: string | null): Promise<void> {
    await world.node.store.transaction(async (transaction) => {
      await transaction
        .insertInto('keys')
        .values({
          id: crypto.randomUUID(),
          account_id: world.account.accountId,
          project_id: world.account.projectId,
          enterprise_project_id: '0',
          alias,
          description: '',
          state: 'enabled',
          spec: 'AES_256',
          usage: 'ENCRYPT_DECRYPT',
          origin: 'kms',
          keystore_id: '0',
          default_service: service,
          created_at: world.clock.now(),
          deletion_at: null,
          material_expires_at: null,
          current_version: 1,
          rotation_enabled: 0,
          rotation_interval_days: 365,
          rotation_anchor_at: null,
          rotated_at: null,
          rotation_count: 0,
        })
        .execute();
    });
  }

  it('counts API requests, and the most custom keys of a day', async () => {
    await world.write({}, {});
    await world.writeAs({ ...world.api, channel: 'console' }, {});
    await world.sequence();
    await addKey('a', null);
    await addKey('b', null);
    await addKey('kms/default', 'csms');
    const now = await world.node.run('cts.listUsage', world.api);
    expect(now.days).toEqual([{ day: day(), apiRequests: 2, keys: 2, secrets: 0 }]);
    await meter();
    await world.node.store.transaction(async (transaction) => {
      await transaction.deleteFrom('keys').where('alias', '=', 'b').execute();
    });
    await meter();
    const { days } = await world.node.run('cts.listUsage', world.api);
    expect(days).toEqual([{ day: day(), apiRequests: 2, keys: 2, secrets: 0 }]);
    const file = await world.node.run('cts.exportUsage', world.api);
    expect(file.content).toContain(`"day_utc","api_requests","keys","secrets"\r\n"${day()}",`);
    expect(file.fileName).toMatch(/^usage-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  });

  it('counts operations by hour, the oldest first', async () => {
    await world.enterNewAccount();
    await world.write({}, {}, {});
    world.clock.advance(2 * HOUR_IN_MS);
    await world.write({});
    await world.sequence();
    const { hours } = await world.node.run('cts.operationsPerHour', world.api, { hours: 24 });
    expect(hours).toHaveLength(24);
    expect(hours.slice(-3).map(({ operations }) => operations)).toEqual([3, 0, 1]);
    expect(hours.at(-1)?.start).toBe(Math.floor(world.clock.now() / HOUR_IN_MS) * HOUR_IN_MS);
  });

  it('is that of the own account only, and of the days that are asked for', async () => {
    const other = contextOf(await seedAccount(world.node.store));
    expect((await world.node.run('cts.listUsage', other)).days).toEqual([]);
    const past = { from: '2000-01-01', to: '2000-01-31' };
    expect(await world.node.run('cts.listUsage', world.api, past)).toEqual({ ...past, days: [] });
  });

  it('refuses what is no day', async () => {
    await expect(world.node.run('cts.listUsage', world.api, { from: 'yesterday' })).rejects.toMatchObject({
      errorName: 'traceFilterInvalid',
    });
  });
});
