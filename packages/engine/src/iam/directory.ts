import type { Project, User } from '../engine.ts';
import type { Store, Transaction } from '../store/store.ts';

/** Reads of accounts, projects and users. Either the store's reader or a transaction serves. */
type Reader = Store['read'] | Transaction;

export interface Account {
  readonly id: string;
  readonly name: string;
}

/** An account as the store has it. */
export interface AccountRecord extends Account {
  readonly enabled: boolean;
}

const usersWithAccount = (reader: Reader) =>
  reader
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .select(['users.id', 'users.name', 'users.email', 'users.enabled', 'users.account_id'])
    .select(['accounts.name as account_name', 'accounts.enabled as account_enabled']);

interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly enabled: number;
  readonly account_id: string;
  readonly account_name: string;
  readonly account_enabled: number;
}

const userOf = (row: UserRow): User => ({
  id: row.id,
  name: row.name,
  accountId: row.account_id,
  accountName: row.account_name,
  email: row.email,
  enabled: row.enabled === 1 && row.account_enabled === 1,
  accountEnabled: row.account_enabled === 1,
});

export async function findUserById(reader: Reader, userId: string): Promise<User | null> {
  const row = await usersWithAccount(reader).where('users.id', '=', userId).executeTakeFirst();
  return row === undefined ? null : userOf(row);
}

/** A user with what is needed to check a password. */
export interface PasswordHolder {
  readonly user: User;
  /** Whether the user is enabled, in whatever account. */
  readonly ownEnabled: boolean;
  /** Null: this user signs in at a foreign provider only. */
  readonly passwordHash: string | null;
}

export async function findPasswordHolder(
  reader: Reader,
  accountId: string,
  who: { readonly userName: string } | { readonly userId: string },
): Promise<PasswordHolder | null> {
  const row = await usersWithAccount(reader)
    .select('users.password_hash')
    .where('users.account_id', '=', accountId)
    .where((expression) =>
      expression.and('userId' in who ? { 'users.id': who.userId } : { 'users.name': who.userName }),
    )
    .executeTakeFirst();
  return row === undefined
    ? null
    : { user: userOf(row), ownEnabled: row.enabled === 1, passwordHash: row.password_hash };
}

export async function findExternalUser(
  reader: Reader,
  issuer: string,
  subject: string,
): Promise<User | null> {
  const row = await usersWithAccount(reader)
    .where('users.external_issuer', '=', issuer)
    .where('users.external_subject', '=', subject)
    .executeTakeFirst();
  return row === undefined ? null : userOf(row);
}

/** The account of that name; without a name the first one of the installation. */
export async function findAccount(reader: Reader, name: string | null): Promise<AccountRecord | null> {
  const accounts = reader.selectFrom('accounts').select(['id', 'name', 'enabled']);
  const query =
    name === null ? accounts.orderBy('created_at').orderBy('id').limit(1) : accounts.where('name', '=', name);
  return accountOf(await query.executeTakeFirst());
}

export async function findAccountById(reader: Reader, accountId: string): Promise<AccountRecord | null> {
  const row = await reader
    .selectFrom('accounts')
    .select(['id', 'name', 'enabled'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  return accountOf(row);
}

function accountOf(row: { id: string; name: string; enabled: number } | undefined): AccountRecord | null {
  return row === undefined ? null : { ...row, enabled: row.enabled === 1 };
}

/** The account's projects, the first one made first. */
export function projectsOfAccount(reader: Reader, accountId: string): Promise<readonly Project[]> {
  return reader
    .selectFrom('projects')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Names of the groups of a user, in order. */
export async function groupNamesOf(reader: Reader, userId: string): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('group_members')
    .innerJoin('user_groups', 'user_groups.id', 'group_members.group_id')
    .select('user_groups.name')
    .where('group_members.user_id', '=', userId)
    .orderBy('user_groups.name')
    .execute();
  return rows.map((row) => row.name);
}
