import type { EdgeOperationId, OperationInput, OperationOutput } from '@dewpoint/contract';
import type { RequestContext } from '@dewpoint/engine';
import type { Caller, IncomingCall } from '../surface/caller.ts';

/** A call of an operation that the edge answers itself. */
export interface EdgeCall {
  readonly incoming: IncomingCall;
  /** Null only for public operations. */
  readonly signedIn: { readonly caller: Caller; readonly context: RequestContext } | null;
}

export type EdgeHandler<Id extends EdgeOperationId> = (
  call: EdgeCall,
  input: OperationInput<Id>,
) => Promise<OperationOutput<Id>>;

/** Complete by type: an edge operation without a handler does not compile. */
export type EdgeHandlers = { readonly [Id in EdgeOperationId]: EdgeHandler<Id> };

export function runAtEdge<Id extends EdgeOperationId>(
  handlers: EdgeHandlers,
  id: Id,
  call: EdgeCall,
  input: OperationInput<Id>,
): Promise<OperationOutput<Id>> {
  const handler: EdgeHandler<Id> = handlers[id];
  return handler(call, input);
}

/** The caller of an operation that is not public. */
export function signedInOf(call: EdgeCall): { readonly caller: Caller; readonly context: RequestContext } {
  if (!call.signedIn) throw new TypeError('an operation that needs a caller was run without one');
  return call.signedIn;
}
