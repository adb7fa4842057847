import { randomUUID } from 'node:crypto';
import type { RequestContext } from '../context.ts';
import type { Transaction } from '../store/store.ts';
import type { SecretRecord } from './secrets/secret-record.ts';

/** The product acting by itself on a secret, under the name of its job (TRC-05). */
export async function productContext(
  transaction: Transaction,
  secret: Pick<SecretRecord, 'accountId' | 'projectId'>,
  principalName: string,
): Promise<RequestContext> {
  const account = await transaction
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', '=', secret.accountId)
    .executeTakeFirstOrThrow();
  const project = await transaction
    .selectFrom('projects')
    .select(['id', 'name'])
    .where('id', '=', secret.projectId)
    .executeTakeFirstOrThrow();
  return {
    principal: { kind: 'system', name: principalName },
    account,
    project,
    channel: 'system',
    sourceIp: '',
    requestId: randomUUID(),
  };
}
