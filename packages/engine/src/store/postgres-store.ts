import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../clock.ts';
import type { EngineLog } from '../engine.ts';
import { ensureAliasSearchIndex } from './alias-search-index.ts';
import { ChangeFeed } from './change-feed.ts';
import { StoreClosedError, StoreUnavailableError } from './errors.ts';
import { migrate } from './migrate.ts';
import { isConnectionFailure, isTransient } from './postgres-errors.ts';
import { PostgresListener } from './postgres-listener.ts';
import type { Change, Store, TraceRow, Transaction } from './store.ts';
import type { Tables } from './tables.ts';
import { traceColumns } from './trace-columns.ts';

const POOL_SIZE = 16;
const CONNECT_TIMEOUT_IN_MS = 5_000;
/** A statement that runs longer holds a connection that others need; every query of the product is indexed. */
const STATEMENT_TIMEOUT_IN_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_IN_MS = 60_000;
const TRANSACTION_ATTEMPTS = 5;
const CHANNEL = 'dewpoint_changes';
const INT8_OID = 20;

/** 64-bit integers hold times and counters, all below 2^53, so they are read as numbers on this store's connections only. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return oid === INT8_OID && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format);
  },
};

/** The store of many nodes. Changes travel between them by LISTEN/NOTIFY, inside the transaction that makes them. */
export class PostgresStore implements Store {
  readonly dialect = 'postgres';
  readonly read: Kysely<Tables>;
  readonly #pool: pg.Pool;
  readonly #nodeId = randomUUID();
  readonly #changes: ChangeFeed;
  readonly #listener: PostgresListener;
  readonly #insideTransaction = new AsyncLocalStorage<true>();
  #closed = false;

  private constructor(pool: pg.Pool, url: string, log: EngineLog) {
    this.#pool = pool;
    this.read = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    this.#changes = new ChangeFeed(log);
    this.#listener = new PostgresListener({
      url,
      channel: CHANNEL,
      log,
      onPayload: (payload) => this.#heard(payload),
      onReconnect: () => this.#changes.publish([{ kind: 'everything' }]),
    });
  }

  /** Connects and migrates. Throws `NewerSchemaError`, or the driver's error when the database cannot be reached. */
  static async open(url: string, clock: Clock, log: EngineLog): Promise<PostgresStore> {
    const pool = new pg.Pool({
      connectionString: url,
      types,
      max: POOL_SIZE,
      application_name: 'dewpoint',
      connectionTimeoutMillis: CONNECT_TIMEOUT_IN_MS,
      statement_timeout: STATEMENT_TIMEOUT_IN_MS,
      // Statements here take milliseconds; compiling one first took up to 400.
      options: '-c jit=off',
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_IN_MS,
      keepAlive: true,
    });
    pool.on('error', (error) => log.warn('an idle database connection was lost', { error }));
    const store = new PostgresStore(pool, url, log);
    try {
      await refuseUnsafeCommit(pool);
      await migrate(store.read, 'postgres', clock);
      await ensureAliasSearchIndex(store.read, log);
      await store.#listener.start();
      return store;
    } catch (error) {
      await store.close();
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
    for (let attempt = 1; ; attempt++) {
      if (this.#closed) throw new StoreClosedError();
      try {
        return await this.#attempt(work);
      } catch (error) {
        if (isConnectionFailure(error)) throw new StoreUnavailableError(error);
        if (attempt === TRANSACTION_ATTEMPTS || !isTransient(error)) throw error;
        await delay(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  async #attempt<T>(
    work: (transaction: Transaction, announce: (change: Change) => void) => Promise<T>,
  ): Promise<T> {
    const announced: Change[] = [];
    const result = await this.read.transaction().execute(async (transaction) => {
      const value = await this.#insideTransaction.run(true, () =>
        work(transaction, (change) => announced.push(change)),
      );
      await this.#notify(transaction, announced);
      return value;
    });
    // This node does not wait for its own notification.
    this.#changes.publish(announced);
    return result;
  }

  async #notify(transaction: Transaction, changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    const payloads = changes.map((change) => JSON.stringify({ node: this.#nodeId, change }));
    await sql`select pg_notify(${CHANNEL}, payload) from unnest(${payloads}::text[]) as payload`.execute(
      transaction,
    );
  }

  #heard(payload: string): void {
    const message = parseNotification(payload);
    // Whoever can write to the database may have notified; what is not understood means "look again".
    if (message === null) this.#changes.publish([{ kind: 'everything' }]);
    else if (message.node !== this.#nodeId) this.#changes.publish([message.change]);
  }

  async appendTraces(rows: readonly TraceRow[]): Promise<null> {
    if (rows.length === 0) return null;
    if (this.#closed) throw new StoreClosedError();
    try {
      await this.#pool.query({
        name: 'append-traces',
        text: appendTracesSql,
        values: traceColumns.map((column) => rows.map((row) => row[column])),
      });
      // Other nodes and open transactions take numbers in between.
      return null;
    } catch (error) {
      throw isConnectionFailure(error) ? new StoreUnavailableError(error) : error;
    }
  }

  onChange(listener: (change: Change) => void): () => void {
    return this.#changes.listen(listener);
  }

  async ping(): Promise<void> {
    if (this.#closed) throw new StoreClosedError();
    if (!this.#listener.connected) {
      throw new StoreUnavailableError(new Error('changes of other nodes cannot be heard'));
    }
    await this.#pool.query('select 1');
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#listener.close();
    // Ends when every connection has come back, so it waits for running transactions.
    await this.#pool.end();
  }
}

/** `with ordinality` keeps the order of the rows, and with it that of `seq`. */
const appendTracesSql = `insert into traces (${traceColumns.join(', ')})
  select ${traceColumns.join(', ')} from unnest(${traceColumns
    .map((column, i) => `$${i + 1}::${column === 'time' ? 'bigint' : 'text'}[]`)
    .join(', ')}) with ordinality as t(${traceColumns.join(', ')}, position) order by position`;

/** A server set to answer before the disk has the data would break TRC-02 silently. */
async function refuseUnsafeCommit(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ value: string }>(
    "select current_setting('synchronous_commit') as value",
  );
  if (rows[0]?.value === 'off') {
    throw new Error(
      'store: PostgreSQL runs with synchronous_commit = off for this role or database, so acknowledged operations could be lost. ' +
        'Set it to on: alter role … set synchronous_commit = on',
    );
  }
}

function parseNotification(payload: string): { node: string; change: Change } | null {
  try {
    const message: unknown = JSON.parse(payload);
    if (typeof message !== 'object' || message === null) return null;
    if (!('node' in message) || typeof message.node !== 'string' || !('change' in message)) return null;
    return isChange(message.change) ? { node: message.node, change: message.change } : null;
  } catch {
    return null;
  }
}

const changeFields = {
  key: 'id',
  secret: 'address',
  identity: 'accountId',
  session: 'idHash',
  token: 'tokenHash',
} as const;

function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'everything') return true;
  for (const [kind, field] of Object.entries(changeFields)) {
    if (value.kind === kind) return typeof Reflect.get(value, field) === 'string';
  }
  return false;
}
