import {
  engineOperations,
  type OperationDefinition,
  type OperationOutput,
  type ServiceName,
} from '@dewpoint/contract';
import type { Store } from '../store/store.ts';

const MAX_ROWS = 100;

/**
 * Trace names of the operations that use a resource of a service, e.g. `cmk` of `kms`: what the catalogue says. What other services do
 * about such a resource, replaying a grant for example, does not use it.
 */
export function useTracesOf(service: ServiceName, resourceType: string): readonly string[] {
  const names = Object.values<OperationDefinition>(engineOperations).flatMap((operation) =>
    operation.service === service &&
    operation.effect === 'use' &&
    operation.trace?.resourceType === resourceType
      ? [operation.trace.name]
      : [],
  );
  return [...new Set(names)];
}

interface UsedResource {
  readonly id: string;
  /** The account it belongs to. */
  readonly accountId: string;
  /** Further accounts whose users may use it; their traces are there. */
  readonly otherAccounts: readonly string[];
}

/**
 * Who used a resource from one time to another (ms since 1970 UTC), by principal and operation, from its traces, most recent first. Refusals are no
 * use.
 */
export async function recentUses(
  store: Store,
  { id, accountId, otherAccounts }: UsedResource,
  traceNames: readonly string[],
  since: number,
  until: number = Number.MAX_SAFE_INTEGER,
): Promise<OperationOutput<'kms.previewKeyRisk'>['uses']> {
  const rows = await store.read
    .selectFrom('traces')
    .select(({ fn }) => [
      'account_id',
      'user_id',
      'user_name',
      'name',
      fn.countAll<number | string>().as('count'),
      fn.max<number | string>('time').as('last'),
    ])
    .where('account_id', 'in', [...new Set([accountId, ...otherAccounts])])
    .where('resource_id', '=', id)
    .where('time', '>=', since)
    .where('time', '<=', until)
    .where('name', 'in', traceNames)
    .where('rating', '=', 'normal')
    .groupBy(['account_id', 'user_id', 'user_name', 'name'])
    .orderBy('last', 'desc')
    .limit(MAX_ROWS)
    .execute();
  return rows.map((row) => ({
    principalId: row.user_id,
    // How another account names its users is its own business.
    principalName: row.account_id === accountId ? row.user_name : '',
    operation: row.name,
    count: Number(row.count),
    lastUsedAt: Number(row.last),
  }));
}
