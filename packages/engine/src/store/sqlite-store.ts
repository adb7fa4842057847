import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { EngineLog } from '../engine.ts';
import { ChangeFeed } from './change-feed.ts';
import { StoreClosedError } from './errors.ts';
import { migrate } from './migrate.ts';
import { Mutex } from './mutex.ts';
import { NodeSqliteDialect } from './sqlite-dialect.ts';
import { SqliteProcessLock } from './sqlite-lock.ts';
import type { Change, Store, TraceRow, Transaction } from './store.ts';
import type { Tables } from './tables.ts';
import { traceColumns } from './trace-columns.ts';
import { type DataSync, WalSync } from './wal-sync.ts';

/** Only a backup or an operator's shell can hold a lock besides us, and neither for long. */
const BUSY_TIMEOUT_IN_MS = 5_000;
/** 16 MB. A checkpoint writes each page once however often it was changed, so a longer log costs less; SQLite's own 1,000 pages are full
 * after a few thousand traces. */
const PAGES_BETWEEN_CHECKPOINTS = 4_000;

/**
 * The embedded store: one process, one writing connection behind a mutex, one reading connection on WAL snapshots.
 * Every commit is on the disk before it is answered: SQLite syncs its log at checkpoints only (`synchronous=NORMAL`, said, not assumed:
 * builds differ), and `WalSync` after each commit, beside the event loop where the disk is slow.
 */
export class SqliteStore implements Store {
  readonly dialect = 'sqlite';
  readonly read: Kysely<Tables>;
  readonly #lock: SqliteProcessLock;
  readonly #database: DatabaseSync;
  readonly #writer: Kysely<Tables>;
  readonly #mutex = new Mutex();
  readonly #insideTransaction = new AsyncLocalStorage<true>();
  readonly #changes: ChangeFeed;
  readonly #insertTrace: StatementSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #wal: WalSync;
  #closed = false;

  private constructor(parts: {
    lock: SqliteProcessLock;
    database: DatabaseSync;
    writer: Kysely<Tables>;
    reader: DatabaseSync;
    wal: WalSync;
    log: EngineLog;
  }) {
    this.#lock = parts.lock;
    this.#database = parts.database;
    this.#writer = parts.writer;
    this.read = new Kysely<Tables>({ dialect: new NodeSqliteDialect(parts.reader) });
    this.#wal = parts.wal;
    this.#changes = new ChangeFeed(parts.log);
    this.#begin = parts.database.prepare('begin immediate');
    this.#commit = parts.database.prepare('commit');
    this.#insertTrace = parts.database.prepare(
      `insert into traces (${traceColumns.join(', ')}) values (${traceColumns.map(() => '?').join(', ')})`,
    );
  }

  /** Opens the file, making it when absent, and migrates it. Throws `StoreInUseError` and `NewerSchemaError`. */
  static async open(file: string, clock: Clock, log: EngineLog, dataSync?: DataSync): Promise<SqliteStore> {
    const lock = SqliteProcessLock.acquire(file);
    let database: DatabaseSync | undefined;
    let reader: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_IN_MS });
      database.exec('pragma journal_mode = wal');
      database.exec('pragma synchronous = normal');
      database.exec(`pragma wal_autocheckpoint = ${PAGES_BETWEEN_CHECKPOINTS}`);
      database.exec('pragma foreign_keys = on');
      // KEY-09: what is deleted is overwritten in the file, not only unlinked.
      database.exec('pragma secure_delete = on');
      const writer = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
      await migrate(writer, 'sqlite', clock);
      reader = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_IN_MS });
      const wal = new WalSync(file, dataSync);
      return new SqliteStore({ lock, database, writer, reader, wal, log });
    } catch (error) {
      reader?.close();
      database?.close();
      lock.release();
      throw error;
    }
  }

  async transaction<T>(
    work: (transaction: Transaction, announce: (change: Change) => void) => Promise<T>,
  ): Promise<T> {
    if (this.#insideTransaction.getStore()) {
      throw new TypeError(
        'store: a transaction was begun inside another; pass the outer transaction on instead',
      );
    }
    const { result, durable } = await this.#mutex.runExclusive(async () => {
      this.#assertOpen();
      const announced: Change[] = [];
      const result = await this.#writer
        .transaction()
        .execute((transaction) =>
          this.#insideTransaction.run(true, () => work(transaction, (change) => announced.push(change))),
        );
      this.#changes.publish(announced);
      return { result, durable: this.#wal.durable() };
    });
    await durable;
    return result;
  }

  async appendTraces(rows: readonly TraceRow[]): Promise<number | null> {
    if (rows.length === 0) return null;
    const { first, durable } = await this.#mutex.runExclusive(() => {
      this.#assertOpen();
      const last = this.#insertTraces(rows);
      return { first: last - rows.length + 1, durable: this.#wal.durable() };
    });
    await durable;
    return first;
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreClosedError();
    this.#wal.assertSound();
  }

  /** Returns the `seq` of the last row; with one writer the rows of a batch have numbers without gaps. */
  #insertTraces(rows: readonly TraceRow[]): number {
    const database = this.#database;
    let last = 0;
    this.#begin.run();
    try {
      // Spelled out instead of mapped over `traceColumns`: this runs for every operation of the product.
      for (const r of rows) {
        const { lastInsertRowid } = this.#insertTrace.run(
          r.id,
          r.account_id,
          r.project_id,
          r.time,
          r.name,
          r.service_type,
          r.resource_type,
          r.resource_id,
          r.resource_name,
          r.user_id,
          r.user_name,
          r.rating,
          r.code,
          r.source_ip,
          r.request_id,
          r.body,
        );
        last = Number(lastInsertRowid);
      }
      this.#commit.run();
      return last;
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  }

  onChange(listener: (change: Change) => void): () => void {
    return this.#changes.listen(listener);
  }

  async ping(): Promise<void> {
    this.#assertOpen();
    this.#database.prepare('select count(*) from instance_settings').get();
  }

  async close(): Promise<void> {
    await this.#mutex.runExclusive(async () => {
      if (this.#closed) return;
      this.#closed = true;
      await this.#wal.close();
      await this.read.destroy();
      await this.#writer.destroy();
      // Kysely closes only connections that it has used.
      if (this.#database.isOpen) this.#database.close();
      this.#lock.release();
    });
  }
}
