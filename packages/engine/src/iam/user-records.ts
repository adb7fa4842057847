import type { Selectable } from 'kysely';
import type { UsersTable } from '../store/identity-tables.ts';
import type { Store, Transaction } from '../store/store.ts';

type Reader = Store['read'] | Transaction;

/** A user as lists and views need it: no password hash. */
export type UserRecord = Omit<Selectable<UsersTable>, 'password_hash'> & { readonly has_password: number };

export function usersOf(reader: Reader, accountId: string) {
  return reader
    .selectFrom('users')
    .select([
      'users.id',
      'users.account_id',
      'users.name',
      'users.description',
      'users.email',
      'users.external_issuer',
      'users.external_subject',
      'users.enabled',
      'users.created_at',
      'users.last_sign_in_at',
    ])
    .select((e) => e.case().when('users.password_hash', 'is', null).then(0).else(1).end().as('has_password'))
    .where('users.account_id', '=', accountId);
}

/** Fields of a user that both its lists and its answers have. */
export const userFields = (row: UserRecord) => ({
  id: row.id,
  name: row.name,
  domainId: row.account_id,
  enabled: row.enabled === 1,
  description: row.description,
  // Passwords do not expire (NIST SP 800-63B 5.1.1.2).
  passwordExpiresAt: '',
  pwdStatus: true,
  accessMode: 'default' as const,
});

export const userAnswer = (row: UserRecord) => ({
  ...userFields(row),
  email: row.email ?? '',
  createTime: row.created_at,
  isDomainOwner: false,
});

export const consoleUser = (row: UserRecord) => ({
  id: row.id,
  name: row.name,
  description: row.description,
  email: row.email,
  enabled: row.enabled === 1,
  hasPassword: row.has_password === 1,
  issuer: row.external_issuer,
  createdAt: row.created_at,
  lastSignInAt: row.last_sign_in_at,
});
