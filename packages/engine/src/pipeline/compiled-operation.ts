import {
  compileWireCodec,
  type OperationDefinition,
  type OperationId,
  operationIds,
  operationOf,
  snakeCase,
  type TraceDefinition,
} from '@dewpoint/contract';
import type { Channel } from '../context.ts';

/** What the pipeline needs of a catalogue entry, worked out once. */
export interface CompiledOperation {
  readonly definition: OperationDefinition;
  readonly legacyActions: readonly string[];
  readonly redaction: Redaction;
  /** Null when the operation leaves no trace. */
  readonly trace: CompiledTrace | null;
}

/** Values as traces show them: wire names, secrets as `***`, nothing that the schema does not know (TRC-01, SEC-11). */
export interface Redaction {
  /** Of values that handlers take and give, under the names of the REST wire. */
  input(value: unknown): unknown;
  output(value: unknown): unknown;
  /** Of values as they came and went on a channel, under that channel's names; validated or not. */
  wireInput(channel: Channel, wire: unknown): unknown;
  wireOutput(channel: Channel, wire: unknown): unknown;
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
  /** The trace instead of this one where a field of the request, under its REST name, has this value. */
  readonly variant: { readonly field: string; readonly equals: string; readonly trace: CompiledTrace } | null;
}

const compiled = new Map<OperationId, CompiledOperation>(
  operationIds.map((id) => [id, compile(operationOf(id))]),
);

const legacyNames: ReadonlyMap<string, readonly string[]> = new Map(
  [...compiled.values()].flatMap(({ definition: { action }, legacyActions }) =>
    action === null ? [] : [[action, legacyActions] as const],
  ),
);

/** Policy 1.1 names of an action, for a permission that a handler asks for beside its operation's own. */
export function legacyActionsOf(action: string): readonly string[] {
  return legacyNames.get(action) ?? [];
}

export function compiledOperation(id: OperationId): CompiledOperation {
  const operation = compiled.get(id);
  if (!operation) throw new TypeError(`pipeline: ${id} is no operation of the catalogue`);
  return operation;
}

function compile(definition: OperationDefinition): CompiledOperation {
  return {
    definition,
    legacyActions: definition.legacyActions ?? [],
    redaction: compileRedaction(definition),
    trace: definition.trace === null ? null : compileTrace(definition, definition.trace),
  };
}

function compileRedaction(definition: OperationDefinition): Redaction {
  const rest = {
    input: compileWireCodec(definition.input, 'snake'),
    output: compileWireCodec(definition.output, 'snake'),
  };
  const console = {
    input: compileWireCodec(definition.input, 'camel'),
    output: compileWireCodec(definition.output, 'camel'),
  };
  const on = (channel: Channel) => (channel === 'console' ? console : rest);
  return {
    input: rest.input.redactDecoded,
    output: rest.output.redactDecoded,
    wireInput: (channel, wire) => on(channel).input.redact(wire),
    wireOutput: (channel, wire) => on(channel).output.redact(wire),
  };
}

function compileTrace(definition: OperationDefinition, trace: TraceDefinition): CompiledTrace {
  const { rest, console, service, effect, id } = definition;
  const { variant } = trace;
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
    variant: variant
      ? {
          field: snakeCase(variant.field),
          equals: variant.equals,
          trace: compileTrace(definition, { name: variant.name, resourceType: trace.resourceType }),
        }
      : null,
  };
}
