import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Settings } from './product.ts';

/** A database of its own on the test server, and the setting that makes the product use it. */
export class PostgresDatabase implements AsyncDisposable {
  readonly #server: string;
  readonly #name: string;
  readonly settings: Settings;

  private constructor(server: string, name: string) {
    this.#server = server;
    this.#name = name;
    const url = new URL(server);
    url.pathname = `/${name}`;
    this.settings = { DEWPOINT_DATABASE_URL: url.href };
  }

  /** @throws Error when `npm test` did not start a server (DEWPOINT_TEST_POSTGRES_URL) */
  static async create(): Promise<PostgresDatabase> {
    const server = process.env.DEWPOINT_TEST_POSTGRES_URL;
    if (server === undefined) {
      throw new Error(
        'DEWPOINT_TEST_POSTGRES_URL is not set: run `npm test` or `pnpm test:e2e`, which start a server',
      );
    }
    const name = `e2e_${randomBytes(6).toString('hex')}`;
    await statement(server, `create database ${name}`);
    return new PostgresDatabase(server, name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await statement(this.#server, `drop database if exists ${this.#name} with (force)`);
  }
}

async function statement(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
