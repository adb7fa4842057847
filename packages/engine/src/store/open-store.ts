import { type Clock, systemClock } from '../clock.ts';
import type { EngineLog } from '../engine.ts';
import { PostgresStore } from './postgres-store.ts';
import { SqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

export type StoreLocation =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

const silentLog: EngineLog = { info() {}, warn() {}, error() {} };

/**
 * Opens the store, making and migrating it as needed. Throws `NewerSchemaError` when a newer release wrote it and `StoreInUseError` when
 * another process works on the same SQLite file.
 */
export function openStore(
  location: StoreLocation,
  options: { readonly clock?: Clock; readonly log?: EngineLog } = {},
): Promise<Store> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? silentLog;
  return location.kind === 'sqlite'
    ? SqliteStore.open(location.file, clock, log)
    : PostgresStore.open(location.url, clock, log);
}
