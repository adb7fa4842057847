import { randomBytes } from 'node:crypto';
import type { RequestContext } from '../context.ts';
import type { Store } from '../store/store.ts';

/** An account with one project and one user, as rows of the store. */
export interface SeededAccount {
  readonly accountId: string;
  readonly accountName: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly userId: string;
  readonly userName: string;
}

/** Writes the rows that foreign keys of every other table point to. */
export async function seedAccount(store: Store, accountName = `account-${hex(4)}`): Promise<SeededAccount> {
  const seeded: SeededAccount = {
    accountId: hex(16),
    accountName,
    projectId: hex(16),
    projectName: 'local-1',
    userId: hex(16),
    userName: 'admin',
  };
  await store.transaction(async (t) => {
    await t
      .insertInto('accounts')
      .values({ id: seeded.accountId, name: accountName, created_at: 0 })
      .execute();
    await t
      .insertInto('projects')
      .values({
        id: seeded.projectId,
        account_id: seeded.accountId,
        name: seeded.projectName,
        created_at: 0,
      })
      .execute();
    await t
      .insertInto('users')
      .values({
        id: seeded.userId,
        account_id: seeded.accountId,
        name: seeded.userName,
        description: '',
        email: null,
        password_hash: null,
        external_issuer: null,
        external_subject: null,
        enabled: 1,
        created_at: 0,
        last_sign_in_at: null,
      })
      .execute();
  });
  return seeded;
}

/** The context of an API call of the seeded user in the seeded project. */
export function contextOf(seeded: SeededAccount, changes: Partial<RequestContext> = {}): RequestContext {
  return {
    principal: {
      kind: 'user',
      userId: seeded.userId,
      userName: seeded.userName,
      accountId: seeded.accountId,
      credential: 'token',
      authenticatedAt: 0,
      multiFactor: false,
    },
    account: { id: seeded.accountId, name: seeded.accountName },
    project: { id: seeded.projectId, name: seeded.projectName },
    channel: 'api',
    sourceIp: '192.0.2.1',
    requestId: hex(16),
    ...changes,
  };
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
