import type { OperationOutput } from '@dewpoint/contract';
import { recentUses, useTracesOf } from '../audit/recent-use.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { Store } from '../store/store.ts';
import { countGrants, granteeAccounts } from './grants/grant-repository.ts';

const DAY_IN_MS = 86_400_000;
const cryptography = useTracesOf('kms', 'cmk');

/** KEY-17: who used a key in the last days, its grants, and the service that it is the default key of. */
export async function recentUse(
  store: Store,
  key: KeyRecord,
  days: number,
  now: number,
): Promise<Omit<OperationOutput<'kms.previewKeyRisk'>, 'secrets'>> {
  const since = now - days * DAY_IN_MS;
  const otherAccounts = await granteeAccounts(store.read, key.id);
  const uses = await recentUses(
    store,
    { id: key.id, accountId: key.accountId, otherAccounts },
    cryptography,
    since,
  );
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
