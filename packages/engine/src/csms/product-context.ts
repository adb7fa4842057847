import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { RequestContext } from '../context.ts';
import type { Tables } from '../store/tables.ts';
import type { SecretRecord } from './secrets/secret-record.ts';

/** The product acting by itself on a secret, under the name of its job (TRC-05). */
export async function productContext(
  database: Kysely<Tables>,
  secret: Pick<SecretRecord, 'accountId' | 'projectId'>,
  principalName: string,
): Promise<RequestContext> {
  const account = await database
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', '=', secret.accountId)
    .executeTakeFirstOrThrow();
  const project = await database
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
