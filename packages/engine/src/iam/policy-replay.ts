import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OperationInput, OperationOutput } from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import type { EngineLog } from '../engine.ts';
import type { Store } from '../store/store.ts';
import type { Decision } from './authorizer.ts';
import { createPolicyAuthorizer, type GrantLookup } from './policy-authorizer.ts';
import { createPolicyComparison, readPolicyChange } from './policy-change.ts';
import type { PrincipalPolicies } from './principal-policies.ts';
import { type RecordedCall, readRecordedCalls } from './recorded-calls.ts';

type Replay = OperationOutput<'iam.replayPolicyChange'>;
type ChangedCall = Replay['changes'][number];

const DAY_IN_MS = 86_400_000;
const MOST_CALLS = 20_000;
const MOST_CHANGES = 500;
/** Calls decided before others get their turn. */
const CALLS_PER_TURN = 500;

interface ReplayParts {
  readonly store: Store;
  readonly log: EngineLog;
  readonly region: string;
  readonly grants: GrantLookup | null;
}

/** IAM-10: which recorded calls would end otherwise after a change of policies. Decided by the authorizer of every call, at the call's time. */
export async function replayPolicyChange(
  parts: ReplayParts,
  account: RequestContext['account'],
  input: OperationInput<'iam.replayPolicyChange'>,
  now: number,
): Promise<Replay> {
  const change = await readPolicyChange(parts.store, account.id, input);
  const since = now - input.days * DAY_IN_MS;
  const { calls, truncated } = await readRecordedCalls(parts.store, account, since, MOST_CALLS);
  const policiesOf = createPolicyComparison(parts, account.id, change);
  const changes = new Map<string, ChangedCall>();
  let examined = 0;
  for (const call of calls) {
    if (examined > 0 && examined % CALLS_PER_TURN === 0) await nextTurn();
    examined += 1;
    const policies = await policiesOf(call.context.principal.userId);
    if (policies === null) continue;
    const before = await decide(parts, call, policies.before);
    const after = await decide(parts, call, policies.after);
    if (before.allowed !== after.allowed) collect(changes, call, after);
  }
  return { since, examined, truncated, changes: [...changes.values()].slice(0, MOST_CHANGES) };
}

function decide(parts: ReplayParts, call: RecordedCall, policies: PrincipalPolicies): Promise<Decision> {
  const authorizer = createPolicyAuthorizer({
    ...parts,
    clock: { now: () => call.time },
    loader: {
      policiesOf: async (_userId, _accountId, projectId, service) => policies.setFor(projectId, service),
    },
  });
  return authorizer.decide(call.context, call.request);
}

function collect(changes: Map<string, ChangedCall>, call: RecordedCall, after: Decision): void {
  const { context, request, operation } = call;
  const { userId, userName } = context.principal;
  const resourceId = request.resource?.id ?? '';
  const key = JSON.stringify([
    userId,
    operation,
    request.action,
    resourceId,
    context.project?.id,
    after.allowed,
  ]);
  const known = changes.get(key);
  changes.set(
    key,
    known === undefined
      ? {
          userId,
          userName,
          operation,
          action: request.action,
          resourceType: request.resource?.type ?? '',
          resourceId,
          resourceName: request.resource?.name ?? '',
          projectId: context.project?.id ?? null,
          before: after.allowed ? 'denied' : 'allowed',
          after: after.allowed ? 'allowed' : 'denied',
          reason: after.allowed ? after.statement : after.reason,
          count: 1,
          // The calls come the latest first.
          lastAt: call.time,
          lastTraceId: call.traceId,
        }
      : { ...known, count: known.count + 1 },
  );
}
