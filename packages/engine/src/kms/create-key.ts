import { OperationError } from '@dewpoint/contract';
import { keySpec } from '@dewpoint/crypto-core';
import { requireAssignable } from '../eps/assignable.ts';
import type { Call, PreparedChange, PreparedHandler } from '../pipeline/handler.ts';
import { checkQuota, findByAlias, insertKey, lockAccount } from './key-repository.ts';
import { usageOfNewKey } from './key-rules.ts';
import type { KmsParts } from './kms-parts.ts';
import { draftKey } from './new-key.ts';
import { projectScope } from './project-scope.ts';

const DEFAULT_KEY_STORE = '0';

/** KEY-01, KEY-02, KEY-04, KEY-05, KEY-12. */
export function createKeyHandler(parts: KmsParts): PreparedHandler<'kms.createKey'> {
  return { kind: 'prepared', prepare: (call) => prepare(parts, call) };
}

async function prepare(
  parts: KmsParts,
  call: Call<'kms.createKey'>,
): Promise<PreparedChange<'kms.createKey'>> {
  const { context, input, now } = call;
  const { accountId, projectId } = projectScope(context);
  const { origin } = input;
  if (origin === 'hsm' || (input.keystoreId ?? DEFAULT_KEY_STORE) !== DEFAULT_KEY_STORE) {
    throw new OperationError('keyStoreNotFound', { field: 'keystore_id' });
  }
  const spec = keySpec(input.keySpec);
  const usage = usageOfNewKey(spec, input.keyUsage);

  const { store } = parts;
  const scope = { accountId, projectId };
  const check = async (database: typeof store.read) => {
    await requireAssignable(database, accountId, input.enterpriseProjectId);
    await checkQuota(database, accountId, parts.quotas.keys);
    if ((await findByAlias(database, scope, input.keyAlias)) !== undefined) {
      throw new OperationError('aliasTaken', { field: 'key_alias' });
    }
  };
  // Looked at twice: here so that a refusal costs no key generation, and under the lock, where it counts.
  await check(store.read);
  const { row, material } = await draftKey(parts.materials, {
    ...scope,
    enterpriseProjectId: input.enterpriseProjectId,
    alias: input.keyAlias,
    description: input.keyDescription ?? '',
    spec,
    usage,
    origin,
    defaultService: null,
    now,
  });

  return async (transaction) => {
    await lockAccount(transaction, store.dialect, accountId);
    await check(transaction);
    await insertKey(transaction, row, material);
    call.traceResource({ id: row.id, name: row.alias, enterpriseProjectId: row.enterprise_project_id });
    return { keyInfo: { keyId: row.id, domainId: accountId, regionId: parts.region } };
  };
}
