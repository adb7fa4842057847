import { connect as connectSocket, isIP } from 'node:net';
import { type Connection, createConnection, type RowDataPacket, type SslOptions } from 'mysql2/promise';
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
import { grantForTwin } from './mysql-grants.ts';

/** ER_DBACCESS_DENIED, ER_ACCESS_DENIED, ER_BAD_DB, ER_ACCOUNT_HAS_BEEN_LOCKED, MariaDB's ER_ACCESS_DENIED_NO_PASSWORD and ER_ACCOUNT_HAS_BEEN_LOCKED. */
const refusedLogin: ReadonlySet<number> = new Set([1044, 1045, 1049, 1698, 3118, 4151]);
/** ER_SERVER_SHUTDOWN and the like: it is not known whether the statement took effect. */
const lostConnection: ReadonlySet<number> = new Set([
  1053, 1077, 1079, 1152, 1153, 1158, 1159, 1160, 1161, 1927, 4031,
]);

/** Rotates accounts of MySQL 5.7 and newer and of MariaDB 10.4 and newer. */
export const mysqlDriver: DatabaseDriver = {
  name: 'MySQL',
  defaultPort: 3306,
  async connect(server, login) {
    let connection: Connection;
    try {
      connection = await createConnection({
        host: server.host,
        port: server.port,
        user: login.username,
        password: login.password,
        connectTimeout: CONNECT_LIMIT_IN_MS,
        charset: 'utf8mb4',
        ...(server.database === null ? {} : { database: server.database }),
        ...(server.tls.mode === 'disable' ? {} : { ssl: tlsOf(server) }),
        stream: () => connectSocket({ host: server.address.address, port: server.port, noDelay: true }),
      });
    } catch (error) {
      if (error instanceof DatabaseError) throw error;
      throw connectError(server, login, error);
    }
    // Without a listener the end of an idle connection would end the process; the next statement says what happened.
    connection.on('error', () => undefined);
    const session = new MysqlSession(connection, login);
    try {
      // QUOTE() writes backslashes, so a session in which they mean nothing must not be.
      await session.prepare();
    } catch (error) {
      await session.close();
      throw error;
    }
    return session;
  },
};

class MysqlSession implements DatabaseSession {
  readonly #connection: Connection;
  readonly #login: DatabaseLogin;

  constructor(connection: Connection, login: DatabaseLogin) {
    this.#connection = connection;
    this.#login = login;
  }

  async prepare(): Promise<void> {
    await this.#run("SET SESSION sql_mode = 'STRICT_ALL_TABLES'");
    await this.#run(`SET SESSION lock_wait_timeout = ${STATEMENT_LIMIT_IN_MS / 1000}`);
  }

  async exists(username: string): Promise<boolean> {
    return (await this.#accountsOf(username)).length > 0;
  }

  async setPassword(username: string, password: string): Promise<void> {
    const quoted = await this.#quote(password);
    if (username === this.#login.username) return this.#setOwn(quoted, password);
    const accounts = await this.#accountsOf(username);
    if (accounts.length === 0) throw missingAccount(username);
    const changes = accounts.map((account) => `${account} IDENTIFIED BY ${quoted}`);
    await this.#run(`ALTER USER ${changes.join(', ')}`, [password, quoted]);
  }

  async createTwin(of: string, twin: DatabaseLogin): Promise<void> {
    const password = await this.#quote(twin.password);
    const name = await this.#quote(twin.username);
    const hosts = await this.#hostsOf(of);
    if (hosts.length === 0) throw missingAccount(of);
    for (const host of hosts) {
      const at = await this.#quote(host);
      const account = `${name}@${at}`;
      const grants = await this.#run(`SHOW GRANTS FOR ${await this.#quote(of)}@${at}`);
      const statements = grants.map((row) =>
        grantForTwin(String(Object.values(row)[0]), { of: { name: of, host }, twin: account }),
      );
      await this.#run(`CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY ${password}`, [
        twin.password,
        password,
      ]);
      for (const statement of statements) await this.#run(statement);
    }
  }

  async dropTwin(_of: string, twin: string): Promise<void> {
    const accounts = await this.#accountsOf(twin);
    if (accounts.length > 0) await this.#run(`DROP USER ${accounts.join(', ')}`);
  }

  async close(): Promise<void> {
    // What is to be said is said; how the connection ends changes nothing.
    await this.#connection.end().catch(() => undefined);
  }

  /** An account may change its own password without a right to change others; how is not the same in MariaDB. */
  async #setOwn(quoted: string, password: string): Promise<void> {
    const [row] = await this.#run('SELECT VERSION() AS version');
    const statement = String(row?.version).includes('MariaDB')
      ? `SET PASSWORD = PASSWORD(${quoted})`
      : `ALTER USER USER() IDENTIFIED BY ${quoted}`;
    await this.#run(statement, [password, quoted]);
  }

  /** Accounts of one name, quoted, one for each host that they may come from. */
  async #accountsOf(username: string): Promise<readonly string[]> {
    const name = await this.#quote(username);
    const hosts = await this.#hostsOf(username);
    return Promise.all(hosts.map(async (host) => `${name}@${await this.#quote(host)}`));
  }

  async #hostsOf(username: string): Promise<readonly string[]> {
    // Roles of MariaDB are rows without a host.
    const rows = await this.#run(
      "SELECT Host AS host FROM mysql.user WHERE User = ? AND Host <> '' ORDER BY Host",
      [],
      [checkedText(username)],
    );
    return rows.map((row) => String(row.host));
  }

  /** Statements about accounts take no parameters, so the server quotes what goes in. */
  async #quote(text: string): Promise<string> {
    const [row] = await this.#run('SELECT QUOTE(?) AS quoted', [text], [checkedText(text)]);
    if (typeof row?.quoted !== 'string') throw new TypeError('QUOTE() answered no text');
    return row.quoted;
  }

  async #run(
    sql: string,
    secrets: readonly string[] = [],
    values: readonly string[] = [],
  ): Promise<readonly RowDataPacket[]> {
    try {
      const options = { sql, timeout: ANSWER_LIMIT_IN_MS };
      const [rows] =
        values.length === 0
          ? await this.#connection.query<RowDataPacket[]>(options)
          : await this.#connection.execute<RowDataPacket[]>(options, [...values]);
      return Array.isArray(rows) ? rows : [];
    } catch (error) {
      const number = numberOf(error);
      const words = withoutSecrets(messageOf(error), [this.#login.password, ...secrets]);
      if (number !== null && !lostConnection.has(number)) {
        throw new DatabaseError('refused', `The server refused: ${words} (${number}).`);
      }
      throw new DatabaseError('lost', `The connection to the server was lost: ${words}.`);
    }
  }
}

function tlsOf({ host, tls }: DatabaseServer): SslOptions {
  const verified = tls.mode === 'verify-full';
  // mysql2 checks a certificate against names alone.
  if (verified && isIP(host) !== 0) {
    throw new DatabaseError(
      'unreachable',
      'verify-full needs the host name that is in the certificate of the server, not an IP address.',
    );
  }
  return {
    rejectUnauthorized: verified,
    verifyIdentity: verified,
    ...(tls.authorities === null ? {} : { ca: tls.authorities }),
  };
}

function connectError({ host, port }: DatabaseServer, login: DatabaseLogin, error: unknown): DatabaseError {
  const number = numberOf(error);
  const words = withoutSecrets(messageOf(error), [login.password]);
  if (number !== null && refusedLogin.has(number)) {
    return new DatabaseError(
      'loginRefused',
      `The server does not let ${login.username} log in: ${words} (${number}).`,
    );
  }
  return new DatabaseError('unreachable', `The server at ${host}:${port} cannot be reached: ${words}.`);
}

/** The server's own error number; null for what did not come from the server. */
function numberOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errno' in error) || !('sqlState' in error)) return null;
  return typeof error.errno === 'number' && error.errno > 0 ? error.errno : null;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (error.message || code).replace(/\.$/, '');
}

function missingAccount(username: string): DatabaseError {
  return new DatabaseError('refused', `The server has no account ${JSON.stringify(username)}.`);
}

/** A null character ends names in the server's tables early. */
function checkedText(text: string): string {
  if (text === '' || text.includes('\0')) {
    throw new DatabaseError(
      'refused',
      'A name or password that is empty or holds a null character cannot be used.',
    );
  }
  return text;
}
