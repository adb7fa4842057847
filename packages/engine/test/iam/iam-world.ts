import { OperationError, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import { openEphemeralRoot, type RootOfTrust } from '@dewpoint/crypto-core';
import { GroupCommitAuditWriter } from '../../src/audit/group-commit-writer.ts';
import { TraceSearch } from '../../src/audit/search/trace-search.ts';
import type { RequestContext, UserPrincipal } from '../../src/context.ts';
import type { User } from '../../src/engine.ts';
import { createIam, type Iam, type IamOperationId, type IamOptions } from '../../src/iam/iam.ts';
import { newIdentifier } from '../../src/iam/identifiers.ts';
import type { DialectName } from '../../src/store/column-types.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { ManualClock, openTestStore, RecordingLog } from '../../src/testing/index.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const REGION = 'local-1';
export const PUBLIC_URL = 'http://localhost:8080';
export const ADMIN_PASSWORD = 'correct horse battery staple';
/** The hashes of these tests protect nothing. */
export const CHEAP = { logN: 4, r: 8, p: 1 };
export const NOON = Date.UTC(2026, 5, 15, 12);

/** An installation with one node on a fresh store. */
export interface World {
  readonly iam: Iam;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly log: RecordingLog;
  readonly root: RootOfTrust;
  readonly sqliteFile: string | null;
  /** Another node of the same installation: on PostgreSQL with connections of its own, on SQLite in the same process. */
  secondNode(options?: Partial<IamOptions>): Promise<Iam>;
  close(): Promise<void>;
}

export async function openWorld(dialect: DialectName, options: Partial<IamOptions> = {}): Promise<World> {
  const clock = new ManualClock(NOON);
  const log = new RecordingLog();
  const root = await openEphemeralRoot();
  const test = await openTestStore(dialect, { clock });
  const otherStores: Store[] = [];
  const node = (store: Store, more: Partial<IamOptions>): Iam =>
    createIam({
      store,
      root,
      clock,
      log,
      audit: new GroupCommitAuditWriter({ store, clock, log }),
      search: new TraceSearch(store),
      region: REGION,
      publicUrl: PUBLIC_URL,
      passwordCost: CHEAP,
      ...more,
    });
  return {
    iam: node(test.store, options),
    store: test.store,
    clock,
    log,
    root,
    sqliteFile: test.location.kind === 'sqlite' ? test.location.file : null,
    async secondNode(more = {}) {
      if (test.location.kind === 'sqlite') return node(test.store, more);
      const store = await openStore(test.location, { clock });
      otherStores.push(store);
      return node(store, more);
    },
    async close() {
      for (const store of otherStores) await store.close();
      await test.remove();
      await root.close();
    },
  };
}

/** Bootstraps the world and signs its administrator in. */
export async function signedInAdmin({ iam }: World): Promise<User> {
  await iam.identity.bootstrap({
    accountName: 'default',
    projectName: REGION,
    adminPassword: ADMIN_PASSWORD,
  });
  return signIn(iam, 'admin', ADMIN_PASSWORD);
}

export function signIn(iam: Iam, userName: string, password: string, sourceIp = '192.0.2.1'): Promise<User> {
  return iam.identity.authenticatePassword({
    accountName: null,
    userName,
    password,
    sourceIp,
    requestId: 'request-1',
  });
}

/** A user without password, in the account of `like`. */
export async function addUser(store: Store, like: User, name: string): Promise<User> {
  const id = newIdentifier();
  await store.transaction((t) =>
    t
      .insertInto('users')
      .values({
        id,
        account_id: like.accountId,
        name,
        description: '',
        email: null,
        password_hash: null,
        external_issuer: null,
        external_subject: null,
        enabled: 1,
        created_at: 0,
        last_sign_in_at: null,
      })
      .execute(),
  );
  return { ...like, id, name, email: null };
}

export async function addGroup(store: Store, accountId: string, name: string): Promise<string> {
  const id = newIdentifier();
  await store.transaction((t) =>
    t
      .insertInto('user_groups')
      .values({ id, account_id: accountId, name, description: '', created_at: 0 })
      .execute(),
  );
  return id;
}

/** Changes identities as an administrator's operation will: in a transaction that announces it. */
export function changeIdentity(
  store: Store,
  accountId: string,
  change: (transaction: Parameters<Parameters<Store['transaction']>[0]>[0]) => Promise<unknown>,
): Promise<void> {
  return store.transaction(async (transaction, announce) => {
    await change(transaction);
    announce({ kind: 'identity', accountId });
  });
}

export function contextOf(user: User, changes: Partial<RequestContext> = {}): RequestContext {
  return {
    principal: principalOf(user),
    account: { id: user.accountId, name: user.accountName },
    project: null,
    channel: 'api',
    sourceIp: '192.0.2.1',
    requestId: 'request-1',
    ...changes,
  };
}

export function principalOf(user: User, changes: Partial<UserPrincipal> = {}): UserPrincipal {
  return {
    kind: 'user',
    userId: user.id,
    userName: user.name,
    accountId: user.accountId,
    credential: 'token',
    authenticatedAt: NOON,
    multiFactor: false,
    ...changes,
  };
}

export const anonymous = (account: RequestContext['account']): RequestContext => ({
  principal: { kind: 'anonymous' },
  account,
  project: null,
  channel: 'api',
  sourceIp: '192.0.2.1',
  requestId: 'request-1',
});

/** Runs a handler the way the pipeline does, without its trace. */
export async function run<Id extends IamOperationId>(
  iam: Iam,
  id: Id,
  context: RequestContext,
  input: OperationInput<Id>,
): Promise<{ output: OperationOutput<Id>; traced: { id: string; name: string } | null }> {
  const handler = iam.handlers[id];
  if (handler.kind !== 'direct') throw new TypeError(`${id} is not a direct handler`);
  let traced: { id: string; name: string } | null = null;
  const output = await handler.run({
    context,
    input,
    now: NOON,
    resource: undefined,
    byGrant: false,
    traceResource: (resource) => {
      traced = resource;
    },
    traceCaller: () => {},
    authorize: async () => {
      throw new TypeError('no handler of IAM asks for a further permission');
    },
  });
  return { output, traced };
}

/** The refusal that a call ends with. */
export async function refusalOf(call: Promise<unknown>): Promise<OperationError> {
  const error = await call.then(
    () => new TypeError('the call was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof OperationError) return error;
  throw error;
}
