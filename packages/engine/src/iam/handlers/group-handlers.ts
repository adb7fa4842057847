import { OperationError } from '@dewpoint/contract';
import type { Selectable } from 'kysely';
import type { HandlersOf } from '../../pipeline/handler.ts';
import { isUniqueViolation } from '../../store/errors.ts';
import type { UserGroupsTable } from '../../store/identity-tables.ts';
import { lockAccount } from '../../store/lock-account.ts';
import { newIdentifier } from '../identifiers.ts';
import { requireRoomFor } from '../identity-quotas.ts';
import { identityResources, requireGroup, requireOwnAccount, requireUser } from '../identity-resources.ts';
import { afterCursor, matchesText, pageOf } from '../name-list.ts';
import { type IdentityHandlerParts, listLinks, selfLinks } from './identity-handler-parts.ts';

type GroupHandlers = HandlersOf<
  | 'iam.listGroups'
  | 'iam.searchGroups'
  | 'iam.viewGroup'
  | 'iam.createGroup'
  | 'iam.updateGroup'
  | 'iam.deleteGroup'
>;

const groupFields = (row: Selectable<UserGroupsTable>) => ({
  id: row.id,
  name: row.name,
  domainId: row.account_id,
  description: row.description,
  createTime: row.created_at,
});

/** User groups (IAM-02). */
export function groupHandlers(parts: IdentityHandlerParts): GroupHandlers {
  const { store, clock, publicUrl, guard } = parts;
  const resources = identityResources(store);
  const groupsOf = (accountId: string) =>
    store.read
      .selectFrom('user_groups')
      .selectAll('user_groups')
      .where('user_groups.account_id', '=', accountId);
  const answer = (row: Selectable<UserGroupsTable>) => ({
    ...groupFields(row),
    links: selfLinks(publicUrl, `/v3/groups/${row.id}`),
  });
  const consoleGroupsOf = (accountId: string) =>
    groupsOf(accountId).select((e) =>
      e
        .selectFrom('group_members')
        .select((count) => count.fn.countAll<number | string>().as('members'))
        .whereRef('group_members.group_id', '=', 'user_groups.id')
        .as('members'),
    );
  const consoleGroup = (row: Selectable<UserGroupsTable> & { readonly members: number | string | null }) => ({
    id: row.id,
    name: row.name,
    description: row.description,
    createdAt: row.created_at,
    members: Number(row.members ?? 0),
  });

  return {
    'iam.listGroups': {
      kind: 'direct',
      async run({ context, input }) {
        let query = groupsOf(context.account.id).orderBy('name');
        if (input.name !== undefined) query = query.where('name', '=', input.name);
        if (input.domainId !== undefined) query = query.where('account_id', '=', input.domainId);
        const rows = await query.execute();
        return {
          groups: rows.map((row) => ({
            ...groupFields(row),
            links: listLinks(publicUrl, `/v3/groups/${row.id}`),
          })),
          links: listLinks(publicUrl, '/v3/groups'),
        };
      },
    },
    'iam.searchGroups': {
      kind: 'direct',
      async run({ context, input }) {
        const found = await consoleGroupsOf(context.account.id)
          .where(matchesText('user_groups', store.dialect, input.q))
          .where(afterCursor('user_groups', input.cursor))
          .orderBy('user_groups.name')
          .orderBy('user_groups.id')
          .limit(input.limit + 1)
          .execute();
        const { rows, nextCursor } = pageOf(found, input);
        return { items: rows.map(consoleGroup), nextCursor };
      },
    },
    'iam.viewGroup': {
      kind: 'direct',
      resource: resources.group,
      async run({ context, input }) {
        const row = await consoleGroupsOf(context.account.id)
          .where('user_groups.id', '=', input.groupId)
          .executeTakeFirst();
        if (row === undefined) throw new OperationError('groupNotFound');
        const attachments = await store.read
          .selectFrom('policy_attachments')
          .innerJoin('policies', 'policies.id', 'policy_attachments.policy_id')
          .leftJoin('projects', 'projects.id', 'policy_attachments.project_id')
          .select([
            'policies.id as policyId',
            'policies.name as policyName',
            'projects.id as projectId',
            'projects.name as projectName',
          ])
          .where('policy_attachments.account_id', '=', context.account.id)
          .where('policy_attachments.group_id', '=', input.groupId)
          .orderBy('policies.name')
          .orderBy('projects.name')
          .execute();
        return { ...consoleGroup(row), attachments };
      },
    },
    'iam.createGroup': {
      kind: 'transaction',
      async run(call, transaction) {
        const accountId = call.context.account.id;
        const { group } = call.input;
        requireOwnAccount(call.context, group.domainId);
        await lockAccount(transaction, store.dialect, accountId);
        await requireRoomFor(transaction, accountId, 'user_groups');
        const row = {
          id: newIdentifier(),
          account_id: accountId,
          name: group.name,
          description: group.description ?? '',
          created_at: clock.now(),
        };
        await refusingTakenName(() => transaction.insertInto('user_groups').values(row).execute());
        call.traceResource({ id: row.id, name: row.name });
        return { group: answer(row) };
      },
    },
    'iam.updateGroup': {
      kind: 'transaction',
      resource: resources.group,
      async run({ context, input }, transaction) {
        const { name, description } = input.group;
        await requireGroup(transaction, context.account.id, input.groupId);
        const values = {
          ...(name === undefined ? {} : { name }),
          ...(description === undefined ? {} : { description }),
        };
        if (Object.keys(values).length > 0) {
          await refusingTakenName(() =>
            transaction.updateTable('user_groups').set(values).where('id', '=', input.groupId).execute(),
          );
        }
        const row = await transaction
          .selectFrom('user_groups')
          .selectAll()
          .where('id', '=', input.groupId)
          .executeTakeFirstOrThrow();
        return { group: answer(row) };
      },
    },
    'iam.deleteGroup': {
      kind: 'transaction',
      resource: resources.group,
      async run({ context, input }, transaction, announce) {
        const accountId = context.account.id;
        await lockAccount(transaction, store.dialect, accountId);
        await requireGroup(transaction, accountId, input.groupId);
        await transaction.deleteFrom('user_groups').where('id', '=', input.groupId).execute();
        announce({ kind: 'identity', accountId });
        await guard.requireAdministrator(transaction, context);
        return {};
      },
    },
  };
}

async function refusingTakenName(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new OperationError('groupNameTaken', { field: 'group.name' });
    throw error;
  }
}

type MembershipHandlers = HandlersOf<'iam.addUserToGroup' | 'iam.removeUserFromGroup'>;

/** Who is in which group (IAM-02). */
export function membershipHandlers(parts: IdentityHandlerParts): MembershipHandlers {
  const { store, guard } = parts;
  const resources = identityResources(store);
  return {
    'iam.addUserToGroup': {
      kind: 'transaction',
      resource: resources.group,
      async run({ context, input }, transaction, announce) {
        const accountId = context.account.id;
        await lockAccount(transaction, store.dialect, accountId);
        await requireGroup(transaction, accountId, input.groupId);
        await requireUser(transaction, accountId, input.userId);
        await transaction
          .insertInto('group_members')
          .values({ group_id: input.groupId, user_id: input.userId })
          // What an administrator gives, no claim of a provider takes back.
          .onConflict((conflict) => conflict.columns(['group_id', 'user_id']).doUpdateSet({ from_claim: 0 }))
          .execute();
        announce({ kind: 'identity', accountId });
        // A group may deny.
        await guard.requireAdministrator(transaction, context);
        return {};
      },
    },
    'iam.removeUserFromGroup': {
      kind: 'transaction',
      resource: resources.group,
      async run({ context, input }, transaction, announce) {
        const accountId = context.account.id;
        await lockAccount(transaction, store.dialect, accountId);
        await requireGroup(transaction, accountId, input.groupId);
        const removed = await transaction
          .deleteFrom('group_members')
          .where('group_id', '=', input.groupId)
          .where('user_id', '=', input.userId)
          .executeTakeFirst();
        if (removed.numDeletedRows !== 1n) throw new OperationError('membershipNotFound');
        announce({ kind: 'identity', accountId });
        await guard.requireAdministrator(transaction, context);
        return {};
      },
    },
  };
}
