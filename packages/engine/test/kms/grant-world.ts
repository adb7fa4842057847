import { randomUUID } from 'node:crypto';
import type { RequestContext } from '../../src/context.ts';
import { newIdentifier } from '../../src/iam/identifiers.ts';
import { contextOf, type SeededAccount, seedAccount } from '../../src/testing/index.ts';
import type { KmsWorld } from './kms-world.ts';

/** A user with no policies, in the account or in a new one. */
export async function newUser(world: KmsWorld, account?: SeededAccount): Promise<RequestContext> {
  const { store } = world.node;
  if (account === undefined) return contextOf(await seedAccount(store));
  const userId = newIdentifier();
  await store.transaction((transaction) =>
    transaction
      .insertInto('users')
      .values({
        id: userId,
        account_id: account.accountId,
        name: `user-${userId.slice(0, 8)}`,
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
  return contextOf({ ...account, userId, userName: `user-${userId.slice(0, 8)}` });
}

export function idOf({ principal }: RequestContext): string {
  if (principal.kind !== 'user') throw new TypeError('no user');
  return principal.userId;
}

/** Attaches a policy of these statements to the user. */
export async function attachPolicy(
  world: KmsWorld,
  context: RequestContext,
  statements: readonly {
    Effect: 'Allow' | 'Deny';
    Action: readonly string[];
    Resource?: readonly string[];
  }[],
): Promise<void> {
  const id = randomUUID();
  await world.node.store.transaction(async (transaction, announce) => {
    await transaction
      .insertInto('policies')
      .values({
        id,
        account_id: context.account.id,
        name: `policy-${id}`,
        description: '',
        document: JSON.stringify({ Version: '1.1', Statement: statements }),
        created_at: 0,
        updated_at: 0,
      })
      .execute();
    await transaction
      .insertInto('policy_attachments')
      .values({
        account_id: context.account.id,
        policy_id: id,
        group_id: null,
        user_id: idOf(context),
        project_id: null,
        created_at: 0,
      })
      .execute();
    announce({ kind: 'identity', accountId: context.account.id });
  });
}
