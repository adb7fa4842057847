import type { Clock } from '../clock.ts';
import type { RequestContext, UserPrincipal } from '../context.ts';
import type { Resource } from '../pipeline/handler.ts';
import type { Store } from '../store/store.ts';
import { tagRecord, tagsOfResources } from '../tags/resource-tags.ts';
import type { AuthorizationRequest, Authorizer, Decision } from './authorizer.ts';
import { canonicalAction } from './policy/action-patterns.ts';
import type { PolicyQuestion, PolicySet, StatementReference } from './policy/evaluator.ts';
import { policyResource } from './policy/resource-patterns.ts';
import type { PolicyLoader } from './principal-policies.ts';
import { remedyFor } from './remedy.ts';
import { systemPrincipalMay } from './system-principals.ts';

/**
 * Looks for a grant that opens a call (GRT-01): the caller's grants on the key that name the operation, or the grant that the call is
 * about (`resource.grantId`) where the caller may end it (GRT-03).
 * @param grantOperation undefined for calls that no grant operation opens
 * @returns what the decision names as its reason, e.g. `grant <id>`, or null
 */
export type GrantLookup = (
  context: RequestContext,
  resource: Resource,
  grantOperation: string | undefined,
) => Promise<string | null>;

export interface PolicyAuthorizer extends Authorizer {
  /** The requests that the caller's policies allow on at least one thing: what a screen may offer. Grants do not count. */
  permittedAnywhere<R extends Pick<AuthorizationRequest, 'action' | 'legacyActions'>>(
    context: RequestContext,
    requests: readonly R[],
  ): Promise<readonly R[]>;
}

export function createPolicyAuthorizer(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly loader: Pick<PolicyLoader, 'policiesOf'>;
  readonly region: string;
  /** Null while there are no grants. */
  readonly grants: GrantLookup | null;
}): PolicyAuthorizer {
  const { store, clock, region, grants, loader } = deps;

  const policiesOf = (
    context: RequestContext,
    principal: UserPrincipal,
    service: string,
  ): Promise<PolicySet> | PolicySet =>
    loader.policiesOf(principal.userId, principal.accountId, context.project?.id ?? null, service);

  const questionOf = (
    context: RequestContext,
    request: Pick<AuthorizationRequest, 'action' | 'legacyActions'>,
    resource: Resource | undefined,
  ): PolicyQuestion => {
    const service = serviceOf(request.action);
    return {
      actions: namesOf(request),
      service,
      region,
      accountId: context.account.id,
      resource:
        resource === undefined ? 'none' : policyResource(resource, service, region, context.account.id),
      facts: { context, now: clock.now(), service, resource },
    };
  };

  const decideForUser = async (
    context: RequestContext,
    principal: UserPrincipal,
    request: AuthorizationRequest,
  ): Promise<Decision> => {
    const refuse = (reason: string): Decision => ({
      allowed: false,
      explicit: false,
      reason,
      remedy: remedyFor(request, context),
    });
    if (principal.accountId !== context.account.id) return refuse('The caller belongs to another account.');
    const { resource: given } = request;
    const onlyByGrant = given?.onlyByGrant === true;
    const elsewhere =
      given !== undefined && given.projectId !== null && given.projectId !== context.project?.id;
    if (elsewhere && !onlyByGrant) {
      return refuse('The thing is in another project than the call.');
    }
    const found = policiesOf(context, principal, serviceOf(request.action));
    const policies = found instanceof Promise ? await found : found;
    const resource = policies.readsTags ? await withTags(store, context.account.id, given) : given;
    const verdict = policies.evaluate(questionOf(context, request, resource));
    if (verdict.effect === 'allow' && !onlyByGrant) {
      return { allowed: true, statement: textOf(verdict.by), by: verdict.by };
    }
    if (verdict.effect === 'deny') {
      return {
        allowed: false,
        explicit: true,
        by: verdict.by,
        reason: `${textOf(verdict.by)} denies ${request.action}.`,
        remedy: `Change or detach policy ${JSON.stringify(verdict.by.policyName)}: no other policy or grant can outweigh a Deny.`,
      };
    }
    if (
      grants !== null &&
      context.channel === 'api' &&
      resource !== undefined &&
      (request.grantOperation !== undefined || resource.grantId !== undefined)
    ) {
      const grant = await grants(context, resource, request.grantOperation);
      if (grant !== null) return { allowed: true, statement: grant, byGrant: true };
    }
    return refuse(`No policy of user ${JSON.stringify(principal.userName)} allows ${request.action} here.`);
  };

  return {
    decide(context, request) {
      const { principal } = context;
      if (principal.kind === 'user') return decideForUser(context, principal, request);
      return Promise.resolve(decideForOthers(principal, request));
    },

    async permittedAnywhere(context, requests) {
      const { principal } = context;
      if (principal.kind !== 'user' || principal.accountId !== context.account.id) return [];
      const permitted = [];
      for (const request of requests) {
        const policies = await policiesOf(context, principal, serviceOf(request.action));
        const question: PolicyQuestion = { ...questionOf(context, request, undefined), resource: 'any' };
        if (policies.evaluate(question).effect === 'allow') permitted.push(request);
      }
      return permitted;
    },
  };
}

/** Decisions about callers that are no users. */
function decideForOthers(
  principal: Exclude<RequestContext['principal'], UserPrincipal>,
  request: AuthorizationRequest,
): Decision {
  if (principal.kind === 'system') {
    return systemPrincipalMay(principal.name, namesOf(request))
      ? { allowed: true, statement: `duty of the product's ${principal.name}` }
      : {
          allowed: false,
          explicit: false,
          reason: `The product's ${JSON.stringify(principal.name)} has no duty that includes ${request.action}.`,
          remedy: 'This is a fault of the product. Report it with the request ID.',
        };
  }
  return {
    allowed: false,
    explicit: false,
    reason: 'Nobody is signed in.',
    remedy: 'Sign in, or send a token or a signature.',
  };
}

const serviceOf = (action: string) => action.slice(0, Math.max(0, action.indexOf(':')));

const textsOfStatements = new WeakMap<StatementReference, string>();

function textOf(by: StatementReference): string {
  let text = textsOfStatements.get(by);
  if (text === undefined) {
    text = `policy ${JSON.stringify(by.policyName)}, statement ${by.statement}`;
    textsOfStatements.set(by, text);
  }
  return text;
}

const namesOfRequests = new WeakMap<readonly string[], Map<string, readonly string[]>>();
/** Stands for every empty list, of which many are made for one question. */
const NONE: readonly string[] = [];
/** Whoever asks the simulator names actions as he likes. */
const MAX_REMEMBERED_ACTIONS = 2_048;

/** Operations ask with the same lists every time; the canonical forms are worked out once. */
function namesOf({
  action,
  legacyActions,
}: Pick<AuthorizationRequest, 'action' | 'legacyActions'>): readonly string[] {
  const list = legacyActions.length === 0 ? NONE : legacyActions;
  let byAction = namesOfRequests.get(list);
  if (byAction === undefined) {
    byAction = new Map();
    namesOfRequests.set(list, byAction);
  }
  const known = byAction.get(action);
  if (known !== undefined) return known;
  const names = [...new Set([action, ...legacyActions].map(canonicalAction))];
  if (byAction.size < MAX_REMEMBERED_ACTIONS) byAction.set(action, names);
  return names;
}

/** A condition on tags must see them, also where a handler named the thing without. */
async function withTags(
  store: Store,
  accountId: string,
  resource: Resource | undefined,
): Promise<Resource | undefined> {
  if (resource === undefined || resource.tags !== undefined) return resource;
  if (resource.type !== 'cmk' && resource.type !== 'csms') return resource;
  const tagged = await tagsOfResources(store.read, accountId, resource.type, [resource.id]);
  return { ...resource, tags: tagRecord(tagged.get(resource.id)) };
}
