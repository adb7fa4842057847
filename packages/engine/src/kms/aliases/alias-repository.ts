import type { Kysely, Selectable } from 'kysely';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { KeyAliasesTable } from '../../store/key-tables.ts';
import type { Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import type { ProjectScope } from '../project-scope.ts';

export type AliasRow = Selectable<KeyAliasesTable>;

export async function findAlias(
  database: Kysely<Tables>,
  accountId: string,
  alias: string,
): Promise<AliasRow | undefined> {
  return database
    .selectFrom('key_aliases')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('alias', '=', alias)
    .executeTakeFirst();
}

export async function insertAlias(transaction: Transaction, row: AliasRow): Promise<void> {
  await transaction.insertInto('key_aliases').values(row).execute();
}

export async function moveAlias(
  transaction: Transaction,
  row: AliasRow,
  target: KeyRecord,
  now: number,
): Promise<AliasRow> {
  const changes = { key_id: target.id, project_id: target.projectId, updated_at: now };
  await transaction
    .updateTable('key_aliases')
    .set(changes)
    .where('account_id', '=', row.account_id)
    .where('alias', '=', row.alias)
    .execute();
  return { ...row, ...changes };
}

export async function deleteAliases(
  transaction: Transaction,
  accountId: string,
  aliases: readonly string[],
): Promise<void> {
  await transaction
    .deleteFrom('key_aliases')
    .where('account_id', '=', accountId)
    .where('alias', 'in', aliases)
    .execute();
}

/** Aliases in their own order, after the alias `after`, of one key or of the project. */
export async function listAliasRows(
  database: Kysely<Tables>,
  scope: ProjectScope,
  keyId: string | undefined,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly AliasRow[]> {
  let query = database
    .selectFrom('key_aliases')
    .selectAll()
    .where('account_id', '=', scope.accountId)
    .where('project_id', '=', scope.projectId)
    .where('alias', '>', page.after)
    .orderBy('alias')
    .limit(page.limit);
  if (keyId !== undefined) query = query.where('key_id', '=', keyId);
  return query.execute();
}
