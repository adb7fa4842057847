import { OperationError } from '@dewpoint/contract';
import { type Selectable, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { isUniqueViolation } from '../store/errors.ts';
import type { PoliciesTable } from '../store/identity-tables.ts';
import type { Store, Transaction } from '../store/store.ts';
import { newIdentifier } from './identifiers.ts';
import { requireRoomFor } from './identity-quotas.ts';
import { systemPolicies, systemPolicyById } from './policy/system-policies.ts';

type Reader = Store['read'] | Transaction;

export type PolicyRow = Selectable<PoliciesTable>;
export interface PolicyRecord extends PolicyRow {
  readonly attachments: number | string | null;
}

const systemPolicyIds = systemPolicies.map((policy) => policy.id);
const systemPolicyNames: ReadonlySet<string> = new Set(systemPolicies.map((policy) => policy.name));

/** The policies that an account sees: its own and the system policies of this release, with the number of its attachments. */
export function policiesOf(reader: Reader, accountId: string) {
  return reader
    .selectFrom('policies')
    .selectAll('policies')
    .select((e) =>
      e
        .selectFrom('policy_attachments')
        .select((count) => count.fn.countAll<number | string>().as('attachments'))
        .whereRef('policy_attachments.policy_id', '=', 'policies.id')
        .where('policy_attachments.account_id', '=', accountId)
        .as('attachments'),
    )
    .where((e) =>
      e.or([
        e('policies.account_id', '=', accountId),
        e.and([e('policies.account_id', 'is', null), e('policies.id', 'in', systemPolicyIds)]),
      ]),
    );
}

/** @throws OperationError `policyNotFound`, also for a policy of another account */
export async function requirePolicy(
  reader: Reader,
  accountId: string,
  policyId: string,
): Promise<PolicyRecord> {
  const row = await policiesOf(reader, accountId).where('policies.id', '=', policyId).executeTakeFirst();
  if (row === undefined) throw new OperationError('policyNotFound');
  return row;
}

/** @throws OperationError `policyNotFound`; `systemPolicyRefused` */
export async function requireCustomPolicy(
  reader: Reader,
  accountId: string,
  policyId: string,
): Promise<PolicyRecord> {
  const row = await requirePolicy(reader, accountId, policyId);
  if (row.account_id === null) throw new OperationError('systemPolicyRefused');
  return row;
}

/** What a custom policy says. `document` is checked JSON text, kept as its author wrote it. */
export interface PolicyContent {
  readonly name: string;
  readonly description: string;
  readonly document: string;
  readonly scope?: string;
}

/** With the account locked. @throws OperationError `policyNameTaken`, `identityQuotaExceeded` */
export async function insertPolicy(
  transaction: Transaction,
  clock: Clock,
  accountId: string,
  content: PolicyContent,
  nameField: string,
): Promise<string> {
  await requireRoomFor(transaction, accountId, 'policies');
  const id = newIdentifier();
  const now = clock.now();
  await refusingTakenName(content.name, nameField, () =>
    transaction
      .insertInto('policies')
      .values({ id, account_id: accountId, ...content, created_at: now, updated_at: now })
      .execute(),
  );
  return id;
}

/** @throws OperationError `policyNameTaken` */
export async function updatePolicyRow(
  transaction: Transaction,
  clock: Clock,
  policyId: string,
  content: Partial<PolicyContent>,
  nameField: string,
): Promise<void> {
  await refusingTakenName(content.name, nameField, () =>
    transaction
      .updateTable('policies')
      .set({ ...content, updated_at: clock.now() })
      .where('id', '=', policyId)
      .execute(),
  );
}

/** @throws OperationError `policyAttached` naming where */
export async function deletePolicyRow(
  transaction: Transaction,
  accountId: string,
  policyId: string,
): Promise<void> {
  const attachments = await attachmentsOfPolicy(transaction, accountId, policyId);
  const [first] = attachments;
  if (first !== undefined) {
    const named = attachments.slice(0, NAMED_ATTACHMENTS).map(holderText).join(', ');
    const more = attachments.length - NAMED_ATTACHMENTS;
    throw new OperationError('policyAttached', {
      message: `The policy is attached to ${named}${more > 0 ? ` and ${more} more` : ''}. Detach it there before you delete it.`,
    });
  }
  await transaction.deleteFrom('policies').where('id', '=', policyId).execute();
}

const NAMED_ATTACHMENTS = 5;

export function attachmentsOfPolicy(reader: Reader, accountId: string, policyId: string) {
  return reader
    .selectFrom('policy_attachments')
    .leftJoin('user_groups', 'user_groups.id', 'policy_attachments.group_id')
    .leftJoin('users', 'users.id', 'policy_attachments.user_id')
    .leftJoin('projects', 'projects.id', 'policy_attachments.project_id')
    .select([
      'user_groups.id as groupId',
      'user_groups.name as groupName',
      'users.id as userId',
      'users.name as userName',
      'projects.id as projectId',
      'projects.name as projectName',
    ])
    .where('policy_attachments.account_id', '=', accountId)
    .where('policy_attachments.policy_id', '=', policyId)
    .orderBy(sql`coalesce(user_groups.name, users.name)`)
    .orderBy('projects.name')
    .execute();
}

type AttachmentView = Awaited<ReturnType<typeof attachmentsOfPolicy>>[number];

function holderText({ groupName, userName, projectName }: AttachmentView): string {
  const holder =
    groupName === null ? `user ${JSON.stringify(userName)}` : `group ${JSON.stringify(groupName)}`;
  return projectName === null ? holder : `${holder} in project ${JSON.stringify(projectName)}`;
}

/** `role` carries a whole duty, `policy` names operations. */
export function kindOf(row: PolicyRow): 'role' | 'policy' {
  return row.account_id === null ? (systemPolicyById(row.id)?.type ?? 'policy') : 'policy';
}

async function refusingTakenName(
  name: string | undefined,
  field: string,
  write: () => Promise<unknown>,
): Promise<void> {
  // Lists show both kinds side by side, and SDKs look policies up by name.
  if (name !== undefined && systemPolicyNames.has(name))
    throw new OperationError('policyNameTaken', { field });
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new OperationError('policyNameTaken', { field });
    throw error;
  }
}
