import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isUniqueViolation } from '../../src/store/errors.ts';
import type { Change, Store, TraceRow } from '../../src/store/store.ts';
import { readTracesFrom } from '../../src/store/trace-columns.ts';
import { dialects, openTestStore, seedAccount, type TestStore } from '../../src/testing/index.ts';
import { trace } from './stored-trace.ts';

async function writtenTraces(store: Store): Promise<string[]> {
  const rows = await store.read.selectFrom('traces').select('id').orderBy('seq').execute();
  return rows.map((row) => row.id);
}

/** Both databases refuse half a millisecond. */
const unwritable: TraceRow = { ...trace('y'), time: 0.5 };

describe.each(dialects)('OPS-01 store on %s', (dialect) => {
  let test: TestStore;
  beforeEach(async () => {
    test = await openTestStore(dialect);
  });
  afterEach(() => test.remove());

  it('keeps text, numbers beyond 32 bits and bytes as they were given', async () => {
    const seeded = await seedAccount(test.store);
    const wrapped = Uint8Array.from([0, 1, 127, 128, 255]);
    await test.store.transaction((t) =>
      t
        .insertInto('account_keys')
        .values({ account_id: seeded.accountId, version: 1, wrapped, created_at: 1_800_000_000_123 })
        .execute(),
    );
    const store = await test.reopen();
    const row = await store.read.selectFrom('account_keys').selectAll().executeTakeFirstOrThrow();
    expect(row.created_at).toBe(1_800_000_000_123);
    expect(new Uint8Array(row.wrapped)).toEqual(wrapped);
  });

  it('undoes a transaction that throws and publishes nothing of it', async () => {
    const heard: Change[] = [];
    test.store.onChange((change) => heard.push(change));
    await expect(
      test.store.transaction(async (t, announce) => {
        await t.insertInto('instance_settings').values({ name: 'x', value: '1' }).execute();
        announce({ kind: 'key', id: 'k' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await test.store.read.selectFrom('instance_settings').selectAll().execute()).toEqual([]);
    expect(heard).toEqual([]);
  });

  it('publishes changes after the commit, to every listener but those that left', async () => {
    const seen: unknown[] = [];
    const left = vi.fn();
    test.store.onChange(left)();
    test.store.onChange(async (change) => {
      seen.push(change);
      seen.push(await test.store.read.selectFrom('instance_settings').select('value').execute());
    });
    await test.store.transaction(async (t, announce) => {
      announce({ kind: 'key', id: 'k' });
      await t.insertInto('instance_settings').values({ name: 'x', value: '1' }).execute();
      expect(seen).toEqual([]);
    });
    await vi.waitFor(() => expect(seen).toEqual([{ kind: 'key', id: 'k' }, [{ value: '1' }]]));
    expect(left).not.toHaveBeenCalled();
  });

  it('lets concurrent read-modify-write transactions lose nothing', async () => {
    await test.store.transaction((t) =>
      t.insertInto('instance_settings').values({ name: 'count', value: '0' }).execute(),
    );
    const increment = () =>
      test.store.transaction(async (t) => {
        const { value } = await t
          .selectFrom('instance_settings')
          .select('value')
          .where('name', '=', 'count')
          .forUpdate()
          .executeTakeFirstOrThrow();
        await t
          .updateTable('instance_settings')
          .set({ value: String(Number(value) + 1) })
          .where('name', '=', 'count')
          .execute();
      });
    await Promise.all(Array.from({ length: 20 }, increment));
    const row = await test.store.read.selectFrom('instance_settings').selectAll().executeTakeFirst();
    expect(row).toMatchObject({ value: '20' });
  });

  it('does not let reads wait for a running transaction', async () => {
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const running = test.store.transaction(async (t) => {
      await t.insertInto('instance_settings').values({ name: 'x', value: '1' }).execute();
      started.resolve();
      await release.promise;
    });
    await started.promise;
    expect(await test.store.read.selectFrom('instance_settings').selectAll().execute()).toEqual([]);
    release.resolve();
    await running;
    expect(await test.store.read.selectFrom('instance_settings').selectAll().execute()).toHaveLength(1);
  });

  it('refuses a transaction inside a transaction instead of waiting for itself', async () => {
    await expect(test.store.transaction(() => test.store.transaction(async () => undefined))).rejects.toThrow(
      'inside another',
    );
  });

  it('tells a unique violation from other errors', async () => {
    const insert = () =>
      test.store.transaction((t) =>
        t.insertInto('instance_settings').values({ name: 'x', value: '1' }).execute(),
      );
    await insert();
    const error: unknown = await insert().catch((e: unknown) => e);
    expect(isUniqueViolation(error)).toBe(true);
    const other: unknown = await test.store
      .transaction((t) =>
        t
          .insertInto('projects')
          .values({ id: 'p', account_id: 'missing', name: 'n', created_at: 0 })
          .execute(),
      )
      .catch((e: unknown) => e);
    expect(other).toBeInstanceOf(Error);
    expect(isUniqueViolation(other)).toBe(false);
  });

  it('KEY-02 refuses the same alias twice in a project and takes it in another', async () => {
    const one = await seedAccount(test.store);
    const other = await seedAccount(test.store);
    await insertKey(test.store, { ...one, id: 'k1', alias: 'a' });
    await insertKey(test.store, { ...other, id: 'k2', alias: 'a' });
    const error: unknown = await insertKey(test.store, { ...one, id: 'k3', alias: 'a' }).catch(
      (e: unknown) => e,
    );
    expect(isUniqueViolation(error)).toBe(true);
  });

  it('KEY-09 removes the materials with their key', async () => {
    const seeded = await seedAccount(test.store);
    await insertKey(test.store, { ...seeded, id: 'k', alias: 'a' });
    await test.store.transaction((t) =>
      t
        .insertInto('key_versions')
        .values({
          key_id: 'k',
          version: 1,
          wrapped_material: new Uint8Array(4),
          account_key_version: 1,
          material_check: null,
          created_at: 0,
        })
        .execute(),
    );
    await test.store.transaction((t) => t.deleteFrom('keys').where('id', '=', 'k').execute());
    expect(await test.store.read.selectFrom('key_versions').selectAll().execute()).toEqual([]);
  });

  it('TRC-02 appends traces in order and keeps them over a restart', async () => {
    await test.store.appendTraces([trace('b'), trace('a')]);
    await test.store.appendTraces([trace('c')]);
    await test.store.appendTraces([]);
    const store = await test.reopen();
    expect(await writtenTraces(store)).toEqual(['b', 'a', 'c']);
    const row = await store.read.selectFrom('traces').selectAll().where('id', '=', 'a').executeTakeFirst();
    expect(row).toMatchObject(trace('a'));
  });

  it('TRC-02 writes a batch of traces wholly or not at all', async () => {
    await test.store.appendTraces([trace('a')]);
    await expect(test.store.appendTraces([trace('b'), unwritable])).rejects.toThrow();
    expect(await writtenTraces(test.store)).toEqual(['a']);
    await test.store.appendTraces([trace('c')]);
    expect(await writtenTraces(test.store)).toEqual(['a', 'c']);
  });

  it('TRC-02 reads traces in the order of their numbers, from batches and transactions alike, and says where a batch begins', async () => {
    const within = (id: string) =>
      test.store.transaction((t) => t.insertInto('traces').values(trace(id)).execute());
    const idsFrom = async (store: Store, seq: number, limit: number) =>
      (await readTracesFrom(store.read, seq, limit)).map(({ id }) => id);
    const firsts = [await test.store.appendTraces([trace('a'), trace('b')])];
    const [first] = await readTracesFrom(test.store.read, 0, 1);
    const from = first?.seq ?? 0;
    await within('c');
    firsts.push(await test.store.appendTraces([trace('d')]));
    await expect(test.store.appendTraces([trace('x'), unwritable])).rejects.toThrow();
    await within('e');
    const whole = await readTracesFrom(test.store.read, from, 10);
    expect(whole.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(whole[1]).toEqual({ seq: whole[1]?.seq, ...trace('b') });
    expect(whole[2]).toEqual({ seq: whole[2]?.seq, ...trace('c') });
    expect(firsts).toEqual(test.store.dialect === 'sqlite' ? [whole[0]?.seq, whole[3]?.seq] : [null, null]);
    expect(await idsFrom(test.store, from, 2)).toEqual(['a', 'b']);
    expect(await idsFrom(test.store, whole[1]?.seq ?? 0, 3)).toEqual(['b', 'c', 'd']);
    expect(await idsFrom(test.store, whole[3]?.seq ?? 0, 10)).toEqual(['d', 'e']);
    expect(await idsFrom(test.store, (whole[4]?.seq ?? 0) + 1, 10)).toEqual([]);
    expect(await idsFrom(await test.reopen(), from, 10)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('finishes what runs before it closes, and refuses what comes after', async () => {
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const running = test.store.transaction(async (t) => {
      started.resolve();
      await release.promise;
      await t.insertInto('instance_settings').values({ name: 'x', value: '1' }).execute();
    });
    await started.promise;
    const closing = test.store.close();
    release.resolve();
    await running;
    await closing;
    await expect(test.store.appendTraces([trace('a')])).rejects.toThrow('closed');
    await expect(test.store.transaction(async () => undefined)).rejects.toThrow('closed');
    await expect(test.store.ping()).rejects.toThrow('closed');
    const store = await test.reopen();
    expect(await store.read.selectFrom('instance_settings').selectAll().execute()).toHaveLength(1);
  });

  it('answers a ping', async () => {
    await expect(test.store.ping()).resolves.toBeUndefined();
  });
});

function insertKey(
  store: Store,
  key: { id: string; accountId: string; projectId: string; alias: string },
): Promise<unknown> {
  return store.transaction((t) =>
    t
      .insertInto('keys')
      .values({
        id: key.id,
        account_id: key.accountId,
        project_id: key.projectId,
        enterprise_project_id: '0',
        alias: key.alias,
        description: '',
        state: 'enabled',
        spec: 'AES_256',
        usage: 'ENCRYPT_DECRYPT',
        origin: 'kms',
        keystore_id: '0',
        default_service: null,
        created_at: 0,
        deletion_at: null,
        material_expires_at: null,
        current_version: 1,
        rotation_enabled: 0,
        rotation_interval_days: 365,
        rotation_anchor_at: null,
        rotated_at: null,
        rotation_count: 0,
      })
      .execute(),
  );
}
