import { OperationError } from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import type { AuthorizationRequest, Authorizer, Decision } from '../iam/authorizer.ts';
import { type CompiledOperation, legacyActionsOf } from './compiled-operation.ts';
import type { Resource } from './handler.ts';
import { resourceKind } from './resource-kinds.ts';

/** Authorization of operations, and what a refusal may tell (IAM-09). */
export class Permission {
  readonly #authorizer: Authorizer;

  constructor(authorizer: Authorizer) {
    this.#authorizer = authorizer;
  }

  /** Checks the operation's own action. Throws the refusal, or resolves: `byGrant` when no policy but a grant allowed it. */
  async ofOperation(
    operation: CompiledOperation,
    context: RequestContext,
    resource: Resource | undefined,
  ): Promise<{ readonly byGrant: boolean }> {
    const { definition } = operation;
    if (definition.public) return { byGrant: false };
    if (context.principal.kind === 'anonymous') throw new OperationError('credentialsMissing');
    if (resource) refuseForeign(context, resource);
    if (definition.action === null) return { byGrant: false };
    return await this.#check(operation, context, definition.action, resource);
  }

  /** Checks a further action on a thing that a handler came upon. */
  async ofAction(
    operation: CompiledOperation,
    context: RequestContext,
    action: string,
    resource: Resource,
  ): Promise<void> {
    refuseForeign(context, resource);
    await this.#check(operation, context, action, resource);
  }

  async #check(
    operation: CompiledOperation,
    context: RequestContext,
    action: string,
    resource: Resource | undefined,
  ): Promise<{ readonly byGrant: boolean }> {
    const { definition } = operation;
    const decision = await this.#authorizer.decide(context, {
      action,
      legacyActions: action === definition.action ? operation.legacyActions : legacyActionsOf(action),
      grantOperation: definition.grantOperation,
      resource,
    });
    if (decision.allowed) return { byGrant: decision.byGrant === true };
    const denied = permissionDenied(action, decision);
    if (!resource || definition.effect === 'create' || (await this.#maySee(context, resource))) throw denied;
    throw missing(resource, denied);
  }

  async #maySee(context: RequestContext, resource: Resource): Promise<boolean> {
    const { seeingActions, seeingGrant } = resourceKind(resource.type);
    for (const action of seeingActions) {
      const request: AuthorizationRequest = {
        action,
        legacyActions: [],
        grantOperation: seeingGrant,
        resource,
      };
      if ((await this.#authorizer.decide(context, request)).allowed) return true;
    }
    return false;
  }
}

function refuseForeign(context: RequestContext, resource: Resource): void {
  if (resource.onlyByGrant) return;
  if (resource.projectId !== null && resource.projectId !== context.project?.id) throw missing(resource);
}

/** To the caller the same as the answer for a thing that does not exist; `cause` is for trace and log. */
function missing(resource: Resource, cause?: OperationError): OperationError {
  return new OperationError(resource.missing ?? resourceKind(resource.type).missing, cause ? { cause } : {});
}

/** The refusal to a caller who may know what decided (IAM-09). */
export function permissionDenied(
  action: string,
  decision: Extract<Decision, { allowed: false }>,
): OperationError {
  return new OperationError('permissionDenied', {
    message: `You have no permission for ${action}.`,
    explanation: { action, reason: decision.reason, remedy: decision.remedy },
  });
}
