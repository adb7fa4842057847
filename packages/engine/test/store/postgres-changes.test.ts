import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import type { Change, Store } from '../../src/store/store.ts';
import { makeTestLocation, type TestLocation } from '../../src/testing/index.ts';

describe('OPS-03 changes between nodes on postgres', () => {
  let place: TestLocation;
  let here: Store;
  let there: Store;
  let heard: Change[];
  beforeEach(async () => {
    place = await makeTestLocation('postgres');
    [here, there] = await Promise.all([openStore(place.location), openStore(place.location)]);
    heard = [];
    there.onChange((change) => heard.push(change));
  });
  afterEach(async () => {
    await Promise.all([here.close(), there.close()]);
    await place.remove();
  });

  it('are heard on the other node, and once on the own node', async () => {
    const own: Change[] = [];
    here.onChange((change) => own.push(change));
    const changes: Change[] = [
      { kind: 'key', id: 'k' },
      { kind: 'identity', accountId: 'a' },
      { kind: 'session', idHash: 's' },
      { kind: 'token', tokenHash: 't' },
      { kind: 'everything' },
    ];
    await here.transaction(async (_t, announce) => {
      for (const change of changes) announce(change);
    });
    await vi.waitFor(() => expect(heard).toEqual(changes));
    expect(own).toEqual(changes);
  });

  it('that cannot be read mean everything', async () => {
    await sendRaw('not json');
    await sendRaw(JSON.stringify({ node: 'x', change: { kind: 'key' } }));
    await vi.waitFor(() => expect(heard).toEqual([{ kind: 'everything' }, { kind: 'everything' }]));
  });

  it('that were missed while the connection was lost are made up for by everything', async () => {
    await onServer(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'dewpoint-listener'",
    );
    await vi.waitFor(() => expect(heard).toContainEqual({ kind: 'everything' }), { timeout: 10_000 });
    heard.length = 0;
    await here.transaction(async (_t, announce) => announce({ kind: 'key', id: 'after' }));
    await vi.waitFor(() => expect(heard).toEqual([{ kind: 'key', id: 'after' }]));
    await there.ping();
  });

  async function sendRaw(payload: string): Promise<void> {
    await onServer(`select pg_notify('dewpoint_changes', '${payload}')`);
  }

  async function onServer(statement: string): Promise<void> {
    if (place.location.kind !== 'postgres') throw new Error('want postgres');
    const client = new pg.Client({ connectionString: place.location.url });
    await client.connect();
    await client.query(statement);
    await client.end();
  }
});

describe('OPS-03 transactions on postgres', () => {
  it('run again after a deadlock, and announce only what was committed', async () => {
    const place = await makeTestLocation('postgres');
    const store = await openStore(place.location);
    const heard: Change[] = [];
    store.onChange((change) => heard.push(change));
    await store.transaction((t) =>
      t
        .insertInto('instance_settings')
        .values([
          { name: 'a', value: '' },
          { name: 'b', value: '' },
        ])
        .execute(),
    );
    const bothHoldOne = Promise.withResolvers<void>();
    let holding = 0;
    let attempts = 0;
    const lockBoth = (first: string, second: string) =>
      store.transaction(async (t, announce) => {
        attempts++;
        announce({ kind: 'key', id: first });
        const lock = (name: string) =>
          t.updateTable('instance_settings').set({ value: first }).where('name', '=', name).execute();
        await lock(first);
        if (++holding === 2) bothHoldOne.resolve();
        await bothHoldOne.promise;
        await lock(second);
      });
    await Promise.all([lockBoth('a', 'b'), lockBoth('b', 'a')]);
    expect(attempts).toBe(3);
    expect(heard).toHaveLength(2);
    await store.close();
    await place.remove();
  });
});
