import { OperationError } from '@dewpoint/contract';
import type { Transaction } from '../store/store.ts';

/** Things that an account can have; they keep lists that answer everything at once (`GET /v3/users`) within bounds. */
const quotas = {
  users: 5_000,
  user_groups: 1_000,
  policies: 500,
  projects: 100,
  enterprise_projects: 100,
} as const;

const DELETE_ONE = 'Delete one that is not needed.';

/**
 * Call it with the account locked, before one more is made.
 * @throws OperationError `identityQuotaExceeded`
 */
export async function requireRoomFor(
  transaction: Transaction,
  accountId: string,
  table: keyof typeof quotas,
): Promise<void> {
  const { count } = await transaction
    .selectFrom(table)
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (Number(count) < quotas[table]) return;
  throw new OperationError('identityQuotaExceeded', {
    message: `The account has ${quotas[table]} ${words[table]}, as many as it can have. ${mends[table]}`,
  });
}

/** Enterprise projects are never deleted: traces and policies go on naming them. */
const mends: Readonly<Record<keyof typeof quotas, string>> = {
  users: DELETE_ONE,
  user_groups: DELETE_ONE,
  policies: DELETE_ONE,
  projects: DELETE_ONE,
  enterprise_projects: 'Give one that is not needed another name and purpose.',
};

const words: Readonly<Record<keyof typeof quotas, string>> = {
  users: 'users',
  user_groups: 'user groups',
  policies: 'custom policies',
  projects: 'projects',
  enterprise_projects: 'enterprise projects',
};
