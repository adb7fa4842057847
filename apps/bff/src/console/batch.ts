import {
  fieldOn,
  isBatchableOperationId,
  OperationError,
  type OperationInput,
  type OperationOutput,
  type Route,
  routesOf,
} from '@dewpoint/contract';
import type { Engine, RequestContext } from '@dewpoint/engine';
import type { ExecutableId } from '../surface/caller.ts';
import { isExecutable } from '../surface/executable.ts';

type ItemResult = OperationOutput<'console.batch'>['results'][number];
type Executor = Pick<Engine, 'execute' | 'traceRefusal'>;

/** Many calls of one operation (KEY-06, KEY-07, KEY-08): each is decoded, authorized, executed and traced by itself; one that is refused stops no other. */
export async function runBatch(
  engine: Executor,
  context: RequestContext,
  { operation, inputs }: OperationInput<'console.batch'>,
): Promise<OperationOutput<'console.batch'>> {
  const route = isBatchableOperationId(operation)
    ? routesOf('console').find((candidate) => candidate.operationId === operation)
    : undefined;
  if (!route || !isExecutable(route))
    throw new OperationError('operationNotBatchable', { field: 'operation' });
  const results: ItemResult[] = [];
  for (const [index, input] of inputs.entries())
    results.push(await runOne(engine, route, context, index, input));
  return { results };
}

async function runOne(
  engine: Executor,
  route: Route<ExecutableId>,
  context: RequestContext,
  index: number,
  wire: unknown,
): Promise<ItemResult> {
  try {
    const input = await decodeOrTrace(engine, route, context, wire);
    const { output } = await engine.execute(route.operationId, context, input);
    return { input: index, ok: true, output: route.encode(output).body };
  } catch (thrown) {
    if (!(thrown instanceof OperationError)) throw thrown;
    const { code, message, field } = thrown;
    return {
      input: index,
      ok: false,
      error: { code, message, ...(field === undefined ? {} : { field: fieldOn('console', field) }) },
    };
  }
}

async function decodeOrTrace(
  engine: Executor,
  route: Route<ExecutableId>,
  context: RequestContext,
  wire: unknown,
) {
  try {
    return route.decode(wire);
  } catch (error) {
    if (error instanceof OperationError)
      await engine.traceRefusal(route.operationId, context, route.redact(wire), error);
    throw error;
  }
}
