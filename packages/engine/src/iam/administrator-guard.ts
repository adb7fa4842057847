import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import type { EngineLog } from '../engine.ts';
import type { Store, Transaction } from '../store/store.ts';
import { canonicalAction } from './policy/action-patterns.ts';
import { readPrincipalPolicies } from './principal-policies.ts';

/** What somebody must be able to do, or an account cannot be put right any more. */
const vitalActions = [
  'iam:users:updateUser',
  'iam:roles:updateRole',
  'iam:permissions:addUserToGroup',
  'iam:permissions:removeUserFromGroup',
  'iam:permissions:grantRoleToGroupOnDomain',
  'iam:permissions:revokeRoleFromGroupOnDomain',
].map(canonicalAction);

export interface AdministratorGuard {
  /**
   * Call it after a change of users, memberships, policies or attachments, in the transaction of the change and with the account locked.
   * @throws OperationError `lastAdministrator` when the change takes the account's last enabled administrator who can sign in
   */
  requireAdministrator(transaction: Transaction, context: RequestContext): Promise<void>;
}

/** An administrator is who may do all of `vitalActions`, as the evaluator of every call decides it: no list of names says so. */
export function createAdministratorGuard(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly region: string;
}): AdministratorGuard {
  const administers = async (reader: Reader, context: RequestContext, user: Candidate): Promise<boolean> => {
    const accountId = context.account.id;
    const policies = await readPrincipalPolicies(reader, user.id, accountId, deps.log);
    const set = policies?.setFor(null, 'iam');
    const facts = {
      context: asUser(context, user),
      now: deps.clock.now(),
      service: 'iam',
      resource: undefined,
    };
    return vitalActions.every(
      (action) =>
        set?.evaluate({
          actions: [action],
          service: 'iam',
          region: deps.region,
          accountId,
          resource: 'any',
          facts,
        }).effect === 'allow',
    );
  };

  const hasAdministrator = async (reader: Reader, context: RequestContext): Promise<boolean> => {
    for (const candidate of await candidates(reader, context)) {
      if (await administers(reader, context, candidate)) return true;
    }
    return false;
  };

  return {
    async requireAdministrator(transaction, context) {
      if (await hasAdministrator(transaction, context)) return;
      // An account that had none before is not made worse; whoever may still change it should go on.
      if (await hasAdministrator(deps.store.read, context)) throw new OperationError('lastAdministrator');
    },
  };
}

type Reader = Store['read'] | Transaction;

interface Candidate {
  readonly id: string;
  readonly name: string;
}

/** Enabled users who can sign in and have a policy on the account; the caller first, who mostly is one. */
async function candidates(reader: Reader, context: RequestContext): Promise<readonly Candidate[]> {
  const accountId = context.account.id;
  const holders = (column: 'user_id' | 'group_id') =>
    reader
      .selectFrom('policy_attachments')
      .select(column)
      .where('account_id', '=', accountId)
      .where('project_id', 'is', null)
      .where(column, 'is not', null);
  const rows = await reader
    .selectFrom('users')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .where('enabled', '=', 1)
    .where((e) => e.or([e('password_hash', 'is not', null), e('external_subject', 'is not', null)]))
    .where((e) =>
      e.or([
        e('id', 'in', holders('user_id')),
        e(
          'id',
          'in',
          e.selectFrom('group_members').select('user_id').where('group_id', 'in', holders('group_id')),
        ),
      ]),
    )
    .execute();
  const callerId = context.principal.kind === 'user' ? context.principal.userId : '';
  return rows.sort((a, b) => Number(b.id === callerId) - Number(a.id === callerId));
}

function asUser(context: RequestContext, user: Candidate): RequestContext {
  if (context.principal.kind !== 'user') return context;
  return { ...context, principal: { ...context.principal, userId: user.id, userName: user.name } };
}
