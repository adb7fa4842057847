import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NewerSchemaError } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open-store.ts';
import { StoreInUseError } from '../../src/store/sqlite-lock.ts';
import { dialects, makeBareLocation, type TestLocation } from '../../src/testing/index.ts';

describe.each(dialects)('OPS-01 schema on %s', (dialect) => {
  let place: TestLocation;
  beforeEach(async () => {
    place = await makeBareLocation(dialect);
  });
  afterEach(() => place.remove());

  it('is made by the first start and left alone by the next', async () => {
    for (let start = 0; start < 2; start++) {
      const store = await openStore(place.location);
      const taken = await store.read
        .withTables<{ schema_migrations: { version: number; name: string } }>()
        .selectFrom('schema_migrations')
        .select(['version', 'name'])
        .orderBy('version')
        .execute();
      expect(taken).toEqual(migrations.map((step, i) => ({ version: i + 1, name: step.name })));
      await store.close();
    }
  });

  it('of a newer release stops the start and names both versions', async () => {
    const store = await openStore(place.location);
    await store.transaction((t) =>
      t
        .withTables<{ schema_migrations: { version: number; name: string; applied_at: number } }>()
        .insertInto('schema_migrations')
        .values({ version: migrations.length + 1, name: 'future', applied_at: 0 })
        .execute(),
    );
    await store.close();
    const error: unknown = await openStore(place.location).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(NewerSchemaError);
    expect(String(error)).toContain(`version ${migrations.length + 1}`);
    expect(String(error)).toContain(`up to ${migrations.length}`);
  });
});

describe('OPS-01 many nodes on postgres', () => {
  it('migrate once when they start together', async () => {
    const place = await makeBareLocation('postgres');
    const stores = await Promise.all([1, 2, 3].map(() => openStore(place.location)));
    for (const store of stores) {
      expect(await store.read.selectFrom('instance_settings').selectAll().execute()).toEqual([]);
    }
    await Promise.all(stores.map((store) => store.close()));
    await place.remove();
  });
});

describe('OPS-01 one process per SQLite file', () => {
  let place: TestLocation;
  beforeEach(async () => {
    place = await makeBareLocation('sqlite');
  });
  afterEach(() => place.remove());

  it('refuses a second store on the same file, naming the holder, and opens it after the first has closed', async () => {
    const store = await openStore(place.location);
    const error: unknown = await openStore(place.location).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StoreInUseError);
    expect(String(error)).toContain(`process ${process.pid}`);
    await store.close();
    await (await openStore(place.location)).close();
  });

  it('opens the file after its holder was killed', async () => {
    const holder = fork(new URL('./hold-store.ts', import.meta.url), {
      env: { ...process.env, DEWPOINT_TEST_LOCATION: JSON.stringify(place.location) },
    });
    await once(holder, 'message');
    await expect(openStore(place.location)).rejects.toThrow(`process ${holder.pid}`);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const store = await openStore(place.location);
    await store.ping();
    await store.close();
  });
});
