import type { OperationId, Route } from '@dewpoint/contract';
import type { ExecutableId } from './caller.ts';

/** True for what the engine executes: all but the batch call, whose parts the edge executes one by one. */
export function isExecutable(route: Route<OperationId>): route is Route<ExecutableId> {
  return !isBatch(route);
}

export function isBatch(route: Route<OperationId>): route is Route<'console.batch'> {
  return route.operationId === 'console.batch';
}
