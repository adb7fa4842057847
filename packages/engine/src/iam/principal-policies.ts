import type { Clock } from '../clock.ts';
import type { EngineLog } from '../engine.ts';
import type { Store, Transaction } from '../store/store.ts';
import { BoundedCache } from './bounded-cache.ts';
import { readStoredPolicy } from './policy/document.ts';
import { type CompiledPolicy, compilePolicy, PolicySet } from './policy/evaluator.ts';
import { systemPolicyById } from './policy/system-policies.ts';

/** Services whose things belong to the account: what is allowed for one project must not reach them. */
const accountServices: ReadonlySet<string> = new Set(['iam']);

const CACHE = { limit: 10_000, timeToLiveInMs: 5 * 60_000 };
const nobody = new PolicySet([]);

/** Either the store's reader or a transaction serves. */
type Reader = Store['read'] | Transaction;

interface Attachment {
  readonly policy: CompiledPolicy;
  /** Null: all projects and the account itself. */
  readonly projectId: string | null;
}

/** All policies of one user, by where they hold. */
export class PrincipalPolicies {
  readonly accountId: string;
  readonly #attachments: readonly Attachment[];
  readonly #sets = new Map<string, PolicySet>();

  constructor(accountId: string, attachments: readonly Attachment[]) {
    this.accountId = accountId;
    this.#attachments = attachments;
  }

  /** @param projectId null for calls that act on the account */
  setFor(projectId: string | null, service: string): PolicySet {
    const place = accountServices.has(service) ? null : projectId;
    const key = place ?? '';
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    const binding = this.#attachments.filter((a) => a.projectId === null || a.projectId === place);
    const set = new PolicySet(binding.map((attachment) => attachment.policy));
    this.#sets.set(key, set);
    return set;
  }
}

export interface PolicyLoader {
  /**
   * The policies that bind a user in a project; none for users who are gone, disabled or of another account.
   * @returns no promise where they are at hand, which is the rule
   */
  policiesOf(
    userId: string,
    accountId: string,
    projectId: string | null,
    service: string,
  ): Promise<PolicySet> | PolicySet;
  /** Names of the policies that hold in a project, or on the account, each once. */
  policyNamesOf(userId: string, accountId: string, projectId: string | null): Promise<readonly string[]>;
  cachedCount(): number;
}

/** Loads policies of users and of their groups, and keeps them until something of the account's identities changes. */
export function createPolicyLoader(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: EngineLog;
}): PolicyLoader {
  const { store, clock } = deps;
  const cache = new BoundedCache<PrincipalPolicies>({ ...CACHE, clock });
  store.onChange((change) => {
    if (change.kind === 'identity') cache.dropWhere(({ accountId }) => accountId === change.accountId);
    else if (change.kind === 'everything') cache.clear();
  });

  const load = (userId: string, accountId: string) =>
    readPrincipalPolicies(store.read, userId, accountId, deps.log);

  return {
    cachedCount: () => cache.size,
    async policyNamesOf(userId, accountId, projectId) {
      const rows = await readAttachments(store.read, userId, accountId);
      const holding = rows.filter((row) => row.project_id === null || row.project_id === projectId);
      return [...new Set(holding.map((row) => row.name))];
    },
    policiesOf(userId, accountId, projectId, service) {
      const key = `${accountId}/${userId}`;
      const known = cache.get(key);
      if (known !== undefined) return known.setFor(projectId, service);
      return cache
        .getOrLoad(key, () => load(userId, accountId))
        .then((loaded) => loaded?.setFor(projectId, service) ?? nobody);
    },
  };
}

/** Reads the policies of a user as they are now; null for users who are gone, disabled or of another account. */
export async function readPrincipalPolicies(
  reader: Reader,
  userId: string,
  accountId: string,
  log: EngineLog,
): Promise<PrincipalPolicies | null> {
  const user = await reader
    .selectFrom('users')
    .select('enabled')
    .where('id', '=', userId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (user?.enabled !== 1) return null;
  const rows = await readAttachments(reader, userId, accountId);
  return new PrincipalPolicies(
    accountId,
    rows.map((row) => ({ policy: compileRow(row, log), projectId: row.project_id })),
  );
}

export interface AttachmentRow {
  readonly id: string;
  readonly account_id: string | null;
  readonly name: string;
  readonly document: string;
  readonly project_id: string | null;
  /** Whose attachment it is: the user's own, or a group's that the user is in. */
  readonly user_id: string | null;
  readonly group_id: string | null;
}

export function readAttachments(reader: Reader, userId: string, accountId: string): Promise<AttachmentRow[]> {
  return reader
    .selectFrom('policy_attachments')
    .innerJoin('policies', 'policies.id', 'policy_attachments.policy_id')
    .select(['policies.id', 'policies.account_id', 'policies.name', 'policies.document'])
    .select(['policy_attachments.project_id', 'policy_attachments.user_id', 'policy_attachments.group_id'])
    .where('policy_attachments.account_id', '=', accountId)
    .where((e) => e.or([e('policies.account_id', 'is', null), e('policies.account_id', '=', accountId)]))
    .where((e) =>
      e.or([
        e('policy_attachments.user_id', '=', userId),
        e(
          'policy_attachments.group_id',
          'in',
          e
            .selectFrom('group_members')
            .innerJoin('user_groups', 'user_groups.id', 'group_members.group_id')
            .select('user_groups.id')
            .where('group_members.user_id', '=', userId)
            .where('user_groups.account_id', '=', accountId),
        ),
      ]),
    )
    .orderBy('policies.name')
    .orderBy('policies.id')
    .execute();
}

/**
 * System policies are evaluated as this release has them, not as a row says. A policy that is not understood may have meant to deny, so it
 * denies everything until it is mended.
 */
export function compileRow(
  row: Pick<AttachmentRow, 'id' | 'account_id' | 'name' | 'document'>,
  log: EngineLog,
): CompiledPolicy {
  try {
    if (row.account_id !== null) return compilePolicy(row.id, row.name, readStoredPolicy(row.document));
    const policy = systemPolicyById(row.id);
    if (policy === undefined) throw new TypeError('there is no such system policy in this release');
    return compilePolicy(policy.id, policy.name, policy.document);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    log.error('a policy cannot be evaluated; it denies everything until it is saved anew', {
      policyId: row.id,
      policyName: row.name,
      error: error.message,
    });
    return compilePolicy(row.id, `${row.name} (cannot be evaluated)`, {
      Version: '1.1',
      Statement: [{ Effect: 'Deny', Action: ['*'] }],
    });
  }
}
