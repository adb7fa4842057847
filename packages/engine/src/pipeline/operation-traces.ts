import { OperationError } from '@dewpoint/contract';
import type { TraceRecord } from '../audit/audit.ts';
import type { RequestContext } from '../context.ts';
import type { CompiledTrace } from './compiled-operation.ts';

/** The thing that a trace names. */
export interface TracedThing {
  readonly id: string;
  readonly name: string;
  readonly enterpriseProjectId?: string;
}

/** Trace of an operation that was done. `request` and `response` are redacted already, here and below. */
export function successTrace(
  ofOperation: CompiledTrace,
  context: RequestContext,
  call: {
    readonly request: unknown;
    readonly response: unknown;
    readonly thing: TracedThing | undefined;
    /** Follows the standing message; empty when absent. */
    readonly note?: string;
  },
): TraceRecord {
  const trace = traceOf(ofOperation, call.request);
  return {
    ...common(trace, call.thing ?? thingOfRequest(call.request)),
    rating: 'normal',
    code: trace.successCode[context.channel],
    request: call.request,
    response: call.response,
    message: `${trace.message[context.channel]}${call.note ?? ''}`,
  };
}

/** Trace of an operation that was not done: a refusal is rated warning, a failure of the product incident (decisions: traces). */
export function refusalTrace(
  ofOperation: CompiledTrace,
  context: RequestContext,
  call: {
    readonly request: unknown;
    readonly thing: TracedThing | undefined;
    readonly error: OperationError;
  },
): TraceRecord {
  const { error } = call;
  const trace = traceOf(ofOperation, call.request);
  return {
    ...common(trace, call.thing ?? thingOfRequest(call.request)),
    rating: error.status >= 500 ? 'incident' : 'warning',
    code: String(error.status),
    request: call.request,
    response: { error_code: error.code, error_msg: error.message },
    message: `${trace.message[context.channel]} ${reasonOf(error)}`,
  };
}

/** One path can have two documented traces: adding and deleting tags. */
function traceOf(trace: CompiledTrace, request: unknown): CompiledTrace {
  const { variant } = trace;
  if (variant === null || typeof request !== 'object' || request === null) return trace;
  return Reflect.get(request, variant.field) === variant.equals ? variant.trace : trace;
}

function common(trace: CompiledTrace, thing: TracedThing) {
  return {
    name: trace.name,
    serviceType: trace.serviceType,
    resourceType: trace.resourceType,
    resourceId: thing.id,
    resourceName: thing.name,
    readOnly: trace.readOnly,
    operationId: trace.operationId,
    apiVersion: trace.apiVersion,
    enterpriseProjectId: thing.enterpriseProjectId ?? '0',
  };
}

/**
 * The true reason: what a caller is told may be less (a thing that it may not see is missing to it), but whoever may read the account's
 * traces may know.
 */
function reasonOf(error: OperationError): string {
  const told = error.cause instanceof OperationError ? error.cause : error;
  return told.explanation ? `${told.message} ${told.explanation.reason}` : told.message;
}

/** Fields that name a thing by ID or by name, on both surfaces. */
const idFields = ['key_id', 'keyId', 'secret_id', 'secretId'] as const;
const nameFields = ['secret_name', 'secretName', 'event_name', 'eventName'] as const;

/** A thing that was asked for and not found is still what the call was about. */
function thingOfRequest(request: unknown): TracedThing {
  if (typeof request !== 'object' || request === null) return { id: '', name: '' };
  const textOf = (fields: readonly string[]) =>
    fields.map((field) => Reflect.get(request, field)).find((value) => typeof value === 'string') ?? '';
  return { id: textOf(idFields), name: textOf(nameFields) };
}
