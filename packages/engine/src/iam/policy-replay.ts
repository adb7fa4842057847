import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OperationInput, OperationOutput } from '@dewpoint/contract';
import type { TraceSearch } from '../audit/search/trace-search.ts';
import type { RequestContext } from '../context.ts';
import type { EngineLog } from '../engine.ts';
import type { Store } from '../store/store.ts';
import type { Decision } from './authorizer.ts';
import { createPolicyAuthorizer, type GrantLookup } from './policy-authorizer.ts';
import { createPolicyComparison, readPolicyChange } from './policy-change.ts';
import type { PolicyLoader, PrincipalPolicies } from './principal-policies.ts';
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
  readonly search: TraceSearch;
  readonly log: EngineLog;
  readonly region: string;
  readonly grants: GrantLookup | null;
}

/** What decides a recorded call: policies, and grants where no policy does. */
interface Deciding {
  readonly loader: Pick<PolicyLoader, 'policiesOf'>;
  readonly grants: GrantLookup | null;
}

/** What decides a call before and after a change; null where the change touches nothing of the call. */
type Comparison = (
  call: RecordedCall,
) => Promise<{ readonly before: Deciding; readonly after: Deciding } | null>;

/** IAM-10: which recorded calls would end otherwise after a change of policies. Decided by the authorizer of every call, at the call's time. */
export async function replayPolicyChange(
  parts: ReplayParts,
  account: RequestContext['account'],
  input: OperationInput<'iam.replayPolicyChange'>,
  now: number,
): Promise<Replay> {
  const change = await readPolicyChange(parts.store, account.id, input);
  const policiesOf = createPolicyComparison(parts, account.id, change);
  const deciding = (policies: PrincipalPolicies): Deciding => ({
    grants: parts.grants,
    loader: {
      policiesOf: async (_userId, _accountId, projectId, service) => policies.setFor(projectId, service),
    },
  });
  return replay(parts, account, { now, days: input.days }, async (call) => {
    const policies = await policiesOf(call.context.principal.userId);
    return policies && { before: deciding(policies.before), after: deciding(policies.after) };
  });
}

/** IAM-10: which recorded calls on a key would have been allowed with one more grant. */
export function replayGrant(
  parts: ReplayParts & { readonly loader: PolicyLoader },
  account: RequestContext['account'],
  input: OperationInput<'iam.replayGrant'>,
  now: number,
): Promise<Replay> {
  const { loader, grants } = parts;
  const granted: ReadonlySet<string> = new Set(input.operations);
  const withGrant: GrantLookup = async (context, resource, operation) => {
    const present = grants && (await grants(context, resource, operation));
    if (present !== null) return present;
    const opens = resource.id === input.keyId && operation !== undefined && granted.has(operation);
    return opens ? 'the new grant' : null;
  };
  const deciding = { before: { loader, grants }, after: { loader, grants: withGrant } };
  return replay(parts, account, { now, days: input.days }, async ({ context, request }) => {
    if (request.resource?.id !== input.keyId) return null;
    const { userId, accountId } = context.principal;
    const grantee = input.granteePrincipalType === 'user' ? userId : accountId;
    return grantee === input.granteePrincipal ? deciding : null;
  });
}

async function replay(
  parts: ReplayParts,
  account: RequestContext['account'],
  { now, days }: { readonly now: number; readonly days: number },
  compare: Comparison,
): Promise<Replay> {
  const since = now - days * DAY_IN_MS;
  const { calls, truncated } = await readRecordedCalls(parts, account, since, MOST_CALLS);
  const changes = new Map<string, ChangedCall>();
  let examined = 0;
  for (const [index, call] of calls.entries()) {
    if (index > 0 && index % CALLS_PER_TURN === 0) await nextTurn();
    const deciding = await compare(call);
    if (deciding === null) continue;
    examined += 1;
    const before = await decide(parts, call, deciding.before);
    const after = await decide(parts, call, deciding.after);
    if (before.allowed !== after.allowed) collect(changes, call, after);
  }
  return { since, examined, truncated, changes: [...changes.values()].slice(0, MOST_CHANGES) };
}

function decide(parts: ReplayParts, call: RecordedCall, deciding: Deciding): Promise<Decision> {
  const authorizer = createPolicyAuthorizer({ ...parts, ...deciding, clock: { now: () => call.time } });
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
