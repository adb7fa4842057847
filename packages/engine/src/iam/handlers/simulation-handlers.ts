import { OperationError } from '@dewpoint/contract';
import type { TraceSearch } from '../../audit/search/trace-search.ts';
import type { Clock } from '../../clock.ts';
import type { EngineLog } from '../../engine.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Store } from '../../store/store.ts';
import { keyOf, simulateAccess } from '../access-simulation.ts';
import type { AccountGate } from '../account-rules.ts';
import { identityResources } from '../identity-resources.ts';
import type { GrantLookup } from '../policy-authorizer.ts';
import { replayGrant, replayPolicyChange } from '../policy-replay.ts';
import type { PolicyLoader } from '../principal-policies.ts';

type SimulationHandlers = HandlersOf<'iam.simulateAccess' | 'iam.replayPolicyChange' | 'iam.replayGrant'>;

/** Simulator (IAM-04) and replay (IAM-10). */
export function simulationHandlers(parts: {
  readonly store: Store;
  readonly search: TraceSearch;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly region: string;
  readonly loader: PolicyLoader;
  readonly grants: GrantLookup | null;
  readonly gate: AccountGate;
}): SimulationHandlers {
  return {
    'iam.simulateAccess': {
      kind: 'direct',
      resource: identityResources(parts.store).user,
      run: ({ context, input, now }) => simulateAccess(parts, context, input, now),
    },
    'iam.replayPolicyChange': {
      kind: 'direct',
      run(call) {
        if (call.input.policyId !== undefined) call.traceResource({ id: call.input.policyId, name: '' });
        return replayPolicyChange(parts, call.context.account, call.input, call.now);
      },
    },
    'iam.replayGrant': {
      kind: 'direct',
      async run(call) {
        const { account, project } = call.context;
        const key = await keyOf(parts.store, account.id, project?.id, call.input.keyId);
        if (key === null) throw new OperationError('keyNotFound');
        await call.authorize('kms:cmk:createGrant', key);
        call.traceResource(key);
        return replayGrant(parts, account, call.input, call.now);
      },
    },
  };
}
