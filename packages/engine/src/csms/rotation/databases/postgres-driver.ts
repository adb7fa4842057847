import { isIP } from 'node:net';
import pg from 'pg';
import {
  ANSWER_LIMIT_IN_MS,
  CONNECT_LIMIT_IN_MS,
  type DatabaseDriver,
  DatabaseError,
  type DatabaseLogin,
  type DatabaseServer,
  type DatabaseSession,
  STATEMENT_LIMIT_IN_MS,
  withoutSecrets,
} from './database-driver.ts';
import { scramVerifier } from './scram-verifier.ts';

/** PostgreSQL cuts longer names silently, and would then change another account. */
const LONGEST_NAME_IN_BYTES = 63;
/** SQLSTATE classes: 28 invalid authorization, 3D invalid catalog name. */
const refusedLogin = /^(28|3D)/;
/** SQLSTATE classes after which it is not known whether the statement took effect: 08 connection, 57P shutdown. */
const lostConnection = /^(08|57P0[123])/;

/** Rotates roles of PostgreSQL 12 and newer. */
export const postgresDriver: DatabaseDriver = {
  name: 'PostgreSQL',
  defaultPort: 5432,
  async connect(server, login) {
    const client = new pg.Client({
      host: server.address.address,
      port: server.port,
      database: server.database ?? 'postgres',
      user: login.username,
      password: login.password,
      application_name: 'dewpoint',
      connectionTimeoutMillis: CONNECT_LIMIT_IN_MS,
      query_timeout: ANSWER_LIMIT_IN_MS,
      ssl: tlsOf(server),
    });
    let failure: Error | null = null;
    // A connection that ends between two statements; the next statement says so.
    client.on('error', (error) => {
      failure = error;
    });
    try {
      await client.connect();
      // As a statement and not as a parameter of the start: poolers refuse those.
      await client.query(`SET statement_timeout = ${STATEMENT_LIMIT_IN_MS}`);
    } catch (error) {
      client.end().catch(() => undefined);
      throw connectError(server, login, error);
    }
    return new PostgresSession(client, [login.password], () => failure);
  },
};

class PostgresSession implements DatabaseSession {
  readonly #client: pg.Client;
  readonly #secrets: readonly string[];
  readonly #failure: () => Error | null;

  constructor(client: pg.Client, secrets: readonly string[], failure: () => Error | null) {
    this.#client = client;
    this.#secrets = secrets;
    this.#failure = failure;
  }

  async exists(username: string): Promise<boolean> {
    const rows = await this.#run('SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1', [
      checkedName(username),
    ]);
    return rows.length > 0;
  }

  async setPassword(username: string, password: string): Promise<void> {
    await this.#execute(
      "'ALTER ROLE %I PASSWORD %L'",
      [checkedName(username), await this.#stored(password)],
      [password],
    );
  }

  async createTwin(of: string, twin: DatabaseLogin): Promise<void> {
    const names = [checkedName(twin.username), checkedName(of)];
    const stored = await this.#stored(twin.password);
    await this.#run('BEGIN', []);
    try {
      await this.#execute(
        "'CREATE ROLE %I LOGIN INHERIT PASSWORD %L IN ROLE %I'",
        [names[0], stored, names[1]],
        [twin.password],
      );
      // It works as the first account, so that what either of the two makes belongs to both.
      await this.#execute("'ALTER ROLE %I SET role TO %L'", names, []);
    } catch (error) {
      await this.#run('ROLLBACK', []);
      throw error;
    }
    await this.#run('COMMIT', []);
  }

  async dropTwin(_of: string, twin: string): Promise<void> {
    await this.#execute("'DROP ROLE IF EXISTS %I'", [checkedName(twin)], []);
  }

  async close(): Promise<void> {
    // What is to be said is said; how the connection ends changes nothing.
    await this.#client.end().catch(() => undefined);
  }

  /** The password as the server keeps it where it keeps SCRAM verifiers, else the password for the server to encode. */
  async #stored(password: string): Promise<string> {
    const [row] = await this.#run("SELECT current_setting('password_encryption') AS encryption", []);
    const verifier = row?.encryption === 'scram-sha-256' ? await scramVerifier(password) : null;
    return verifier ?? checkedText(password);
  }

  /** Statements about roles take no parameters, so the server writes them from a format and quotes what goes in. */
  async #execute(format: string, args: readonly unknown[], secrets: readonly string[]): Promise<void> {
    const places = args.map((_, i) => `$${i + 1}::text`).join(', ');
    const [row] = await this.#run(`SELECT pg_catalog.format(${format}, ${places}) AS statement`, args);
    if (typeof row?.statement !== 'string') throw new TypeError('format() answered no text');
    await this.#run(row.statement, [], secrets);
  }

  async #run(
    text: string,
    values: readonly unknown[],
    secrets: readonly string[] = [],
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    try {
      const failure = this.#failure();
      if (failure !== null) throw failure;
      return (await this.#client.query({ text, values: [...values] })).rows;
    } catch (error) {
      const code = codeOf(error);
      const words = withoutSecrets(messageOf(error), [...this.#secrets, ...secrets]);
      if (isSqlState(code) && !lostConnection.test(code)) {
        throw new DatabaseError('refused', `PostgreSQL refused: ${words} (${code}).`);
      }
      throw new DatabaseError('lost', `The connection to PostgreSQL was lost: ${words}.`);
    }
  }
}

function tlsOf({ host, tls }: DatabaseServer): pg.ClientConfig['ssl'] {
  if (tls.mode === 'disable') return false;
  return {
    // Certificates name addresses too, the handshake does not.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: tls.mode === 'verify-full',
    ...(tls.authorities === null ? {} : { ca: tls.authorities }),
  };
}

function connectError({ host, port }: DatabaseServer, login: DatabaseLogin, error: unknown): DatabaseError {
  const code = codeOf(error);
  const words = withoutSecrets(messageOf(error), [login.password]);
  if (isSqlState(code) && refusedLogin.test(code)) {
    return new DatabaseError(
      'loginRefused',
      `PostgreSQL does not let ${login.username} log in: ${words} (${code}).`,
    );
  }
  return new DatabaseError('unreachable', `PostgreSQL at ${host}:${port} cannot be reached: ${words}.`);
}

const isSqlState = (code: string) => /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]+$/.test(code);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : 'unknown failure';
}

function checkedName(name: string): string {
  if (name === '' || Buffer.byteLength(name) > LONGEST_NAME_IN_BYTES) {
    throw new DatabaseError(
      'refused',
      `A role of PostgreSQL has a name of 1 to ${LONGEST_NAME_IN_BYTES} bytes; ${JSON.stringify(name)} has not.`,
    );
  }
  return checkedText(name);
}

/** PostgreSQL has no way to write a null character, in whatever quotes. */
function checkedText(text: string): string {
  if (text.includes('\0')) {
    throw new DatabaseError(
      'refused',
      'A name or password with a null character cannot be sent to PostgreSQL.',
    );
  }
  return text;
}
