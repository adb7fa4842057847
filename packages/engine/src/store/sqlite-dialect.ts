import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type SelectModifierNode,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';

/** Distinct statements kept prepared on one connection; the product has a few hundred. */
const PREPARED_STATEMENTS_KEPT = 512;

/**
 * Kysely on Node's own `node:sqlite`. Kysely's SQLite driver speaks the interface of better-sqlite3, so the connection is adapted to it;
 * two things differ from Kysely's dialect: transactions take the write lock when they begin, and row locks compile to nothing.
 */
export class NodeSqliteDialect implements Dialect {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  createDriver(): Driver {
    return new NodeSqliteDriver(this.#database);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new LockFreeQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new SqliteAdapter();
  }

  createIntrospector(database: Parameters<Dialect['createIntrospector']>[0]): SqliteIntrospector {
    return new SqliteIntrospector(database);
  }
}

class NodeSqliteDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: new StatementCache(database) });
    this.#database = database;
  }

  override async beginTransaction(_connection: DatabaseConnection): Promise<void> {
    // A deferred transaction that reads first could meet SQLITE_BUSY_SNAPSHOT when it writes; this one never can.
    this.#database.exec('begin immediate');
  }

  override async rollbackTransaction(_connection: DatabaseConnection): Promise<void> {
    // A full disk rolls back by itself; a second rollback would hide the first error.
    if (this.#database.isTransaction) this.#database.exec('rollback');
  }
}

/** `select … for update` locks rows on PostgreSQL; here the transaction already holds the only write lock. */
class LockFreeQueryCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier === 'Distinct' || node.rawModifier) super.visitSelectModifier(node);
  }
}

/** Keeps statements prepared, least recently used out first. */
class StatementCache implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, PreparedStatement>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  prepare(sql: string): SqliteStatement {
    const kept = this.#statements.get(sql);
    if (kept) {
      this.#statements.delete(sql);
      this.#statements.set(sql, kept);
      return kept;
    }
    const statement = new PreparedStatement(this.#database.prepare(sql), () => this.#database.prepare(sql));
    this.#statements.set(sql, statement);
    if (this.#statements.size > PREPARED_STATEMENTS_KEPT) {
      const oldest = this.#statements.keys().next().value;
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}

class PreparedStatement implements SqliteStatement {
  readonly reader: boolean;
  readonly #statement: StatementSync;
  readonly #prepareAgain: () => StatementSync;

  constructor(statement: StatementSync, prepareAgain: () => StatementSync) {
    this.#statement = statement;
    this.#prepareAgain = prepareAgain;
    this.reader = statement.columns().length > 0;
  }

  all(parameters: readonly unknown[]): unknown[] {
    return this.#statement.all(...parameters.map(sqliteValue));
  }

  run(parameters: readonly unknown[]) {
    return this.#statement.run(...parameters.map(sqliteValue));
  }

  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    // A cursor holds its statement until it ends, so it gets one of its own.
    return this.#prepareAgain().iterate(...parameters.map(sqliteValue));
  }
}

function sqliteValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(
    `store: a parameter is of type ${typeof value}; want text, number, bytes or null (booleans are stored as 0 and 1)`,
  );
}
