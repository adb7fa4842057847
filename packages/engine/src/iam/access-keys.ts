import type { Clock } from '../clock.ts';
import type { AccessKeyIdentity, Identity, Project, User } from '../engine.ts';
import type { Store } from '../store/store.ts';
import { secretBinding } from './access-key-repository.ts';
import { AccessKeySecret } from './access-key-secret.ts';
import { BoundedCache } from './bounded-cache.ts';
import { findUserById, projectsOfAccount } from './directory.ts';
import type { Sealing } from './sealing.ts';
import type { SignedRequests } from './signed-requests.ts';

const accessKeyId = /^[A-Z0-9]{20}$/;
/** When a key was used last is written at most this often. */
const LAST_USE_INTERVAL_IN_MS = 60_000;
const CACHE = { limit: 10_000, timeToLiveInMs: 60_000 };

export interface AccessKeys {
  resolveAccessKey: Identity['resolveAccessKey'];
  admitSignedRequest: Identity['admitSignedRequest'];
  cachedCount(): number;
}

interface CachedKey {
  readonly user: User;
  readonly projects: readonly Project[];
  readonly secret: AccessKeySecret;
  lastUsedAt: number | null;
}

/** Access keys as signed requests need them (IAM-05): by ID, with their secret opened and kept for a short time. */
export function createAccessKeys(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly signedRequests: SignedRequests;
}): AccessKeys {
  const { store, clock, sealing, signedRequests } = deps;
  const cache = new BoundedCache<CachedKey>({ ...CACHE, clock });
  store.onChange((change) => {
    if (change.kind === 'identity') cache.dropWhere(({ user }) => user.accountId === change.accountId);
    else if (change.kind === 'everything') cache.clear();
  });

  const find = async (id: string): Promise<CachedKey | null> =>
    accessKeyId.test(id) ? cache.getOrLoad(id, () => loadKey(store, sealing, id)) : null;

  const noteUse = async (id: string): Promise<void> => {
    const key = await find(id);
    const now = clock.now();
    if (key === null || (key.lastUsedAt !== null && now - key.lastUsedAt < LAST_USE_INTERVAL_IN_MS)) return;
    // Set before the write: calls that come meanwhile have nothing to write.
    key.lastUsedAt = now;
    await store.transaction((transaction) =>
      transaction
        .updateTable('access_keys')
        .set({ last_used_at: now })
        .where('id', '=', id)
        .where((e) => e.or([e('last_used_at', 'is', null), e('last_used_at', '<', now)]))
        .execute(),
    );
  };

  return {
    cachedCount: () => cache.size,

    async resolveAccessKey(id): Promise<AccessKeyIdentity | null> {
      const key = await find(id);
      if (key === null) return null;
      return {
        accessKeyId: id,
        user: key.user,
        projects: key.projects,
        verify: (signature, text) => key.secret.verify(signature, text),
      };
    },

    async admitSignedRequest({ changesState, ...request }) {
      if (changesState && !(await signedRequests.admit(request))) return false;
      await noteUse(request.accessKeyId);
      return true;
    },
  };
}

/** Null for a key that is unknown or inactive, and for one of a disabled user. */
async function loadKey(store: Store, sealing: Sealing, id: string): Promise<CachedKey | null> {
  const row = await store.read
    .selectFrom('access_keys')
    .select(['account_id', 'user_id', 'sealed_secret', 'active', 'last_used_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row?.active !== 1) return null;
  const user = await findUserById(store.read, row.user_id);
  if (!user?.enabled || user.accountId !== row.account_id) return null;
  const projects = await projectsOfAccount(store.read, row.account_id);
  const bytes = await sealing.open(secretBinding(row.account_id, row.user_id, id), row.sealed_secret);
  try {
    return { user, projects, secret: new AccessKeySecret(id, bytes), lastUsedAt: row.last_used_at };
  } finally {
    bytes.fill(0);
  }
}
