import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../clock.ts';
import type { Identity, User } from '../engine.ts';
import { isUniqueViolation } from '../store/errors.ts';
import type { Store, Transaction } from '../store/store.ts';
import { findAccount, findExternalUser, findUserById } from './directory.ts';
import { newIdentifier } from './identifiers.ts';

type Claims = Parameters<Identity['provisionExternalUser']>[0];

const MAX_NAME_LENGTH = 64;
const SUFFIX_LENGTH = 13;
const MAX_GROUPS = 1_000;
const ATTEMPTS = 5;

/**
 * The user that stands for a subject of a foreign provider; made at the first sign-in, with no rights but those of groups that the
 * claim names. A local user of the same name is somebody else: names are not proof, so the new user gets another name.
 *
 * Memberships given by the claim are taken back when the claim no longer names the group; those given by an administrator stay.
 * @returns null for an account that does not exist or is disabled, a subject of another account, a disabled user, and a new one that the rule refuses
 */
export async function provisionExternalUser(
  deps: { readonly store: Store; readonly clock: Clock },
  claims: Claims,
): Promise<User | null> {
  if (claims.issuer === '' || claims.subject === '') {
    throw new OperationError('parameterInvalid', {
      field: 'subject',
      message: 'issuer and subject must not be empty',
    });
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await deps.store.transaction((transaction, announce) =>
        provisionWithin(transaction, deps.clock.now(), claims, (accountId) =>
          announce({ kind: 'identity', accountId }),
        ),
      );
    } catch (error) {
      // Another request made the same user or took the name in the same moment.
      if (!isUniqueViolation(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function provisionWithin(
  transaction: Transaction,
  now: number,
  claims: Claims,
  announceChange: (accountId: string) => void,
): Promise<User | null> {
  const account = await findAccount(transaction, claims.accountName);
  if (account === null || !account.enabled) return null;
  const known = await findExternalUser(transaction, claims.issuer, claims.subject);
  if (known !== null && (known.accountId !== account.id || !known.enabled)) return null;
  if (known === null && !(await mayBeMade(transaction, account.id, claims))) return null;
  const userId = known?.id ?? (await writeUser(transaction, now, account.id, claims));
  if (known !== null) {
    await transaction
      .updateTable('users')
      .set({ email: claims.email, last_sign_in_at: now })
      .where('id', '=', userId)
      .execute();
  }
  const changed = await followClaim(transaction, account.id, userId, claims.groups);
  if (changed || known === null) announceChange(account.id);
  return findUserById(transaction, userId);
}

/** The rule for whom a first sign-in makes a user of (IAM-02). */
async function mayBeMade(transaction: Transaction, accountId: string, claims: Claims): Promise<boolean> {
  const { newUsers = 'anyone', groups } = claims;
  if (newUsers !== 'members') return newUsers === 'anyone';
  const claimed = groups.slice(0, MAX_GROUPS);
  if (claimed.length === 0) return false;
  const group = await transaction
    .selectFrom('user_groups')
    .select('id')
    .where('account_id', '=', accountId)
    .where('name', 'in', claimed)
    .limit(1)
    .executeTakeFirst();
  return group !== undefined;
}

async function writeUser(
  transaction: Transaction,
  now: number,
  accountId: string,
  claims: Claims,
): Promise<string> {
  const id = newIdentifier();
  await transaction
    .insertInto('users')
    .values({
      id,
      account_id: accountId,
      name: await freeName(transaction, accountId, claims.preferredName),
      description: '',
      email: claims.email,
      password_hash: null,
      external_issuer: claims.issuer,
      external_subject: claims.subject,
      enabled: 1,
      created_at: now,
      last_sign_in_at: now,
    })
    .execute();
  return id;
}

/** The preferred name without what names may not have; with something behind it when somebody else has it. */
async function freeName(transaction: Transaction, accountId: string, preferred: string): Promise<string> {
  const cleaned = [
    ...preferred
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}_.@ -]/gu, '_')
      .trim(),
  ]
    .slice(0, MAX_NAME_LENGTH - SUFFIX_LENGTH)
    .join('')
    .trim();
  const base = cleaned === '' ? 'user' : cleaned;
  const numbered = Array.from({ length: 8 }, (_, index) => `${base}-${index + 2}`);
  const candidates = [base, ...numbered, `${base}-${newIdentifier().slice(0, SUFFIX_LENGTH - 1)}`];
  const taken = await transaction
    .selectFrom('users')
    .select('name')
    .where('account_id', '=', accountId)
    .where('name', 'in', candidates)
    .execute();
  const names = new Set(taken.map((row) => row.name));
  return (
    candidates.find((name) => !names.has(name)) ?? `${base}-${newIdentifier().slice(0, SUFFIX_LENGTH - 1)}`
  );
}

async function followClaim(
  transaction: Transaction,
  accountId: string,
  userId: string,
  claimed: readonly string[],
): Promise<boolean> {
  const wanted = new Set(claimed.slice(0, MAX_GROUPS));
  const groups = await transaction
    .selectFrom('user_groups')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .execute();
  const memberships = await transaction
    .selectFrom('group_members')
    .select(['group_id', 'from_claim'])
    .where('user_id', '=', userId)
    .execute();
  const current = new Map(memberships.map((row) => [row.group_id, row.from_claim]));
  const added = groups.filter((group) => wanted.has(group.name) && !current.has(group.id));
  const removed = groups.filter((group) => !wanted.has(group.name) && current.get(group.id) === 1);
  for (const group of added) {
    await transaction
      .insertInto('group_members')
      .values({ group_id: group.id, user_id: userId, from_claim: 1 })
      .execute();
  }
  for (const group of removed) {
    await transaction
      .deleteFrom('group_members')
      .where('group_id', '=', group.id)
      .where('user_id', '=', userId)
      .execute();
  }
  return added.length + removed.length > 0;
}
