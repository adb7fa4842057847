import { type EngineOperationId, isEngineOperationId, operationIds } from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { compiledOperation } from './compiled-operation.ts';
import type { Resource } from './handler.ts';

/** What a screen offers, by what policies allow; nothing is enforced or traced here. */
interface ProbedOperation {
  readonly id: EngineOperationId;
  readonly action: string;
  readonly legacyActions: readonly string[];
  readonly grantOperation: string | undefined;
  readonly resourceType: string | undefined;
  readonly creates: boolean;
}

const probed: readonly ProbedOperation[] = operationIds.filter(isEngineOperationId).flatMap((id) => {
  const { definition, legacyActions, trace } = compiledOperation(id);
  if (definition.action === null) return [];
  return [
    {
      id,
      action: definition.action,
      legacyActions,
      grantOperation: definition.grantOperation,
      resourceType: trace?.resourceType,
      creates: definition.effect === 'create',
    },
  ];
});

const openToAll: readonly EngineOperationId[] = operationIds
  .filter(isEngineOperationId)
  .filter((id) => compiledOperation(id).definition.action === null);

/** Operations on things of this kind that the caller may do on this very one, whatever its state. */
export async function permittedOn(
  authorizer: Authorizer,
  context: RequestContext,
  resource: Resource,
): Promise<readonly EngineOperationId[]> {
  const permitted: EngineOperationId[] = [];
  for (const { id, action, legacyActions, grantOperation, resourceType, creates } of probed) {
    if (resourceType !== resource.type || creates) continue;
    const decision = await authorizer.decide(context, { action, legacyActions, grantOperation, resource });
    if (decision.allowed) permitted.push(id);
  }
  return permitted;
}

/** Tells which requests are allowed on at least one thing. */
export interface AnywhereAuthorizer {
  permittedAnywhere(
    context: RequestContext,
    requests: readonly ProbedOperation[],
  ): Promise<readonly ProbedOperation[]>;
}

/** Operations that the caller may do on something in the context's project. */
export async function permittedSomewhere(
  authorizer: AnywhereAuthorizer,
  context: RequestContext,
): Promise<readonly EngineOperationId[]> {
  const permitted = await authorizer.permittedAnywhere(context, probed);
  return [...openToAll, ...permitted.map((operation) => operation.id)];
}
