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
  return actingAs(principalName, account, project);
}

/**
 * The product acting by itself on what belongs to no project. Work for no account (null) is the business of the first one, whose
 * administrator runs the product; undefined before there is any.
 */
export async function accountContext(
  database: Kysely<Tables>,
  accountId: string | null,
  principalName: string,
): Promise<RequestContext | undefined> {
  const accounts = database.selectFrom('accounts').select(['id', 'name']);
  const account = await (accountId === null
    ? accounts.orderBy('created_at').orderBy('id').limit(1)
    : accounts.where('id', '=', accountId)
  ).executeTakeFirst();
  return account && actingAs(principalName, account, null);
}

function actingAs(
  name: string,
  account: RequestContext['account'],
  project: RequestContext['project'],
): RequestContext {
  return {
    principal: { kind: 'system', name },
    account,
    project,
    channel: 'system',
    sourceIp: '',
    requestId: randomUUID(),
  };
}
