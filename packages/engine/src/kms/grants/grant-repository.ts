import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { UserPrincipal } from '../../context.ts';
import type { Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { type Grant, grantOf } from './grant.ts';

/** Grants of one page, and how many there are in all. */
export interface GrantPage {
  readonly grants: readonly Grant[];
  readonly total: number;
}

export interface PageRange {
  readonly offset: number;
  readonly limit: number;
}

export async function insertGrant(transaction: Transaction, grant: Grant): Promise<void> {
  await transaction
    .insertInto('key_grants')
    .values({
      id: grant.id,
      key_id: grant.keyId,
      account_id: grant.accountId,
      grantee_type: grant.granteeType,
      grantee: grant.grantee,
      operations: JSON.stringify(grant.operations),
      name: grant.name,
      issuer: grant.issuer,
      retiring_principal: grant.retiringPrincipal,
      created_at: grant.createdAt,
    })
    .execute();
}

/** A grant on some key of an account. */
export async function findGrant(
  database: Kysely<Tables>,
  accountId: string,
  id: string,
): Promise<Grant | undefined> {
  const row = await database
    .selectFrom('key_grants')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row === undefined ? undefined : grantOf(row);
}

export async function deleteGrant(transaction: Transaction, grant: Grant): Promise<void> {
  await transaction
    .deleteFrom('key_grants')
    .where('id', '=', grant.id)
    .where('account_id', '=', grant.accountId)
    .execute();
}

/** All grants of a key, oldest first; there are never more than `GRANTS_PER_KEY`. */
export async function grantsOfKey(database: Kysely<Tables>, keyId: string): Promise<readonly Grant[]> {
  const rows = await database
    .selectFrom('key_grants')
    .selectAll()
    .where('key_id', '=', keyId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(grantOf);
}

/** How many grants a key has. */
export async function countGrants(database: Kysely<Tables>, keyId: string): Promise<number> {
  const { count } = await database
    .selectFrom('key_grants')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('key_id', '=', keyId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Grants on all keys that this user may retire (GRT-03), oldest first. */
export function retirableGrants(
  database: Kysely<Tables>,
  { userId, accountId }: Pick<UserPrincipal, 'userId' | 'accountId'>,
  range: PageRange,
): Promise<GrantPage> {
  const query = database.selectFrom('key_grants').where((e) =>
    e.or([
      e('issuer', '=', userId),
      e('retiring_principal', 'in', [userId, accountId]),
      e.and([
        e.or([
          e.and({ grantee_type: 'user', grantee: userId }),
          e.and({ grantee_type: 'domain', grantee: accountId }),
        ]),
        // Names of operations hold no quote, so the quoted name is found only as an element of the array.
        e('operations', 'like', '%"retire-grant"%'),
      ]),
    ]),
  );
  return page(query, range);
}

/** The most grants that one key of the account has. */
export async function mostGrantsOfOneKey(database: Kysely<Tables>, accountId: string): Promise<number> {
  const row = await database
    .selectFrom('key_grants')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('account_id', '=', accountId)
    .groupBy('key_id')
    .orderBy('count', 'desc')
    .limit(1)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** Accounts whose users have a grant on the key, directly or through their account. */
export async function granteeAccounts(database: Kysely<Tables>, keyId: string): Promise<readonly string[]> {
  const accounts = await database
    .selectFrom('key_grants')
    .select('grantee as id')
    .where('key_id', '=', keyId)
    .where('grantee_type', '=', 'domain')
    .union(
      database
        .selectFrom('key_grants')
        .innerJoin('users', 'users.id', 'key_grants.grantee')
        .select('users.account_id as id')
        .where('key_grants.key_id', '=', keyId)
        .where('key_grants.grantee_type', '=', 'user'),
    )
    .execute();
  return accounts.map((account) => account.id);
}

async function page(
  query: SelectQueryBuilder<Tables, 'key_grants', object>,
  range: PageRange,
): Promise<GrantPage> {
  const { count } = await query
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .limit(range.limit)
    .offset(range.offset)
    .execute();
  return { grants: rows.map(grantOf), total: Number(count) };
}
