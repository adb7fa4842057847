import type { Store, Transaction } from './store.ts';

/** Makes changes that count or name things of one account wait for each other: quotas (KEY-12), names (KEY-02), the last administrator (IAM-02). */
export async function lockAccount(
  transaction: Transaction,
  dialect: Store['dialect'],
  accountId: string,
): Promise<void> {
  if (dialect === 'sqlite') return;
  const account = transaction.selectFrom('accounts').select('id').where('id', '=', accountId);
  // Not FOR UPDATE: that would also hold up every row elsewhere that refers to the account.
  await account.forNoKeyUpdate().executeTakeFirst();
}
