import { randomUUID } from 'node:crypto';
import type { RequestContext } from '../context.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { Transaction } from '../store/store.ts';

/** The product acting by itself on a key, under the name of its job (TRC-05). */
export async function productContext(
  transaction: Transaction,
  key: Pick<KeyRecord, 'accountId' | 'projectId'>,
  principalName: string,
): Promise<RequestContext> {
  const account = await transaction
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', '=', key.accountId)
    .executeTakeFirstOrThrow();
  const project = await transaction
    .selectFrom('projects')
    .select(['id', 'name'])
    .where('id', '=', key.projectId)
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
