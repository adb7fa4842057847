import { OperationError, type OperationInput } from '@dewpoint/contract';
import type { EngineLog } from '../engine.ts';
import type { Store } from '../store/store.ts';
import { requireGroup, requireProject, requireUser } from './identity-resources.ts';
import { requirePolicyDocument } from './policy/check-document.ts';
import { requireCustomPolicy, requirePolicy } from './policy-records.ts';
import { type AttachmentRow, compileRow, PrincipalPolicies, readAttachments } from './principal-policies.ts';

type ChangeInput = Omit<OperationInput<'iam.replayPolicyChange'>, 'days'>;

/** A change of policies that is not made: what the attachments of a user would be after it. */
export interface PolicyChange {
  apply(rows: readonly AttachmentRow[], userId: string): readonly AttachmentRow[];
}

const NEW_POLICY = { id: 'new', name: 'the new policy' };

/**
 * Checks a proposed change as the operation that makes it would.
 * @throws OperationError as that operation, and `parameterInvalid` for parts that do not belong together
 */
export async function readPolicyChange(
  store: Store,
  accountId: string,
  input: ChangeInput,
): Promise<PolicyChange> {
  if (input.change === 'update') return readUpdate(store, accountId, input);
  const { groupId, userId, projectId = null } = input;
  if ((groupId === undefined) === (userId === undefined)) {
    throw wrong('groupId', 'name either a group or a user');
  }
  if (groupId !== undefined) await requireGroup(store.read, accountId, groupId);
  if (userId !== undefined) await requireUser(store.read, accountId, userId);
  if (projectId !== null) await requireProject(store.read, accountId, projectId);
  const holder = { user_id: userId ?? null, group_id: groupId ?? null, project_id: projectId };
  const same = (row: AttachmentRow, policyId: string) =>
    row.id === policyId &&
    row.user_id === holder.user_id &&
    row.group_id === holder.group_id &&
    row.project_id === projectId;

  const policy = await policyOf(store, accountId, input);
  if (input.change === 'detach') return { apply: (rows) => rows.filter((row) => !same(row, policy.id)) };
  const members = groupId === undefined ? new Set([userId]) : await membersOf(store, groupId);
  return {
    apply(rows, user) {
      if (!members.has(user) || rows.some((row) => same(row, policy.id))) return rows;
      return [...rows, { ...policy, ...holder }];
    },
  };
}

async function readUpdate(store: Store, accountId: string, input: ChangeInput): Promise<PolicyChange> {
  const { policyId, document } = input;
  if (policyId === undefined) throw wrong('policyId', 'name the policy that gets the document');
  if (document === undefined) throw wrong('document', 'give the document that the policy would get');
  requirePolicyDocument(document, 'document');
  await requireCustomPolicy(store.read, accountId, policyId);
  return { apply: (rows) => rows.map((row) => (row.id === policyId ? { ...row, document } : row)) };
}

async function policyOf(store: Store, accountId: string, { change, policyId, document }: ChangeInput) {
  if (policyId !== undefined) {
    if (document !== undefined) throw wrong('document', 'goes only with a policy that is new or updated');
    const { id, account_id, name, document: stored } = await requirePolicy(store.read, accountId, policyId);
    return { id, account_id, name, document: stored };
  }
  if (change === 'detach' || document === undefined) throw wrong('policyId', 'name the policy');
  requirePolicyDocument(document, 'document');
  return { ...NEW_POLICY, account_id: accountId, document };
}

async function membersOf(store: Store, groupId: string): Promise<ReadonlySet<string | undefined>> {
  const rows = await store.read
    .selectFrom('group_members')
    .select('user_id')
    .where('group_id', '=', groupId)
    .execute();
  return new Set(rows.map((row) => row.user_id));
}

const wrong = (field: string, mend: string) =>
  new OperationError('parameterInvalid', { field, message: `${field}: ${mend}.` });

/**
 * Policies of users as they are and as they would be; a user's are read once.
 * @returns null for users who are gone or disabled: nothing can change for them
 */
export function createPolicyComparison(
  deps: { readonly store: Store; readonly log: EngineLog },
  accountId: string,
  change: PolicyChange,
) {
  const known = new Map<string, { before: PrincipalPolicies; after: PrincipalPolicies } | null>();
  const compiled = (rows: readonly AttachmentRow[]) =>
    new PrincipalPolicies(
      accountId,
      rows.map((row) => ({ policy: compileRow(row, deps.log), projectId: row.project_id })),
    );
  const load = async (userId: string) => {
    const user = await deps.store.read
      .selectFrom('users')
      .select('enabled')
      .where('id', '=', userId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    if (user?.enabled !== 1) return null;
    const rows = await readAttachments(deps.store.read, userId, accountId);
    return { before: compiled(rows), after: compiled(change.apply(rows, userId)) };
  };
  return async (userId: string) => {
    const found = known.get(userId);
    if (found !== undefined) return found;
    const loaded = await load(userId);
    known.set(userId, loaded);
    return loaded;
  };
}
