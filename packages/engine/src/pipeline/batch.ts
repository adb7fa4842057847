import {
  compileWireCodec,
  type EngineOperationId,
  isEngineOperationId,
  OperationError,
  type OperationInput,
  type OperationOutput,
  operationOf,
} from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import { operationError } from './failure.ts';
import type { Pipeline } from './pipeline.ts';

type BatchInput = OperationInput<'console.batch'>;
type BatchResult = OperationOutput<'console.batch'>['results'][number];

/**
 * Many calls of one operation (`console.batch`: KEY-06, KEY-07, KEY-08). Each input is validated, authorized, executed and traced by
 * itself; one that is refused stops no other. They run one after another, for calls on related things contend for the same rows.
 * Throws `operationNotBatchable` before anything is done.
 */
export async function runBatch(
  pipeline: Pipeline,
  context: RequestContext,
  batch: BatchInput,
): Promise<OperationOutput<'console.batch'>> {
  const { operation: id } = batch;
  if (!isEngineOperationId(id) || operationOf(id).batchable !== true) {
    throw new OperationError('operationNotBatchable', { field: 'operation' });
  }
  const runOne = compileCall(pipeline, id, context);
  const results: BatchResult[] = [];
  for (const [index, wireInput] of batch.inputs.entries()) results.push(await runOne(index, wireInput));
  return { results };
}

function compileCall<Id extends EngineOperationId>(
  pipeline: Pipeline,
  id: Id,
  context: RequestContext,
): (index: number, wireInput: unknown) => Promise<BatchResult> {
  const definition = operationOf(id);
  const input = compileWireCodec(definition.input, 'camel');
  const output = compileWireCodec(definition.output, 'camel');

  async function decode(wireInput: unknown): Promise<OperationInput<Id>> {
    try {
      // The codec was compiled from this very operation's schema.
      return input.decode(wireInput) as OperationInput<Id>;
    } catch (error) {
      await pipeline.traceRefusal(id, context, wireInput, error);
      throw error;
    }
  }

  return async (index, wireInput) => {
    try {
      const { output: done } = await pipeline.execute(id, context, await decode(wireInput));
      return { input: index, ok: true, output: output.encode(done) };
    } catch (error) {
      const { code, message, field } = operationError(error);
      return { input: index, ok: false, error: { code, message, ...(field === undefined ? {} : { field }) } };
    }
  };
}
