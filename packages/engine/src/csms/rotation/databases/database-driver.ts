import type { EgressAddress } from '../../../egress/egress-guard.ts';

/** How the connection is protected, in the words of PostgreSQL's `sslmode`. */
export const tlsModes = ['disable', 'require', 'verify-full'] as const;
export type TlsMode = (typeof tlsModes)[number];

/** A database server, looked up and permitted: connections go to `address`, whatever the name means later. */
export interface DatabaseServer {
  /** As it was named; what a certificate is checked against. */
  readonly host: string;
  readonly address: EgressAddress;
  readonly port: number;
  /** Database to log in to; null: the driver's default. */
  readonly database: string | null;
  readonly tls: {
    readonly mode: TlsMode;
    /** PEM of the authorities that are trusted instead of the public ones. */
    readonly authorities: string | null;
  };
}

export interface DatabaseLogin {
  readonly username: string;
  readonly password: string;
}

/**
 * What went wrong on the way to or in a database server. The message is for people and holds no password; the driver's own error is left
 * out on purpose, it may hold the statement.
 *
 * `loginRefused`: the server answered, and the login does not work. `unreachable`: nothing was sent. `refused`: the server said no and
 * changed nothing. `lost`: the connection ended before the server had answered, so the change may have happened.
 */
export class DatabaseError extends Error {
  readonly reason: 'loginRefused' | 'unreachable' | 'refused' | 'lost';

  constructor(reason: DatabaseError['reason'], message: string) {
    super(message);
    this.name = 'DatabaseError';
    this.reason = reason;
  }
}

/** A connection that is logged in. Every method throws `DatabaseError`. */
export interface DatabaseSession {
  /** True when there is such an account. */
  exists(username: string): Promise<boolean>;
  /** Changes the password of an account, of all hosts it may come from. The session's own account needs no further right for itself. */
  setPassword(username: string, password: string): Promise<void>;
  /** Makes an account that may do what another one may. */
  createTwin(of: string, twin: DatabaseLogin): Promise<void>;
  /** Removes an account that `createTwin` made, wholly or in part; nothing happens when there is none. */
  dropTwin(of: string, twin: string): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseDriver {
  /** Name for people. */
  readonly name: string;
  readonly defaultPort: number;
  /** Logs in. @throws DatabaseError `loginRefused`, `unreachable` */
  connect(server: DatabaseServer, login: DatabaseLogin): Promise<DatabaseSession>;
}

/** No answer for so long: unreachable before the login, lost after it. */
export const CONNECT_LIMIT_IN_MS = 5_000;
/** The server gives up a statement after that, so that none is done by surprise later; the client waits a little longer. */
export const STATEMENT_LIMIT_IN_MS = 10_000;
export const ANSWER_LIMIT_IN_MS = 12_000;

/** Text of a server with every secret taken out of it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => (secret === '' ? clean : clean.replaceAll(secret, '***')), text);
}
