import { OperationError } from '@dewpoint/contract';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Store } from '../../store/store.ts';
import { identityResources } from '../identity-resources.ts';
import { afterCursor, matchesText, pageOf } from '../name-list.ts';
import { consoleUser, type UserRecord, userFields, usersOf } from '../user-records.ts';
import { type IdentityHandlerParts, listLinks } from './identity-handler-parts.ts';

type UserReading = HandlersOf<'iam.listUsers' | 'iam.searchUsers' | 'iam.showUser' | 'iam.viewUser'>;

/** Users as both surfaces list and show them (IAM-02). */
export function userReadingHandlers(parts: IdentityHandlerParts): UserReading {
  const { store, publicUrl } = parts;
  const resources = identityResources(store);
  const entry = (row: UserRecord) => ({
    ...userFields(row),
    links: listLinks(publicUrl, `/v3/users/${row.id}`),
  });

  return {
    'iam.listUsers': {
      kind: 'direct',
      async run({ context, input }) {
        let query = usersOf(store.read, context.account.id).orderBy('users.name');
        if (input.name !== undefined) query = query.where('users.name', '=', input.name);
        if (input.enabled !== undefined) query = query.where('users.enabled', '=', input.enabled ? 1 : 0);
        // Another account's users are nobody's to see: the filter then matches nothing.
        if (input.domainId !== undefined) query = query.where('users.account_id', '=', input.domainId);
        const rows = await query.execute();
        return { users: rows.map(entry), links: listLinks(publicUrl, '/v3/users') };
      },
    },
    'iam.searchUsers': {
      kind: 'direct',
      async run({ context, input }) {
        let query = usersOf(store.read, context.account.id)
          .where(matchesText('users', store.dialect, input.q))
          .where(afterCursor('users', input.cursor));
        if (input.enabled !== undefined) query = query.where('users.enabled', '=', input.enabled ? 1 : 0);
        const { groupId } = input;
        if (groupId !== undefined) {
          query = query.where('users.id', 'in', (e) =>
            e.selectFrom('group_members').select('user_id').where('group_id', '=', groupId),
          );
        }
        const found = await query
          .orderBy('users.name')
          .orderBy('users.id')
          .limit(input.limit + 1)
          .execute();
        const { rows, nextCursor } = pageOf(found, input);
        return { items: rows.map(consoleUser), nextCursor };
      },
    },
    'iam.showUser': {
      kind: 'direct',
      resource: resources.user,
      async run({ context, input }) {
        return { user: entry(await readUser(store, context.account.id, input.userId)) };
      },
    },
    'iam.viewUser': {
      kind: 'direct',
      resource: resources.user,
      async run({ context, input }) {
        const accountId = context.account.id;
        const [user, groups, attachments] = await Promise.all([
          readUser(store, accountId, input.userId),
          groupsOfUser(store, accountId, input.userId),
          attachmentsOfUser(store, accountId, input.userId),
        ]);
        return { ...consoleUser(user), groups, attachments };
      },
    },
  };
}

/** @throws OperationError `userNotFound` */
export async function readUser(
  store: Pick<Store, 'read'>,
  accountId: string,
  userId: string,
): Promise<UserRecord> {
  const row = await usersOf(store.read, accountId).where('users.id', '=', userId).executeTakeFirst();
  if (row === undefined) throw new OperationError('userNotFound');
  return row;
}

async function groupsOfUser(store: Store, accountId: string, userId: string) {
  const rows = await store.read
    .selectFrom('group_members')
    .innerJoin('user_groups', 'user_groups.id', 'group_members.group_id')
    .select(['user_groups.id', 'user_groups.name', 'group_members.from_claim'])
    .where('group_members.user_id', '=', userId)
    .where('user_groups.account_id', '=', accountId)
    .orderBy('user_groups.name')
    .execute();
  return rows.map(({ id, name, from_claim }) => ({ id, name, fromClaim: from_claim === 1 }));
}

/** The user's own policies and those of its groups, with where each comes from. */
function attachmentsOfUser(store: Store, accountId: string, userId: string) {
  return store.read
    .selectFrom('policy_attachments')
    .innerJoin('policies', 'policies.id', 'policy_attachments.policy_id')
    .leftJoin('user_groups', 'user_groups.id', 'policy_attachments.group_id')
    .leftJoin('projects', 'projects.id', 'policy_attachments.project_id')
    .select([
      'policies.id as policyId',
      'policies.name as policyName',
      'user_groups.id as groupId',
      'user_groups.name as groupName',
      'projects.id as projectId',
      'projects.name as projectName',
    ])
    .where('policy_attachments.account_id', '=', accountId)
    .where((e) =>
      e.or([
        e('policy_attachments.user_id', '=', userId),
        e(
          'policy_attachments.group_id',
          'in',
          e.selectFrom('group_members').select('group_id').where('user_id', '=', userId),
        ),
      ]),
    )
    .orderBy('policies.name')
    .orderBy('user_groups.name')
    .orderBy('projects.name')
    .execute();
}
