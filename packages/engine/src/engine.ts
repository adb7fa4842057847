import type {
  EdgeOperationId,
  EngineOperationId,
  OperationError,
  OperationId,
  OperationInput,
  OperationOutput,
} from '@dewpoint/contract';
import type { RootOfTrust } from '@dewpoint/crypto-core';
import type { Clock } from './clock.ts';
import type { RequestContext } from './context.ts';
import type { RequestSignature } from './iam/access-key-secret.ts';
import type { RateLimits } from './limits/rate-limiter.ts';
import type { ExecutableId } from './pipeline/handler.ts';

export interface EngineOptions {
  /** `{ kind: 'sqlite', file }` or `{ kind: 'postgres', url }`. */
  readonly store:
    | { readonly kind: 'sqlite'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: string };
  readonly root: RootOfTrust;
  readonly clock: Clock;
  readonly region: string;
  readonly quotas: { readonly keys: number; readonly secrets: number };
  /** Hosts, IP addresses and CIDR ranges that webhooks and rotations may reach although they are private (EVT-03); none when absent. */
  readonly egressAllow?: readonly string[];
  /** Days that traces are kept (TRC-04); for ever when absent. */
  readonly traceRetentionInDays?: number;
  /** Origin that clients use, without a slash at the end; links and the service catalogue are made of it. */
  readonly publicUrl: string;
  /** Where emails are handed in and whom they come from; without it email subscriptions are refused. */
  readonly smtp?: { readonly url: string; readonly from: string };
  /** Flow control per user and account (IAM-08); generous when absent. */
  readonly limits?: RateLimits;
  /** Structured log; fields never hold secrets. */
  readonly log: EngineLog;
}

export interface EngineLog {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** The answer of an operation and the trace that proves it (TRC-06 receipt). */
export interface Outcome<Id extends OperationId> {
  readonly output: OperationOutput<Id>;
  /** Null for operations that leave no trace. */
  readonly traceId: string | null;
}

/** The domain behind both surfaces. It depends on no web framework. */
export interface Engine {
  /** The pipeline of every operation: limit → authorize → handler → durable trace. Input is already decoded by the contract's codec. */
  execute<Id extends ExecutableId>(
    id: Id,
    context: RequestContext,
    input: OperationInput<Id>,
  ): Promise<Outcome<Id>>;
  /** Leaves the trace of a call that failed before it could be executed (validation, foreign project, forged request). Rejects where address or limits do not let the caller in. */
  traceRefusal(id: OperationId, context: RequestContext, wireInput: unknown, error: unknown): Promise<void>;
  /**
   * Leaves the trace of a call that the edge answered itself. Wire values are redacted here, whatever the caller did. Null when the
   * operation leaves none; rejects with `auditUnavailable`, and then the answer must not be sent (TRC-02).
   */
  traceAnswer(
    id: EdgeOperationId,
    context: RequestContext,
    wireInput: unknown,
    wireOutput: unknown,
  ): Promise<string | null>;
  /** Operations that the caller's policies allow in the context's project on some resource; for screens, not for enforcement. */
  permittedOperations(context: RequestContext): Promise<readonly EngineOperationId[]>;
  readonly identity: Identity;
  readonly sessions: Sessions;
  readonly documents: ExpiringDocuments;
  /** Small per-user settings of the console (columns, density); never secrets. */
  readonly preferences: {
    get(userId: string, name: string): Promise<string | null>;
    set(userId: string, name: string, value: string): Promise<void>;
  };
  health(): Promise<Health>;
  /** Counters and gauges for /metrics, names without prefix. */
  metrics(): readonly Metric[];
  /** Starts background jobs; resolves when they run. */
  start(): Promise<void>;
  /** Stops jobs, waits for running operations, flushes traces, closes store and root of trust. */
  close(): Promise<void>;
}

export interface Health {
  readonly ready: boolean;
  readonly parts: readonly {
    readonly name: 'store' | 'root-of-trust' | 'jobs';
    readonly ok: boolean;
    readonly detail: string;
  }[];
}

export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly email: string | null;
  /** False for every user of a disabled account. */
  readonly enabled: boolean;
  readonly accountEnabled: boolean;
}

/** Where a sign-in or sign-out came from, for its trace. */
export interface SignInSource {
  readonly sourceIp: string;
  readonly requestId: string;
}

/** Whom a foreign provider's first sign-in makes a user of: anyone, those whose claim names a group that exists here, nobody. */
export type NewUserRule = 'anyone' | 'members' | 'nobody';

export interface Project {
  readonly id: string;
  readonly name: string;
}

export interface Identity {
  /** First start: makes account, project, user `admin` in group `administrators` with policy KMS Administrator (and Security Administrator). Returns null when the store already has an account. */
  bootstrap(o: {
    accountName: string;
    projectName: string;
    adminPassword?: string;
  }): Promise<{ adminName: string; generatedPassword: string | null } | null>;
  /** Checks a password in time that does not tell whether the user exists, behind a throttle per user and per address. Throws `passwordWrong`, `throttled`, or, to the right password, `accountDisabled`. Traced either way. */
  authenticatePassword(o: {
    accountName: string | null;
    userName: string;
    password: string;
    sourceIp: string;
    requestId: string;
  }): Promise<User>;
  findUser(userId: string): Promise<User | null>;
  /** Names of the groups that the user is a member of. */
  groupsOf(userId: string): Promise<readonly string[]>;
  /** User of a foreign provider, made at first sign-in; groups from the claim are matched by name. Null when this identity may not sign in. */
  provisionExternalUser(o: {
    issuer: string;
    subject: string;
    preferredName: string;
    email: string | null;
    groups: readonly string[];
    accountName: string;
    /** `anyone` when absent. */
    newUsers?: NewUserRule;
  }): Promise<User | null>;
  /**
   * Leaves the trace of a sign-in at a foreign provider that was refused, or of a check with it that failed (`refreshLogin`). Rejects
   * with `auditUnavailable`.
   */
  recordRefusedSignIn(o: {
    name?: 'login' | 'refreshLogin';
    accountName: string;
    issuer: string;
    /** Null while it is not known who it was. */
    user: User | null;
    error: OperationError;
    from: SignInSource;
  }): Promise<void>;
  projectsOf(accountId: string): Promise<readonly Project[]>;
  /** Opaque token (24 h), stored as a hash. */
  issueToken(o: {
    user: User;
    projectId: string | null;
  }): Promise<{ token: string; issuedAt: number; expiresAt: number }>;
  /** The user that a foreign provider's subject signed in as before, or the built-in provider's; null when there is none. */
  findUserOfProvider(o: { issuer: string; subject: string }): Promise<User | null>;
  /** Null: unknown, inactive, or of a disabled user. Served from a bounded cache, dropped on change. */
  resolveAccessKey(accessKeyId: string): Promise<AccessKeyIdentity | null>;
  /**
   * Takes note of a request whose signature is good: the last use of its key, and, where it changes state, that it came. False for the
   * replay of one that came more than two seconds before (decisions: replay).
   */
  admitSignedRequest(o: {
    accessKeyId: string;
    /** What was signed. */
    text: string;
    /** Date of the request, ms since 1970 UTC, already checked to be inside of the window. */
    signedAt: number;
    changesState: boolean;
  }): Promise<boolean>;
  /** Null: unknown. `expired`: known, too old. Served from a bounded cache, dropped on change. */
  resolveToken(token: string): Promise<TokenIdentity | 'expired' | null>;
}

export interface TokenIdentity {
  readonly user: User;
  readonly project: Project | null;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** An access key that may be used now. Its secret stays inside. */
export interface AccessKeyIdentity {
  readonly accessKeyId: string;
  readonly user: User;
  /** All projects of the account: a signature reaches each of them. */
  readonly projects: readonly Project[];
  /** True when the signature is this key's over `text` (characters up to U+00FF, one byte each). Constant time for HMAC. */
  verify(signature: RequestSignature, text: string): Promise<boolean>;
}

export interface SessionIdentity {
  readonly handle: string;
  readonly user: User;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly authenticatedAt: number;
  /** True when the provider said that the user proved more than one factor. */
  readonly multiFactor: boolean;
  readonly issuer: string;
  readonly subject: string;
  readonly providerSessionId: string | null;
  /** When the foreign provider is to be asked again whether the user is still good, ms since 1970 UTC; null: never. */
  readonly providerCheckAt: number | null;
  /** What the edge put in at creation (ID token for logout, …); opened on demand. */
  openData(): Promise<Readonly<Record<string, string>>>;
}

/** Console sessions; the ID is 256 random bits, the store keeps only its hash. Idle and absolute limits are given by the edge. */
export interface Sessions {
  create(o: {
    user: User;
    idleLimitInMs: number;
    absoluteLimitInMs: number;
    authenticatedAt: number;
    multiFactor: boolean;
    sourceIp: string;
    userAgent: string;
    issuer: string;
    subject: string;
    providerSessionId: string | null;
    /** Null when absent. */
    providerCheckAt?: number | null;
    data: Readonly<Record<string, string>>;
    /** With it the trace `login` is written together with the session; without it the sign-in has left its own. */
    loginRequestId?: string;
  }): Promise<{ id: string }>;
  /** Null when unknown, ended, idle too long or too old; refreshes last-seen at most once a minute. */
  resolve(id: string): Promise<SessionIdentity | null>;
  /** With `from` the trace `logout` is written together with the end. */
  end(id: string, from?: SignInSource): Promise<void>;
  /**
   * Takes the check with the provider that is due at `due`: true for one caller on one node, for the others it is due again at `nextAt`.
   */
  claimProviderCheck(id: string, due: number, nextAt: number): Promise<boolean>;
  /** What a check with the provider brought. */
  renew(
    id: string,
    o: { readonly data: Readonly<Record<string, string>>; readonly providerCheckAt: number | null },
  ): Promise<void>;
  list(
    userId: string,
  ): Promise<
    readonly { handle: string; createdAt: number; lastSeenAt: number; sourceIp: string; userAgent: string }[]
  >;
  endByHandle(userId: string, handle: string): Promise<boolean>;
  /** Back-channel logout: by provider session or by subject. Returns how many ended. */
  endByProvider(o: {
    issuer: string;
    subject?: string;
    providerSessionId?: string;
    /** With it each ended session leaves the trace `logout`. */
    from?: SignInSource;
  }): Promise<number>;
}

/** Sealed documents with an end: what the built-in OpenID provider and sign-in flows keep. */
export interface ExpiringDocuments {
  put(o: {
    kind: string;
    id: string;
    value: string;
    expiresAt: number;
    groupKey?: string;
    alternateKey?: string;
  }): Promise<void>;
  get(kind: string, id: string): Promise<{ value: string; consumedAt: number | null } | null>;
  findByAlternateKey(
    kind: string,
    alternateKey: string,
  ): Promise<{ id: string; value: string; consumedAt: number | null } | null>;
  /** True when it was not consumed before. */
  consume(kind: string, id: string): Promise<boolean>;
  remove(kind: string, id: string): Promise<void>;
  removeGroup(groupKey: string): Promise<void>;
}
