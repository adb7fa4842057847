import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { RequestContext } from '../context.ts';
import type { Tables } from '../store/tables.ts';

/** The product acting by itself on a thing of a project, under the name of its job (TRC-05). */
export async function productContext(
  database: Kysely<Tables>,
  thing: { readonly accountId: string; readonly projectId: string },
  principalName: string,
): Promise<RequestContext> {
  const account = await database
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', '=', thing.accountId)
    .executeTakeFirstOrThrow();
  const project = await database
    .selectFrom('projects')
    .select(['id', 'name'])
    .where('id', '=', thing.projectId)
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
