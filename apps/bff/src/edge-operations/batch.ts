import {
  type EngineOperationId,
  isBatchableOperationId,
  OperationError,
  type OperationOutput,
  type Route,
  routesOf,
} from '@dewpoint/contract';
import type { RequestContext } from '@dewpoint/engine';
import { type EdgeHandler, signedInOf } from './edge-handler.ts';
import type { EdgeParts } from './edge-parts.ts';

type ItemResult = OperationOutput<'console.batch'>['results'][number];

/** Many calls of one operation (KEY-06, KEY-07, KEY-08): each is decoded, authorized, executed and traced by itself; one that is refused stops no other. */
export function batch(parts: EdgeParts): EdgeHandler<'console.batch'> {
  return async (call, { operation, inputs }) => {
    const { context } = signedInOf(call);
    const route = isBatchableOperationId(operation)
      ? routesOf('console').find((candidate) => candidate.operationId === operation)
      : undefined;
    if (route?.servedBy !== 'engine')
      throw new OperationError('operationNotBatchable', { field: 'operation' });
    const results: ItemResult[] = [];
    for (const [index, input] of inputs.entries())
      results.push(await runOne(parts, route, context, index, input));
    return { results };
  };
}

async function runOne<Id extends EngineOperationId>(
  parts: EdgeParts,
  route: Route<Id>,
  context: RequestContext,
  index: number,
  wire: unknown,
): Promise<ItemResult> {
  try {
    const input = await decodeOrTrace(parts, route, context, wire);
    const { output } = await parts.engine.execute(route.operationId, context, input);
    return { input: index, ok: true, output: route.encode(output).body };
  } catch (thrown) {
    if (!(thrown instanceof OperationError)) throw thrown;
    const { code, message, field } = thrown;
    return { input: index, ok: false, error: { code, message, ...(field === undefined ? {} : { field }) } };
  }
}

async function decodeOrTrace<Id extends EngineOperationId>(
  parts: EdgeParts,
  route: Route<Id>,
  context: RequestContext,
  wire: unknown,
) {
  try {
    return route.decode(wire);
  } catch (error) {
    if (error instanceof OperationError)
      await parts.engine.traceRefusal(route.operationId, context, route.redact(wire), error);
    throw error;
  }
}
