import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Api } from './api.ts';
import type { Product } from './product.ts';

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** A role of the test server whose password a secret of the product holds, and the administrator who changes it. */
export class DatabaseLogin implements AsyncDisposable {
  readonly #server: URL;
  readonly first: Login = {
    username: `shop_${randomBytes(4).toString('hex')}`,
    password: randomBytes(12).toString('base64url'),
  };

  private constructor(server: URL) {
    this.#server = server;
  }

  /** @throws Error when `npm test` did not start a server (DEWPOINT_TEST_POSTGRES_URL) */
  static async create(): Promise<DatabaseLogin> {
    const server = process.env.DEWPOINT_TEST_POSTGRES_URL;
    if (server === undefined) {
      throw new Error(
        'DEWPOINT_TEST_POSTGRES_URL is not set: run `npm test` or `pnpm test:e2e`, which start a server',
      );
    }
    const login = new DatabaseLogin(new URL(server));
    const { username, password } = login.first;
    await login.asAdministrator(`CREATE ROLE ${username} LOGIN PASSWORD '${password}'`);
    return login;
  }

  /** Where the server is, as a secret says it. */
  get place() {
    const { hostname: host, port, pathname } = this.#server;
    return { host, port: Number(port), dbname: pathname.slice(1) };
  }

  /** Stores both logins: the rotating secret `name`, and `<name>-admin`. */
  async store(api: Api, name: string): Promise<void> {
    const { username, password } = this.#server;
    const place = { engine: 'postgresql', ...this.place };
    await api.createSecret({
      name: `${name}-admin`,
      secret_string: JSON.stringify({
        ...place,
        username: decodeURIComponent(username),
        password: decodeURIComponent(password),
      }),
    });
    await api.createSecret({
      name,
      secret_type: 'RDS-FG',
      secret_string: JSON.stringify({ ...place, ...this.first }),
      rotation_config: JSON.stringify({ SecretSubType: 'SingleUser', AdminSecret: `${name}-admin` }),
    });
  }

  async works({ username, password }: Login): Promise<boolean> {
    const { hostname: host, port, pathname } = this.#server;
    const client = new pg.Client({
      host,
      port: Number(port),
      database: pathname.slice(1),
      user: username,
      password,
    });
    try {
      await client.connect();
      return true;
    } catch (error) {
      if (error instanceof pg.DatabaseError) return false;
      throw error;
    } finally {
      await client.end();
    }
  }

  /** Holds the role as an open transaction does: whoever changes it waits until `release`. */
  async hold(): Promise<{ release(): Promise<void> }> {
    const client = new pg.Client({ connectionString: this.#server.href });
    await client.connect();
    await client.query('BEGIN');
    await client.query(`ALTER ROLE ${this.first.username} CONNECTION LIMIT 50`);
    return {
      async release() {
        await client.query('ROLLBACK');
        await client.end();
      },
    };
  }

  async asAdministrator(statement: string): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.#server.href });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.asAdministrator(`DROP ROLE IF EXISTS ${this.first.username}`);
  }
}

/** Settings of a product that may reach the test server, which is on this machine. */
export const reachTestServers = { DEWPOINT_EGRESS_ALLOW: '127.0.0.1' } satisfies Parameters<
  typeof Product.create
>[0];
