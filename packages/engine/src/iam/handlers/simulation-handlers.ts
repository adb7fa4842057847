import type { Clock } from '../../clock.ts';
import type { EngineLog } from '../../engine.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Store } from '../../store/store.ts';
import { simulateAccess } from '../access-simulation.ts';
import type { AccountGate } from '../account-rules.ts';
import { identityResources } from '../identity-resources.ts';
import type { GrantLookup } from '../policy-authorizer.ts';
import { replayPolicyChange } from '../policy-replay.ts';
import type { PolicyLoader } from '../principal-policies.ts';

type SimulationHandlers = HandlersOf<'iam.simulateAccess' | 'iam.replayPolicyChange'>;

/** Simulator (IAM-04) and replay (IAM-10). */
export function simulationHandlers(parts: {
  readonly store: Store;
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
  };
}
