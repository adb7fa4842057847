import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '../clock.ts';
import type { DialectName } from '../store/column-types.ts';
import { openStore, type StoreLocation } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { migratedPostgresDatabase, newPostgresDatabase, type TestDatabase } from './postgres-databases.ts';

/** For `describe.each(dialects)`: every suite that touches the store runs on both. */
export const dialects: readonly DialectName[] = ['sqlite', 'postgres'];

/** A place for one store that holds nothing yet; given back with `remove`. */
export interface TestLocation {
  readonly location: StoreLocation;
  remove(): Promise<void>;
}

export interface TestStore extends TestLocation {
  readonly store: Store;
  /** Closes the store and opens what it left behind. */
  reopen(): Promise<Store>;
  /** Closes whatever is open and removes the database. */
  remove(): Promise<void>;
}

/** For tests of what makes the tables: a new folder for SQLite, a new database on PostgreSQL. */
export async function makeBareLocation(dialect: DialectName): Promise<TestLocation> {
  return dialect === 'sqlite' ? newFolder() : onPostgres(await newPostgresDatabase());
}

/** A new folder for SQLite; on PostgreSQL a database whose tables are there and hold nothing of anybody's. */
export async function makeTestLocation(dialect: DialectName): Promise<TestLocation> {
  return dialect === 'sqlite' ? newFolder() : onPostgres(await migratedPostgresDatabase());
}

function newFolder(): TestLocation {
  const folder = mkdtempSync(join(tmpdir(), 'dewpoint-store-'));
  return {
    location: { kind: 'sqlite', file: join(folder, 'dewpoint.db') },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function onPostgres({ url, remove }: TestDatabase): TestLocation {
  return { location: { kind: 'postgres', url }, remove };
}

/** A fresh, migrated store. Call `remove` when done. */
export async function openTestStore(
  dialect: DialectName,
  options: { readonly clock?: Clock } = {},
): Promise<TestStore> {
  const place = await makeTestLocation(dialect);
  const open = () => openStore(place.location, { clock: options.clock ?? systemClock });
  let store = await open();
  return {
    location: place.location,
    get store() {
      return store;
    },
    async reopen() {
      await store.close();
      store = await open();
      return store;
    },
    async remove() {
      await store.close();
      await place.remove();
    },
  };
}
