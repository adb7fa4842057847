import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Clock, systemClock } from '../clock.ts';
import type { DialectName } from '../store/column-types.ts';
import { openStore, type StoreLocation } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { testPostgresUrl } from './test-postgres.ts';

/** For `describe.each(dialects)`: every suite that touches the store runs on both. */
export const dialects: readonly DialectName[] = ['sqlite', 'postgres'];

/** An empty place for one store, gone after `remove`. */
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

/** A new folder for SQLite, a new database on PostgreSQL. */
export async function makeTestLocation(dialect: DialectName): Promise<TestLocation> {
  if (dialect === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'dewpoint-store-'));
    return {
      location: { kind: 'sqlite', file: join(folder, 'dewpoint.db') },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const server = await testPostgresUrl();
  const name = `dewpoint_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    location: { kind: 'postgres', url: url.href },
    remove: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
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

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
