import { OperationError } from '@dewpoint/contract';
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { RequestContext } from '../context.ts';
import type { WrappedMaterial } from '../keys/key-materials.ts';
import { type KeyRecord, type KeyRow, keyRecord } from '../keys/key-record.ts';
import type { KeysTable } from '../store/key-tables.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

export { lockAccount } from '../store/lock-account.ts';

type Dialect = Store['dialect'];

/** PostgreSQL locks the row that it reads; SQLite has one writer, so nothing needs a lock (and has no syntax for it). */
function locked<O>(
  query: SelectQueryBuilder<Tables, 'keys', O>,
  dialect: Dialect,
): SelectQueryBuilder<Tables, 'keys', O> {
  return dialect === 'postgres' ? query.forUpdate() : query;
}

/**
 * A key of the caller's account and project, locked until the transaction ends.
 * @throws OperationError `keyNotFound`, also for another account's or project's key
 */
export async function lockKey(
  transaction: Transaction,
  dialect: Dialect,
  context: RequestContext,
  keyId: string,
): Promise<KeyRecord> {
  const query = transaction
    .selectFrom('keys')
    .selectAll()
    .where('id', '=', keyId)
    .where('account_id', '=', context.account.id)
    .where('project_id', '=', context.project?.id ?? '');
  const row = await locked(query, dialect).executeTakeFirst();
  if (row === undefined) throw new OperationError('keyNotFound');
  return keyRecord(row);
}

/** The key that a job names, locked until the transaction ends; undefined when it is gone. */
export async function lockKeyOfAccount(
  transaction: Transaction,
  dialect: Dialect,
  accountId: string,
  keyId: string,
): Promise<KeyRecord | undefined> {
  const query = transaction
    .selectFrom('keys')
    .selectAll()
    .where('id', '=', keyId)
    .where('account_id', '=', accountId);
  const row = await locked(query, dialect).executeTakeFirst();
  return row === undefined ? undefined : keyRecord(row);
}

/** The key that a job names, as it is now; undefined when it is gone. */
export async function readKeyOfAccount(
  database: Kysely<Tables>,
  accountId: string,
  keyId: string,
): Promise<KeyRecord | undefined> {
  const row = await database
    .selectFrom('keys')
    .selectAll()
    .where('id', '=', keyId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row === undefined ? undefined : keyRecord(row);
}

/** Custom keys of the account, those pending deletion included (KEY-12). */
export async function countCustomKeys(database: Kysely<Tables>, accountId: string): Promise<number> {
  const row = await database
    .selectFrom('keys')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('account_id', '=', accountId)
    .where('default_service', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** @throws OperationError `keyQuotaExceeded` */
export async function checkQuota(database: Kysely<Tables>, accountId: string, quota: number): Promise<void> {
  if ((await countCustomKeys(database, accountId)) >= quota) {
    throw new OperationError('keyQuotaExceeded', {
      message: `The quota of ${quota} keys is used up. Delete keys that are not needed or have the quota raised.`,
    });
  }
}

/** Finds a key by its alias, which is unique in account and project. */
export async function findByAlias(
  database: Kysely<Tables>,
  place: { readonly accountId: string; readonly projectId: string },
  alias: string,
): Promise<KeyRecord | undefined> {
  const row = await database
    .selectFrom('keys')
    .selectAll()
    .where('account_id', '=', place.accountId)
    .where('project_id', '=', place.projectId)
    .where('alias', '=', alias)
    .executeTakeFirst();
  return row === undefined ? undefined : keyRecord(row);
}

/** Writes a key and, where it has material, its first version. */
export async function insertKey(
  transaction: Transaction,
  row: KeyRow,
  material: WrappedMaterial | undefined,
): Promise<void> {
  await transaction.insertInto('keys').values(row).execute();
  if (material !== undefined) await insertKeyVersion(transaction, row.id, material, row.created_at);
}

/** Writes a version that was generated here; versions of imported material are written by the import. */
export async function insertKeyVersion(
  transaction: Transaction,
  keyId: string,
  material: WrappedMaterial,
  createdAt: number,
): Promise<void> {
  await transaction
    .insertInto('key_versions')
    .values({
      key_id: keyId,
      version: material.version,
      wrapped_material: material.wrapped,
      account_key_version: material.accountKeyVersion,
      material_check: null,
      created_at: createdAt,
    })
    .execute();
}

/** Versions of a key, newest first, at most `limit`, below the version `before` where it is given. */
export async function listVersions(
  database: Kysely<Tables>,
  key: KeyRecord,
  limit: number,
  before: number | undefined,
): Promise<{ version: number; createdAt: number; current: boolean; material: boolean }[]> {
  let query = database
    .selectFrom('key_versions')
    .select(['version', 'created_at'])
    .select((e) => e('wrapped_material', 'is not', null).as('material'))
    .where('key_id', '=', key.id)
    .orderBy('version', 'desc')
    .limit(limit);
  if (before !== undefined) query = query.where('version', '<', before);
  const rows = await query.execute();
  return rows.map((row) => ({
    version: row.version,
    createdAt: row.created_at,
    current: row.version === key.currentVersion,
    // SQLite answers 0 or 1.
    material: Boolean(row.material),
  }));
}

/** Changes columns of one key. */
export async function updateKey(
  transaction: Transaction,
  key: KeyRecord,
  columns: Partial<Omit<KeysTable, 'id' | 'account_id' | 'project_id'>>,
): Promise<void> {
  await transaction
    .updateTable('keys')
    .set(columns)
    .where('id', '=', key.id)
    .where('account_id', '=', key.accountId)
    .execute();
}

/** True when the current version has its material. */
export async function hasMaterial(database: Kysely<Tables>, key: KeyRecord): Promise<boolean> {
  const row = await database
    .selectFrom('key_versions')
    .select('version')
    .where('key_id', '=', key.id)
    .where('version', '=', key.currentVersion)
    .where('wrapped_material', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes a key with its versions, tags, grants, aliases, import parameters and planned jobs (KEY-09). */
export async function destroyKey(transaction: Transaction, key: KeyRecord): Promise<void> {
  for (const table of ['key_versions', 'key_grants', 'key_aliases', 'import_parameters'] as const) {
    await transaction.deleteFrom(table).where('key_id', '=', key.id).execute();
  }
  await transaction
    .deleteFrom('resource_tags')
    .where('account_id', '=', key.accountId)
    .where('resource_type', '=', 'cmk')
    .where('resource_id', '=', key.id)
    .execute();
  await transaction
    .deleteFrom('jobs')
    .where('subject', '=', key.id)
    .where('account_id', '=', key.accountId)
    .execute();
  await transaction
    .deleteFrom('keys')
    .where('id', '=', key.id)
    .where('account_id', '=', key.accountId)
    .execute();
}
