import { randomUUID } from 'node:crypto';
import type { AuditWriter } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import type { EngineLog, Sessions, SignInSource, User } from '../engine.ts';
import type { SessionsTable } from '../store/identity-tables.ts';
import type { Change, Store, Transaction } from '../store/store.ts';
import { BoundedCache } from './bounded-cache.ts';
import { findUserById } from './directory.ts';
import { hashOfBearerSecret, newBearerSecret } from './identifiers.ts';
import type { Sealing } from './sealing.ts';
import { idleEnd, loadSession, type SessionRecord, sealSession, sessionIdentity } from './session-record.ts';
import { sessionPrincipal, signInContext, signInTrace } from './sign-in-traces.ts';

/** Last-seen is written at most this often; with short idle limits more often, or sessions in use would end. */
const REFRESH_INTERVAL_IN_MS = 60_000;
const REFRESHES_PER_IDLE_LIMIT = 10;
const MAX_ID_LENGTH = 256;
const MAX_USER_AGENT_LENGTH = 512;
const CACHE = { limit: 10_000, timeToLiveInMs: 60_000 };

export interface SessionStore extends Sessions {
  /** A live session of a user by its public handle: what the console shows of the session it runs in. */
  find(userId: string, handle: string): Promise<SessionRecord | null>;
  /** `endByHandle` inside a transaction, so that the trace of it belongs to the same one. */
  endWithin(
    transaction: Transaction,
    announce: (change: Change) => void,
    userId: string,
    handle: string,
  ): Promise<boolean>;
  cachedCount(): number;
}

/** Console sessions (IAM-01) in the store. `expires_at` of a row is the idle end, never later than the absolute limit. */
export function createSessions(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly audit: AuditWriter;
  readonly log: EngineLog;
}): SessionStore {
  const { store, clock, sealing } = deps;
  const cache = new BoundedCache<SessionRecord>({ ...CACHE, clock });
  store.onChange((change) => {
    if (change.kind === 'session') cache.drop(change.idHash);
    else if (change.kind === 'identity') cache.dropWhere(({ user }) => user.accountId === change.accountId);
    else if (change.kind === 'everything') cache.clear();
  });

  const resolveByHash = async (idHash: string): Promise<SessionRecord | null> => {
    const load = () => loadSession(deps, idHash);
    let session = await cache.getOrLoad(idHash, load);
    if (session !== null && idleEnd(session) <= clock.now()) {
      // Another node may have seen it since.
      cache.drop(idHash);
      session = await cache.getOrLoad(idHash, load);
    }
    return session === null || idleEnd(session) <= clock.now() ? null : session;
  };

  const refresh = async (session: SessionRecord): Promise<void> => {
    const now = clock.now();
    const interval = Math.min(REFRESH_INTERVAL_IN_MS, session.idleLimitInMs / REFRESHES_PER_IDLE_LIMIT);
    if (now - session.lastSeenAt < interval) return;
    cache.drop(session.idHash);
    await store.transaction((transaction) =>
      transaction
        .updateTable('sessions')
        .set({ last_seen_at: now, expires_at: idleEnd({ ...session, lastSeenAt: now }) })
        .where('id_hash', '=', session.idHash)
        .where('last_seen_at', '<', now)
        .execute(),
    );
  };

  const changeSession = (
    id: string,
    content: Partial<Pick<SessionsTable, 'provider_check_at' | 'sealed_data'>>,
    only: Partial<Pick<SessionsTable, 'provider_check_at'>>,
  ): Promise<boolean> =>
    store.transaction(async (transaction, announce) => {
      const idHash = hashOfBearerSecret(id);
      const changed = await transaction
        .updateTable('sessions')
        .set(content)
        .where((expression) => expression.and({ id_hash: idHash, ...only }))
        .returning('id_hash')
        .execute();
      if (changed.length > 0) announce({ kind: 'session', idHash });
      return changed.length > 0;
    });

  const endWithin: SessionStore['endWithin'] = (transaction, announce, userId, handle) =>
    endWhere(transaction, announce, { user_id: userId, handle }).then((ended) => ended.length > 0);

  const traceEnds = async (
    transaction: Transaction,
    ended: readonly EndedSession[],
    from: SignInSource,
    by: 'user' | 'provider',
  ): Promise<void> => {
    for (const session of ended) {
      const user = await findUserById(transaction, session.user_id);
      if (user === null) continue;
      const account = accountOf(user);
      const caller = by === 'user' ? sessionPrincipal(user, session.authenticated_at) : openIdProvider;
      const { issuer } = session;
      await deps.audit.appendWithin(
        transaction,
        signInContext(account, from, caller),
        signInTrace({ name: 'logout', user, account, issuer }),
      );
    }
  };

  return {
    cachedCount: () => cache.size,
    endWithin,

    async create(options) {
      const id = newBearerSecret();
      const idHash = hashOfBearerSecret(id);
      const now = clock.now();
      const endsAt = now + options.absoluteLimitInMs;
      const sealed_data = await sealSession(sealing, idHash, endsAt, options);
      await store.transaction(async (transaction) => {
        await transaction
          .insertInto('sessions')
          .values({
            id_hash: idHash,
            user_id: options.user.id,
            account_id: options.user.accountId,
            handle: randomUUID(),
            created_at: now,
            last_seen_at: now,
            expires_at: idleEnd({ lastSeenAt: now, idleLimitInMs: options.idleLimitInMs, endsAt }),
            authenticated_at: options.authenticatedAt,
            source_ip: options.sourceIp,
            user_agent: options.userAgent.slice(0, MAX_USER_AGENT_LENGTH),
            provider_session_id: options.providerSessionId,
            provider_check_at: options.providerCheckAt ?? null,
            issuer: options.issuer,
            subject: options.subject,
            sealed_data,
          })
          .execute();
        if (options.loginRequestId !== undefined) {
          const { user, issuer, sourceIp, loginRequestId: requestId } = options;
          const account = accountOf(user);
          await deps.audit.appendWithin(
            transaction,
            signInContext(account, { sourceIp, requestId }, sessionPrincipal(user, options.authenticatedAt)),
            signInTrace({ name: 'login', user, account, issuer }),
          );
        }
      });
      return { id };
    },

    async resolve(id) {
      if (id === '' || id.length > MAX_ID_LENGTH) return null;
      const session = await resolveByHash(hashOfBearerSecret(id));
      if (session === null) return null;
      await refresh(session);
      return sessionIdentity(sealing, session);
    },

    async find(userId, handle) {
      const row = await store.read
        .selectFrom('sessions')
        .select('id_hash')
        .where('handle', '=', handle)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row === undefined ? null : resolveByHash(row.id_hash);
    },

    async end(id, from) {
      await store.transaction(async (transaction, announce) => {
        const ended = await endWhere(transaction, announce, { id_hash: hashOfBearerSecret(id) });
        if (from !== undefined) await traceEnds(transaction, ended, from, 'user');
      });
    },

    claimProviderCheck: (id, due, nextAt) =>
      changeSession(id, { provider_check_at: nextAt }, { provider_check_at: due }),

    async renew(id, { data, providerCheckAt }) {
      const idHash = hashOfBearerSecret(id);
      const session = await resolveByHash(idHash);
      if (session === null) return;
      const sealed_data = await sealSession(sealing, idHash, session.endsAt, { ...session, data });
      await changeSession(id, { sealed_data, provider_check_at: providerCheckAt }, {});
    },

    async list(userId) {
      const rows = await store.read
        .selectFrom('sessions')
        .select(['handle', 'created_at', 'last_seen_at', 'source_ip', 'user_agent'])
        .where('user_id', '=', userId)
        .where('expires_at', '>', clock.now())
        .orderBy('last_seen_at', 'desc')
        .orderBy('handle')
        .execute();
      return rows.map((row) => ({
        handle: row.handle,
        createdAt: row.created_at,
        lastSeenAt: row.last_seen_at,
        sourceIp: row.source_ip,
        userAgent: row.user_agent,
      }));
    },

    endByHandle: (userId, handle) =>
      store.transaction((transaction, announce) => endWithin(transaction, announce, userId, handle)),

    async endByProvider({ issuer, subject, providerSessionId, from }) {
      // A logout token that names neither ends nothing, certainly not all sessions of the provider (OpenID Back-Channel Logout 2.4).
      if (subject === undefined && providerSessionId === undefined) return 0;
      return store.transaction(async (transaction, announce) => {
        const ended = await endWhere(transaction, announce, {
          issuer,
          ...(subject === undefined ? {} : { subject }),
          ...(providerSessionId === undefined ? {} : { provider_session_id: providerSessionId }),
        });
        if (from !== undefined) await traceEnds(transaction, ended, from, 'provider');
        return ended.length;
      });
    },
  };
}

interface EndedSession {
  readonly id_hash: string;
  readonly user_id: string;
  readonly issuer: string;
  readonly authenticated_at: number;
}

/** A sign-out that the provider asked for was done by nobody here. */
const openIdProvider = { kind: 'system', name: 'openid-provider' } as const;

const accountOf = (user: User): RequestContext['account'] => ({ id: user.accountId, name: user.accountName });

interface SessionSelection {
  readonly id_hash?: string;
  readonly user_id?: string;
  readonly handle?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly provider_session_id?: string;
}

async function endWhere(
  transaction: Transaction,
  announce: (change: Change) => void,
  selection: SessionSelection,
): Promise<readonly EndedSession[]> {
  const ended = await transaction
    .deleteFrom('sessions')
    .where((expression) => expression.and(selection))
    .returning(['id_hash', 'user_id', 'issuer', 'authenticated_at'])
    .execute();
  for (const row of ended) announce({ kind: 'session', idHash: row.id_hash });
  return ended;
}
