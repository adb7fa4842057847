import { randomInt } from 'node:crypto';
import type { Store, Transaction } from '../store/store.ts';

/** Reads and writes of access keys. Either the store's reader or a transaction serves. */
type Reader = Store['read'] | Transaction;

/** An access key without its secret. */
export interface AccessKey {
  readonly id: string;
  readonly userId: string;
  readonly active: boolean;
  readonly description: string;
  /** ms since 1970 UTC, as all times here. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const ID_LENGTH = 20;
const SECRET_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** 238 random bits. */
const SECRET_LENGTH = 40;

export const newAccessKeyId = (): string => randomText(ID_ALPHABET, ID_LENGTH);
export const newSecretAccessKey = (): string => randomText(SECRET_ALPHABET, SECRET_LENGTH);

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** What the sealed secret belongs to. */
export const secretBinding = (accountId: string, userId: string, accessKeyId: string): readonly string[] => [
  'access-key',
  accountId,
  userId,
  accessKeyId,
];

const accessKeysOf = (reader: Reader, accountId: string) =>
  reader
    .selectFrom('access_keys')
    .select(['id', 'user_id', 'active', 'description', 'created_at', 'last_used_at'])
    .where('account_id', '=', accountId);

interface AccessKeyRow {
  readonly id: string;
  readonly user_id: string;
  readonly active: number;
  readonly description: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
}

const accessKeyOf = (row: AccessKeyRow): AccessKey => ({
  id: row.id,
  userId: row.user_id,
  active: row.active === 1,
  description: row.description,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

/** The oldest first. */
export async function accessKeysOfUser(
  reader: Reader,
  accountId: string,
  userId: string,
): Promise<readonly AccessKey[]> {
  const rows = await accessKeysOf(reader, accountId)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(accessKeyOf);
}

export async function findAccessKey(
  reader: Reader,
  accountId: string,
  accessKeyId: string,
): Promise<AccessKey | null> {
  const row = await accessKeysOf(reader, accountId).where('id', '=', accessKeyId).executeTakeFirst();
  return row === undefined ? null : accessKeyOf(row);
}

/** Makes changes that count the access keys of one user wait for each other. False when the user is gone. */
export async function lockUser(
  transaction: Transaction,
  dialect: Store['dialect'],
  accountId: string,
  userId: string,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('account_id', '=', accountId)
    .$if(dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  return row !== undefined;
}
