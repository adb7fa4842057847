import type { Clock } from '../clock.ts';
import type { Identity, TokenIdentity } from '../engine.ts';
import type { Store } from '../store/store.ts';
import { BoundedCache } from './bounded-cache.ts';
import { findUserById } from './directory.ts';
import { hashOfBearerSecret, newBearerSecret } from './identifiers.ts';

export const TOKEN_LIFE_IN_MS = 24 * 60 * 60_000;
/** An expired token is remembered this long, so that its holder is told to get a new one instead of that it is unknown. */
export const EXPIRED_TOKEN_MEMORY_IN_MS = 7 * 24 * 60 * 60_000;

/** Tokens longer than this are not ours; they are not even hashed. */
const MAX_TOKEN_LENGTH = 4096;
const CACHE = { limit: 10_000, timeToLiveInMs: 60_000 };

export interface Tokens {
  issueToken: Identity['issueToken'];
  resolveToken: Identity['resolveToken'];
  cachedCount(): number;
}

/** API tokens (IAM-05): opaque, kept as hashes only. */
export function createTokens(deps: { readonly store: Store; readonly clock: Clock }): Tokens {
  const { store, clock } = deps;
  const cache = new BoundedCache<TokenIdentity>({ ...CACHE, clock });
  store.onChange((change) => {
    if (change.kind === 'token') cache.drop(change.tokenHash);
    else if (change.kind === 'identity') cache.dropWhere(({ user }) => user.accountId === change.accountId);
    else if (change.kind === 'everything') cache.clear();
  });

  return {
    cachedCount: () => cache.size,

    async issueToken({ user, projectId }) {
      const token = newBearerSecret();
      const issuedAt = clock.now();
      const expiresAt = issuedAt + TOKEN_LIFE_IN_MS;
      await store.transaction((transaction) =>
        transaction
          .insertInto('auth_tokens')
          .values({
            token_hash: hashOfBearerSecret(token),
            user_id: user.id,
            account_id: user.accountId,
            project_id: projectId,
            issued_at: issuedAt,
            expires_at: expiresAt,
          })
          .execute(),
      );
      return { token, issuedAt, expiresAt };
    },

    async resolveToken(token) {
      if (token === '' || token.length > MAX_TOKEN_LENGTH) return null;
      const tokenHash = hashOfBearerSecret(token);
      const identity =
        cache.get(tokenHash) ?? (await cache.getOrLoad(tokenHash, () => loadToken(store, tokenHash)));
      if (identity === null || !identity.user.enabled) return null;
      return identity.expiresAt <= clock.now() ? 'expired' : identity;
    },
  };
}

async function loadToken(store: Store, tokenHash: string): Promise<TokenIdentity | null> {
  const row = await store.read
    .selectFrom('auth_tokens')
    .leftJoin('projects', (join) =>
      join
        .onRef('projects.id', '=', 'auth_tokens.project_id')
        .onRef('projects.account_id', '=', 'auth_tokens.account_id'),
    )
    .select([
      'auth_tokens.user_id',
      'auth_tokens.project_id',
      'auth_tokens.issued_at',
      'auth_tokens.expires_at',
    ])
    .select(['projects.name as project_name'])
    .where('auth_tokens.token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (row === undefined) return null;
  const user = await findUserById(store.read, row.user_id);
  if (user === null) return null;
  // A token of a project that is gone must not turn into one of the account.
  if (row.project_id !== null && row.project_name === null) return null;
  return {
    user,
    project:
      row.project_id === null || row.project_name === null
        ? null
        : { id: row.project_id, name: row.project_name },
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
  };
}
