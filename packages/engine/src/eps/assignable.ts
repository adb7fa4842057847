import { DEFAULT_ENTERPRISE_PROJECT, OperationError } from '@dewpoint/contract';
import type { Store, Transaction } from '../store/store.ts';

/**
 * Whether something new may belong to an enterprise project. IDs that the account does not have are taken: clients carry those of
 * elsewhere, and did before there were any here. Where it counts, call it with the account locked.
 * @throws OperationError `enterpriseProjectDisabled`
 */
export async function requireAssignable(
  reader: Store['read'] | Transaction,
  accountId: string,
  enterpriseProjectId: string,
): Promise<void> {
  if (enterpriseProjectId === DEFAULT_ENTERPRISE_PROJECT) return;
  const found = await reader
    .selectFrom('enterprise_projects')
    .select(['name', 'enabled'])
    .where('id', '=', enterpriseProjectId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (found === undefined || found.enabled === 1) return;
  throw new OperationError('enterpriseProjectDisabled', { field: 'enterprise_project_id' });
}
