import type { Change, Transaction } from '../store/store.ts';

/**
 * Ends the sessions and tokens of everybody in an account, in the transaction of what took the access away. One change says it: every node
 * then forgets all that it remembers of the account.
 */
export async function endAccessOfAccount(
  transaction: Transaction,
  announce: (change: Change) => void,
  accountId: string,
): Promise<void> {
  await transaction.deleteFrom('sessions').where('account_id', '=', accountId).execute();
  await transaction.deleteFrom('auth_tokens').where('account_id', '=', accountId).execute();
  announce({ kind: 'identity', accountId });
}

/**
 * Ends the sessions and tokens of a user, in the transaction of what took the access away. The identity change, which drops what nodes
 * remember of the account, is announced as well.
 * @param keptSession handle of a session that goes on: the one in which the user changes the own password
 */
export async function endAccess(
  transaction: Transaction,
  announce: (change: Change) => void,
  user: { readonly id: string; readonly accountId: string },
  keptSession?: string,
): Promise<void> {
  let sessions = transaction.deleteFrom('sessions').where('user_id', '=', user.id);
  if (keptSession !== undefined) sessions = sessions.where('handle', '<>', keptSession);
  for (const row of await sessions.returning('id_hash').execute()) {
    announce({ kind: 'session', idHash: row.id_hash });
  }
  const tokens = await transaction
    .deleteFrom('auth_tokens')
    .where('user_id', '=', user.id)
    .returning('token_hash')
    .execute();
  for (const row of tokens) announce({ kind: 'token', tokenHash: row.token_hash });
  announce({ kind: 'identity', accountId: user.accountId });
}
