import { OperationError } from '@dewpoint/contract';
import type { Kysely } from 'kysely';
import type { RequestContext } from '../../context.ts';
import { type ProjectScope, projectScope } from '../../kms/project-scope.ts';
import type { SecretsTable } from '../../store/secret-tables.ts';
import type { Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { removeTags } from '../../tags/resource-tags.ts';
import { type SecretRecord, type SecretRow, secretRecord } from './secret-record.ts';

/**
 * A secret of the caller's account and project, locked until the transaction ends.
 * @throws OperationError `secretNotFound`, also for another account's or project's secret
 */
export async function lockSecret(
  transaction: Transaction,
  context: RequestContext,
  by: { readonly name: string } | { readonly id: string },
): Promise<SecretRecord> {
  const { accountId, projectId } = projectScope(context);
  const query = transaction
    .selectFrom('secrets')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId);
  const one = 'name' in by ? query.where('name', '=', by.name) : query.where('id', '=', by.id);
  const row = await one.forUpdate().executeTakeFirst();
  if (row === undefined) throw new OperationError('secretNotFound');
  return secretRecord(row);
}

/** The secret that a job names, locked until the transaction ends; undefined when it is gone. */
export async function lockSecretOfAccount(
  transaction: Transaction,
  accountId: string,
  id: string,
): Promise<SecretRecord | undefined> {
  const row = await transaction
    .selectFrom('secrets')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : secretRecord(row);
}

/** Secrets of the account, those pending deletion included (SEC-01). */
export async function countSecrets(database: Kysely<Tables>, accountId: string): Promise<number> {
  const row = await database
    .selectFrom('secrets')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * Refuses a new secret that the account or its name has no place for.
 * @throws OperationError `secretNameTaken`, `secretQuotaExceeded`
 */
export async function checkRoomForSecret(
  database: Kysely<Tables>,
  scope: ProjectScope,
  name: string,
  quota: number,
): Promise<void> {
  const holder = await database
    .selectFrom('secrets')
    .select('id')
    .where('account_id', '=', scope.accountId)
    .where('project_id', '=', scope.projectId)
    .where('name', '=', name)
    .executeTakeFirst();
  if (holder !== undefined) throw new OperationError('secretNameTaken', { field: 'name' });
  if ((await countSecrets(database, scope.accountId)) >= quota) {
    throw new OperationError('secretQuotaExceeded', {
      message: `The quota of ${quota} secrets is used up. Delete secrets that are not needed or have the quota raised.`,
    });
  }
}

export async function insertSecret(transaction: Transaction, row: SecretRow): Promise<void> {
  await transaction.insertInto('secrets').values(row).execute();
}

/** Changes columns of one secret, and answers it as it is then. */
export async function updateSecretRow(
  transaction: Transaction,
  secret: SecretRecord,
  columns: Partial<Omit<SecretsTable, 'id' | 'account_id' | 'project_id' | 'name' | 'created_at'>>,
): Promise<SecretRecord> {
  const row = await transaction
    .updateTable('secrets')
    .set(columns)
    .where('id', '=', secret.id)
    .where('account_id', '=', secret.accountId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return secretRecord(row);
}

/** Removes a secret with its versions, statuses, associations, tags and planned jobs (SEC-08). */
export async function destroySecret(transaction: Transaction, secret: SecretRecord): Promise<void> {
  await removeTags(transaction, { ...secret, type: 'csms' });
  await transaction
    .deleteFrom('jobs')
    .where('account_id', '=', secret.accountId)
    // Jobs about one version are named after it: `<secret id>/v3`.
    .where((e) => e.or([e('subject', '=', secret.id), e('subject', 'like', `${secret.id}/%`)]))
    .execute();
  await transaction
    .deleteFrom('secrets')
    .where('id', '=', secret.id)
    .where('account_id', '=', secret.accountId)
    .execute();
}
