import { randomBytes } from 'node:crypto';
import { type Connection, createConnection } from 'mysql2/promise';
import pg from 'pg';
import type {
  DatabaseDriver,
  DatabaseLogin,
  DatabaseServer,
} from '../../../src/csms/rotation/databases/database-driver.ts';
import { mysqlDriver } from '../../../src/csms/rotation/databases/mysql-driver.ts';
import { postgresDriver } from '../../../src/csms/rotation/databases/postgres-driver.ts';
import { testMariadbUrl, testPostgresUrl } from '../../../src/testing/index.ts';

export const databaseKinds = ['postgresql', 'mariadb'] as const;
export type DatabaseKind = (typeof databaseKinds)[number];

/** A database of its own on the real server of the run, with a table that holds one row, and what a test asks of the server. */
export abstract class TestDatabase implements AsyncDisposable {
  readonly name = `rotation_${randomBytes(6).toString('hex')}`;
  readonly #made: string[] = [];
  readonly server: DatabaseServer;
  readonly admin: DatabaseLogin;
  abstract readonly driver: DatabaseDriver;

  constructor(url: URL) {
    this.server = {
      host: url.hostname,
      address: { address: url.hostname, family: 4 },
      port: Number(url.port),
      database: this.name,
      tls: { mode: 'disable', authorities: null },
    };
    this.admin = { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  }

  /** A new account that may read and write the table. */
  async account(
    username = `app_${randomBytes(4).toString('hex')}`,
    password = 'first password',
  ): Promise<DatabaseLogin> {
    this.#made.push(username, `${username}_clone`);
    await this.makeAccount({ username, password });
    return { username, password };
  }

  /** What stands in the row, read with this login after writing it again; the reason when the login does not work. */
  async use(login: DatabaseLogin): Promise<string> {
    try {
      return await this.readRow(login);
    } catch (error) {
      return `refused: ${error instanceof Error ? error.message : ''}`;
    }
  }

  async works(login: DatabaseLogin): Promise<boolean> {
    return (await this.use(login)) === 'kept';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.drop(this.#made);
  }

  abstract open(): Promise<void>;
  /** Runs statements as the administrator. */
  abstract run(...statements: readonly string[]): Promise<readonly unknown[]>;
  protected abstract makeAccount(login: DatabaseLogin): Promise<void>;
  protected abstract readRow(login: DatabaseLogin): Promise<string>;
  protected abstract drop(accounts: readonly string[]): Promise<void>;
}

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

class PostgresDatabase extends TestDatabase {
  readonly driver = postgresDriver;

  async open(): Promise<void> {
    await this.#as(this.admin, 'postgres', [`CREATE DATABASE ${this.name}`]);
    await this.run(
      'CREATE TABLE kept (id int PRIMARY KEY, word text NOT NULL)',
      "INSERT INTO kept VALUES (1, 'kept')",
    );
  }

  run(...statements: readonly string[]): Promise<readonly unknown[]> {
    return this.#as(this.admin, this.name, statements);
  }

  protected async makeAccount({ username, password }: DatabaseLogin): Promise<void> {
    await this.run(
      `CREATE ROLE ${identifier(username)} LOGIN PASSWORD ${literal(password)}`,
      `GRANT SELECT, UPDATE ON kept TO ${identifier(username)}`,
    );
  }

  protected async readRow(login: DatabaseLogin): Promise<string> {
    const rows = await this.#as(login, this.name, ['UPDATE kept SET word = word RETURNING word']);
    return (rows[0] as { word: string }).word;
  }

  protected async drop(accounts: readonly string[]): Promise<void> {
    await this.#as(this.admin, 'postgres', [`DROP DATABASE ${this.name} WITH (FORCE)`]);
    for (const account of accounts) {
      await this.#as(this.admin, 'postgres', [`DROP ROLE IF EXISTS ${identifier(account)}`]);
    }
  }

  async #as({ username, password }: DatabaseLogin, database: string, statements: readonly string[]) {
    const { port } = this.server;
    const client = new pg.Client({ host: '127.0.0.1', port, database, user: username, password });
    await client.connect();
    try {
      let rows: readonly unknown[] = [];
      for (const statement of statements) rows = (await client.query(statement)).rows;
      return rows;
    } finally {
      await client.end();
    }
  }
}

class MariadbDatabase extends TestDatabase {
  readonly driver = mysqlDriver;

  async open(): Promise<void> {
    await this.#as(this.admin, 'mysql', [`CREATE DATABASE ${this.name}`]);
    await this.run(
      'CREATE TABLE kept (id int PRIMARY KEY, word varchar(20) NOT NULL)',
      "INSERT INTO kept VALUES (1, 'kept')",
    );
  }

  run(...statements: readonly string[]): Promise<readonly unknown[]> {
    return this.#as(this.admin, this.name, statements);
  }

  protected async makeAccount({ username, password }: DatabaseLogin): Promise<void> {
    const account = `${literal(username)}@'%'`;
    await this.run(
      "SET sql_mode = 'NO_BACKSLASH_ESCAPES'",
      `CREATE USER ${account} IDENTIFIED BY ${literal(password)}`,
      `GRANT SELECT, UPDATE ON ${this.name}.kept TO ${account}`,
    );
  }

  protected async readRow(login: DatabaseLogin): Promise<string> {
    const rows = await this.#as(login, this.name, ['UPDATE kept SET word = word', 'SELECT word FROM kept']);
    return (rows[0] as { word: string }).word;
  }

  protected async drop(accounts: readonly string[]): Promise<void> {
    await this.#as(this.admin, 'mysql', [
      "SET sql_mode = 'NO_BACKSLASH_ESCAPES'",
      `DROP DATABASE ${this.name}`,
      ...accounts.map((account) => `DROP USER IF EXISTS ${literal(account)}@'%'`),
    ]);
  }

  async #as({ username, password }: DatabaseLogin, database: string, statements: readonly string[]) {
    const { port } = this.server;
    const connection: Connection = await createConnection({
      host: '127.0.0.1',
      port,
      database,
      user: username,
      password,
    });
    try {
      let rows: unknown = [];
      for (const statement of statements) [rows] = await connection.query(statement);
      return Array.isArray(rows) ? rows : [];
    } finally {
      await connection.end();
    }
  }
}

export async function openTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  const database =
    kind === 'postgresql'
      ? new PostgresDatabase(new URL(await testPostgresUrl()))
      : new MariadbDatabase(new URL(await testMariadbUrl()));
  await database.open();
  return database;
}
