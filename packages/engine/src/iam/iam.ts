import type { OperationId } from '@dewpoint/contract';
import type { RootOfTrust } from '@dewpoint/crypto-core';
import type { AuditWriter } from '../audit/audit.ts';
import type { TraceSearch } from '../audit/search/trace-search.ts';
import type { Clock } from '../clock.ts';
import type { Engine, EngineLog, ExpiringDocuments, Identity, Metric, Sessions } from '../engine.ts';
import type { JobDefinition, JobScheduler } from '../jobs/job.ts';
import { defaultRateLimits, type RateLimits } from '../limits/rate-limiter.ts';
import type { HandlersOf } from '../pipeline/handler.ts';
import { approvalHandlers } from '../safeguards/approval-handlers.ts';
import type { Store } from '../store/store.ts';
import { createAccessKeys } from './access-keys.ts';
import { type AccountGate, createAccountGate } from './account-rules.ts';
import { createAdministratorGuard } from './administrator-guard.ts';
import { createDocuments } from './documents.ts';
import { createAccessKeyHandlers } from './handlers/access-key-handlers.ts';
import { accountHandlers } from './handlers/account-handlers.ts';
import { accountRuleHandlers } from './handlers/account-rule-handlers.ts';
import { consolePolicyHandlers } from './handlers/console-policy-handlers.ts';
import { customPolicyHandlers } from './handlers/custom-policy-handlers.ts';
import { createDirectoryHandlers } from './handlers/directory-handlers.ts';
import { groupHandlers, membershipHandlers } from './handlers/group-handlers.ts';
import { identityPolicyHandlers } from './handlers/identity-policy-handlers.ts';
import { permissionHandlers } from './handlers/permission-handlers.ts';
import { createSessionHandlers } from './handlers/session-handlers.ts';
import { simulationHandlers } from './handlers/simulation-handlers.ts';
import { createTokenHandlers } from './handlers/token-handlers.ts';
import { userChangeHandlers } from './handlers/user-changes.ts';
import { userReadingHandlers } from './handlers/user-reading.ts';
import { createIdentity } from './identity.ts';
import { PasswordHashing, type ScryptCost } from './password-hash.ts';
import { createPolicyAttachments } from './policy-attachments.ts';
import { createPolicyAuthorizer, type GrantLookup, type PolicyAuthorizer } from './policy-authorizer.ts';
import { createPreferences } from './preferences.ts';
import { createPolicyLoader } from './principal-policies.ts';
import { createPurge, planPurge } from './purge.ts';
import { createSealing } from './sealing.ts';
import { createSessions } from './sessions.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import { createSignedRequests } from './signed-requests.ts';
import { createTokens } from './tokens.ts';

export interface IamOptions {
  readonly store: Store;
  readonly root: RootOfTrust;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  /** Finds the calls that a replay decides again (IAM-10). */
  readonly search: TraceSearch;
  readonly log: EngineLog;
  readonly region: string;
  /** Origin that clients use, without a slash at the end; links and the service catalogue are made of it. */
  readonly publicUrl: string;
  /** Grants that open calls of API callers (GRT-01); none when absent. */
  readonly grants?: GrantLookup;
  /** Limits of the installation (IAM-08); `defaultRateLimits` when absent. */
  readonly limits?: RateLimits;
  /** Cost of password hashes; `recommendedCost` when absent. Anything cheaper is for tests. */
  readonly passwordCost?: ScryptCost;
}

export type IamOperationId =
  | Extract<OperationId, `iam.${string}`>
  | 'console.session'
  | 'console.listSessions'
  | 'console.endSession';

/** Identity and access: who calls, and what they may do. */
export interface Iam {
  readonly authorizer: PolicyAuthorizer;
  readonly identity: Identity;
  readonly sessions: Sessions;
  readonly documents: ExpiringDocuments;
  readonly preferences: Engine['preferences'];
  /** Lets calls in or not, before they are executed. */
  readonly gate: AccountGate;
  readonly handlers: HandlersOf<IamOperationId>;
  readonly jobs: readonly JobDefinition[];
  /** Plans the jobs of this part; for every start. */
  planJobs(scheduler: JobScheduler): Promise<void>;
  metrics(): readonly Metric[];
}

export function createIam(options: IamOptions): Iam {
  const { store, clock } = options;
  const sealing = createSealing(options);
  const policies = createPolicyLoader(options);
  const authorizer = createPolicyAuthorizer({ ...options, loader: policies, grants: options.grants ?? null });
  const passwords = new PasswordHashing(options.passwordCost);
  const signIn = createSignIn({ ...options, passwords });
  const tokens = createTokens(options);
  const accessKeys = createAccessKeys({
    store,
    clock,
    sealing,
    signedRequests: createSignedRequests(options),
  });
  const sessions = createSessions({ ...options, sealing });
  const gate = createAccountGate({ store, clock });
  const limits = options.limits ?? defaultRateLimits;
  const guard = createAdministratorGuard(options);
  const attachments = createPolicyAttachments({ store, clock, guard });
  const identityParts = { ...options, passwords, signIn, guard };
  return {
    authorizer,
    gate,
    identity: createIdentity({
      store,
      clock,
      audit: options.audit,
      passwords,
      signIn,
      tokens,
      accessKeys,
      ownIssuer: `${options.publicUrl}/oidc`,
    }),
    sessions,
    documents: createDocuments({ store, clock, sealing }),
    preferences: createPreferences(options),
    handlers: {
      ...createTokenHandlers({ ...options, signIn, tokens, policies, gate }),
      ...createDirectoryHandlers(options),
      ...createAccessKeyHandlers({ store, sealing, authorizer }),
      ...createSessionHandlers({ ...options, sessions, authorizer }),
      ...userReadingHandlers(identityParts),
      ...userChangeHandlers(identityParts),
      ...groupHandlers(identityParts),
      ...membershipHandlers(identityParts),
      ...accountHandlers(identityParts),
      ...accountRuleHandlers({ clock, gate, limits }),
      ...approvalHandlers({ store, gate, authorizer }),
      ...simulationHandlers({ ...options, loader: policies, grants: options.grants ?? null, gate }),
      ...customPolicyHandlers(identityParts),
      ...identityPolicyHandlers(identityParts, attachments),
      ...permissionHandlers(identityParts, attachments),
      ...consolePolicyHandlers(identityParts, attachments),
    },
    jobs: [createPurge(options)],
    planJobs: (scheduler) => planPurge(scheduler, options),
    metrics: () => [
      signInMetric(signIn),
      {
        name: 'iam_cache_entries',
        help: 'Entries in the caches of identity and access.',
        type: 'gauge',
        samples: [
          { labels: { cache: 'policies' }, value: policies.cachedCount() },
          { labels: { cache: 'tokens' }, value: tokens.cachedCount() },
          { labels: { cache: 'access-keys' }, value: accessKeys.cachedCount() },
          { labels: { cache: 'sessions' }, value: sessions.cachedCount() },
        ],
      },
    ],
  };
}

function signInMetric(signIn: SignIn): Metric {
  const { succeeded, refused, throttled } = signIn.figures();
  return {
    name: 'sign_ins_total',
    help: 'Sign-ins with a password, by outcome.',
    type: 'counter',
    samples: [
      { labels: { outcome: 'succeeded' }, value: succeeded },
      { labels: { outcome: 'refused' }, value: refused },
      { labels: { outcome: 'throttled' }, value: throttled },
    ],
  };
}
