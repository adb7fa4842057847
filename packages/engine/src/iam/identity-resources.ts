import { OperationError } from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import type { Resource } from '../pipeline/handler.ts';
import type { Store, Transaction } from '../store/store.ts';

type Reader = Store['read'] | Transaction;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Things of IAM belong to the account, whatever project a call is made in. */
const ofAccount = (type: string, { id, name }: Named): Resource => ({ type, id, name, projectId: null });

/** @throws OperationError `userNotFound`, also for a user of another account; so the others below */
export async function requireUser(reader: Reader, accountId: string, userId: string): Promise<Named> {
  const row = await reader
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', '=', userId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) throw new OperationError('userNotFound');
  return row;
}

export async function requireGroup(reader: Reader, accountId: string, groupId: string): Promise<Named> {
  const row = await reader
    .selectFrom('user_groups')
    .select(['id', 'name'])
    .where('id', '=', groupId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) throw new OperationError('groupNotFound');
  return row;
}

export async function requireProject(reader: Reader, accountId: string, projectId: string): Promise<Named> {
  const row = await reader
    .selectFrom('projects')
    .select(['id', 'name'])
    .where('id', '=', projectId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (row === undefined) throw new OperationError('projectNotFound');
  return row;
}

/** The account that a call names must be the caller's. */
export function requireOwnAccount(context: RequestContext, accountId: string | undefined): void {
  if (accountId !== undefined && accountId !== context.account.id) {
    throw new OperationError('accountNotFound');
  }
}

/** `resource` of operations on users and groups. */
export function identityResources(store: Store) {
  return {
    user: async (context: RequestContext, input: { readonly userId: string }) =>
      ofAccount('user', await requireUser(store.read, context.account.id, input.userId)),
    group: async (context: RequestContext, input: { readonly groupId: string }) =>
      ofAccount('group', await requireGroup(store.read, context.account.id, input.groupId)),
  };
}
