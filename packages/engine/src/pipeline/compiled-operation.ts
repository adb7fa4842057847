import {
  compileTraceView,
  type OperationDefinition,
  type OperationId,
  operationIds,
  operationOf,
  type TraceView,
} from '@dewpoint/contract';
import type { Channel } from '../context.ts';

/** What the pipeline needs of a catalogue entry, worked out once. */
export interface CompiledOperation {
  readonly definition: OperationDefinition;
  readonly legacyActions: readonly string[];
  readonly input: TraceView;
  readonly output: TraceView;
  /** Null when the operation leaves no trace. */
  readonly trace: CompiledTrace | null;
}

export interface CompiledTrace {
  readonly name: string;
  readonly serviceType: string;
  readonly resourceType: string;
  readonly apiVersion: string;
  readonly readOnly: boolean;
  readonly operationId: string;
  /** HTTP status of a success on each channel, as text. */
  readonly successCode: Readonly<Record<Channel, string>>;
  /** Text of `message` up to the reason [G 2.3.2]. */
  readonly message: Readonly<Record<Channel, string>>;
}

const compiled = new Map<OperationId, CompiledOperation>(
  operationIds.map((id) => [id, compile(operationOf(id))]),
);

export function compiledOperation(id: OperationId): CompiledOperation {
  const operation = compiled.get(id);
  if (!operation) throw new TypeError(`pipeline: ${id} is no operation of the catalogue`);
  return operation;
}

function compile(definition: OperationDefinition): CompiledOperation {
  return {
    definition,
    legacyActions: definition.legacyActions ?? [],
    input: compileTraceView(definition.input),
    output: compileTraceView(definition.output),
    trace: compileTrace(definition),
  };
}

function compileTrace(definition: OperationDefinition): CompiledTrace | null {
  const { trace, rest, console, service, effect, id } = definition;
  if (trace === null) return null;
  const code = (binding: typeof rest) => String(binding?.success ?? 200);
  const message = (binding: typeof rest) =>
    binding
      ? `${trace.name}, Method: ${binding.method} Url=${binding.path}. Reason:`
      : `${trace.name}. Reason:`;
  return {
    name: trace.name,
    serviceType: service.toUpperCase(),
    resourceType: trace.resourceType,
    apiVersion: /^\/(v[0-9.]+)\//.exec(rest?.path ?? '')?.[1] ?? '',
    readOnly: effect === 'read',
    operationId: id,
    successCode: { api: code(rest), console: code(console), system: '200' },
    message: { api: message(rest), console: message(console), system: message(undefined) },
  };
}
