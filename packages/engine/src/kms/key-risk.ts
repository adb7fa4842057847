import { engineOperations, type OperationDefinition, type OperationOutput } from '@dewpoint/contract';
import type { KeyRecord } from '../keys/key-record.ts';
import type { Store } from '../store/store.ts';
import { countGrants, granteeAccounts } from './grants/grant-repository.ts';

const DAY_IN_MS = 86_400_000;
const MAX_ROWS = 100;

/** Trace names of cryptography with a key: what the catalogue says. */
const useTraces: readonly string[] = [
  ...new Set(
    Object.values<OperationDefinition>(engineOperations).flatMap(({ effect, trace }) =>
      effect === 'use' && trace?.resourceType === 'cmk' ? [trace.name] : [],
    ),
  ),
];

/** KEY-17: who used a key in the last days, by principal and operation, from its traces (refusals are no use), its grants, and the service that it is the default key of. */
export async function recentUse(
  store: Store,
  key: KeyRecord,
  days: number,
  now: number,
): Promise<Omit<OperationOutput<'kms.previewKeyRisk'>, 'secrets'>> {
  const since = now - days * DAY_IN_MS;
  // Grantees of other accounts leave their traces there.
  const accounts = [...new Set([key.accountId, ...(await granteeAccounts(store.read, key.id))])];
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
    .where('account_id', 'in', accounts)
    .where('resource_id', '=', key.id)
    .where('time', '>=', since)
    .where('name', 'in', useTraces)
    .where('rating', '=', 'normal')
    .groupBy(['account_id', 'user_id', 'user_name', 'name'])
    .orderBy('last', 'desc')
    .limit(MAX_ROWS)
    .execute();
  const uses = rows.map((row) => ({
    principalId: row.user_id,
    // How another account names its users is its own business.
    principalName: row.account_id === key.accountId ? row.user_name : '',
    operation: row.name,
    count: Number(row.count),
    lastUsedAt: Number(row.last),
  }));
  const grants = await countGrants(store.read, key.id);
  return {
    keyId: key.id,
    keyAlias: key.alias,
    since,
    defaultService: key.defaultService,
    grants,
    lastUsedAt: uses[0]?.lastUsedAt ?? null,
    uses,
  };
}
