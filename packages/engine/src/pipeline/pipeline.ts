import {
  type EdgeOperationId,
  type EngineOperationId,
  OperationError,
  type OperationId,
  type OperationInput,
  type OperationOutput,
} from '@dewpoint/contract';
import type { AuditWriter, TraceRecord } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import type { EngineLog, Metric, Outcome } from '../engine.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { Safeguards } from '../safeguards/safeguards.ts';
import type { Store } from '../store/store.ts';
import { OperationCall } from './call.ts';
import { type CompiledOperation, type CompiledTrace, compiledOperation } from './compiled-operation.ts';
import { operationError } from './failure.ts';
import type { ExecuteOperation, HandlersOf, OperationHandler, PreparedChange, Resource } from './handler.ts';
import { refusalTrace, successTrace, type TracedThing } from './operation-traces.ts';
import { OutcomeCounters } from './outcome-counters.ts';
import { Permission } from './permission.ts';

export interface PipelineParts<Ids extends OperationId> {
  readonly handlers: HandlersOf<Ids>;
  readonly authorizer: Authorizer;
  readonly audit: AuditWriter;
  readonly store: Store;
  readonly limiter: RateLimiter;
  /** What irreversible acts ask for beside the permission (IAM-11); nothing when absent, for tests of one part. */
  readonly safeguards?: Safeguards;
  readonly clock: Clock;
  readonly log: EngineLog;
}

/**
 * The one way of every operation: limit → look the resource up → authorize → safeguards → handler → durable trace → answer.
 * Whatever is refused on the way leaves a trace as well; only throttled calls do not, or a flood of calls would be a flood of writes.
 */
export class Pipeline<Ids extends OperationId = EngineOperationId> {
  readonly #parts: PipelineParts<Ids>;
  readonly #permission: Permission;
  readonly #counters = new OutcomeCounters();

  constructor(parts: PipelineParts<Ids>) {
    this.#parts = parts;
    this.#permission = new Permission(parts.authorizer);
  }

  /** Throws `OperationError` and nothing else. */
  async execute<Id extends Ids>(
    id: Id,
    context: RequestContext,
    input: OperationInput<Id>,
  ): Promise<Outcome<Id>> {
    const operation = compiledOperation(id);
    const handler: OperationHandler<Id> = this.#parts.handlers[id];
    const call = new OperationCall<Id>(operation, context, input, this.#parts.clock.now(), this.#permission);
    try {
      const admission = this.#parts.limiter.admit(context);
      if (admission !== undefined) await admission;
      call.resource = await this.#lookUp(operation, handler, context, input);
      const permission = await this.#permission.ofOperation(operation, context, call.resource);
      call.byGrant = permission.byGrant;
      const clearing = this.#parts.safeguards?.clear({ operation, context, input, resource: call.resource });
      if (clearing !== undefined) call.clearance = await clearing;
      const outcome = await this.#run(operation, handler, call);
      this.#counters.count(id, 'done');
      return outcome;
    } catch (error) {
      const refusal = operationError(error);
      this.#counters.count(id, refusal.errorName);
      this.#logFailure(id, context, refusal);
      await this.#traceRefused(operation, call.tracedContext, refusal, {
        request: () => operation.redaction.input(input),
        thing: call.traced,
      });
      throw refusal;
    }
  }

  /**
   * Leaves the trace of a call that failed before it could be executed. Such a call counts as any other: where the caller is not let in at
   * all, that is the refusal, and it is thrown. Throws `auditUnavailable` when the trace is not durable.
   */
  async traceRefusal(
    id: OperationId,
    context: RequestContext,
    wireInput: unknown,
    error: unknown,
  ): Promise<void> {
    const operation = compiledOperation(id);
    const shutOut = await this.#shutOut(context);
    const refusal = shutOut ?? operationError(error);
    this.#counters.count(id, refusal.errorName);
    this.#logFailure(id, context, refusal);
    await this.#traceRefused(operation, context, refusal, {
      request: () => operation.redaction.wireInput(context.channel, wireInput),
      thing: undefined,
    });
    if (shutOut !== null) throw shutOut;
  }

  /** Why the caller is not let in, or null. */
  async #shutOut(context: RequestContext): Promise<OperationError | null> {
    try {
      await this.#parts.limiter.admit(context);
      return null;
    } catch (error) {
      return operationError(error);
    }
  }

  /** Leaves the trace of an operation that the edge did itself. The edge answers when this has resolved (TRC-02). */
  async traceAnswer(
    id: EdgeOperationId,
    context: RequestContext,
    wireInput: unknown,
    wireOutput: unknown,
  ): Promise<string | null> {
    const { trace, redaction } = compiledOperation(id);
    this.#counters.count(id, 'done');
    if (trace === null) return null;
    const request = redaction.wireInput(context.channel, wireInput);
    const response = redaction.wireOutput(context.channel, wireOutput);
    return this.#parts.audit.append(
      context,
      successTrace(trace, context, { request, response, thing: undefined }),
    );
  }

  metrics(): readonly Metric[] {
    return [this.#counters.metric()];
  }

  async #lookUp<Id extends OperationId>(
    operation: CompiledOperation,
    handler: OperationHandler<Id>,
    context: RequestContext,
    input: OperationInput<Id>,
  ): Promise<Resource | undefined> {
    if (!handler.resource) return undefined;
    if (context.principal.kind === 'anonymous' && !operation.definition.public) {
      throw new OperationError('credentialsMissing');
    }
    try {
      return await handler.resource(context, input);
    } catch (error) {
      // Create-type calls answer 403 to whoever may not make them, whether the thing they name exists or not.
      if (error instanceof OperationError && operation.definition.effect === 'create') {
        await this.#permission.ofOperation(operation, context, undefined);
      }
      throw error;
    }
  }

  #run<Id extends OperationId>(
    operation: CompiledOperation,
    handler: OperationHandler<Id>,
    call: OperationCall<Id>,
  ): Promise<Outcome<Id>> {
    // An approval is used up in the transaction of its act, so an act without one cannot be done under an approval.
    if (call.clearance !== undefined && (handler.kind === 'direct' || handler.kind === 'compound'))
      throw new TypeError(`${operation.definition.id} is irreversible and has no transaction`);
    if (handler.kind === 'direct') return this.#runDirect(operation, call, handler.run(call));
    if (handler.kind === 'compound') {
      return this.#runDirect(operation, call, handler.run(call, this.#executeFor(call.context)));
    }
    if (handler.kind === 'transaction') {
      return this.#runChange(operation, call, (transaction, announce) =>
        handler.run(call, transaction, announce),
      );
    }
    return handler.prepare(call).then((change) => this.#runChange(operation, call, change));
  }

  async #runDirect<Id extends OperationId>(
    operation: CompiledOperation,
    call: OperationCall<Id>,
    running: Promise<OperationOutput<Id>> | OperationOutput<Id>,
  ): Promise<Outcome<Id>> {
    const output = await running;
    if (operation.trace === null) return { output, traceId: null };
    const record = doneTrace(operation, operation.trace, call, output);
    return { output, traceId: await this.#parts.audit.append(call.tracedContext, record) };
  }

  #executeFor(context: RequestContext): ExecuteOperation {
    return async (id, input) => {
      if (!this.#handles(id)) throw new TypeError(`${id} is not handled in this pipeline`);
      return (await this.execute(id, context, input)).output;
    };
  }

  #handles<Id extends OperationId>(id: Id): id is Id & Ids {
    return Object.hasOwn(this.#parts.handlers, id);
  }

  async #runChange<Id extends OperationId>(
    operation: CompiledOperation,
    call: OperationCall<Id>,
    change: PreparedChange<Id>,
  ): Promise<Outcome<Id>> {
    const { audit, store } = this.#parts;
    let changed = false;
    try {
      return await store.transaction(async (transaction, announce) => {
        changed = false;
        await call.clearance?.use(transaction);
        const output = await change(transaction, announce);
        changed = true;
        if (operation.trace === null) return { output, traceId: null };
        const record = doneTrace(operation, operation.trace, call, output);
        return { output, traceId: await audit.appendWithin(transaction, call.tracedContext, record) };
      });
    } catch (error) {
      // The handler had done its part: what failed is the trace or the commit that holds both.
      if (!changed) throw error;
      throw new OperationError('auditUnavailable', { retryAfterInSeconds: 1, cause: error });
    }
  }

  async #traceRefused(
    operation: CompiledOperation,
    context: RequestContext,
    error: OperationError,
    call: { readonly request: () => unknown; readonly thing: TracedThing | undefined },
  ): Promise<void> {
    const untraced = error.errorName === 'throttled' || error.errorName === 'auditUnavailable';
    if (operation.trace === null || untraced) return;
    await this.#parts.audit.append(
      context,
      refusalTrace(operation.trace, context, { request: call.request(), thing: call.thing, error }),
    );
  }

  #logFailure(id: OperationId, context: RequestContext, error: OperationError): void {
    if (error.status < 500) return;
    this.#parts.log.error('an operation failed', {
      operation: id,
      requestId: context.requestId,
      answer: error.errorName,
      error: error.cause ?? error,
    });
  }
}

function doneTrace<Id extends OperationId>(
  operation: CompiledOperation,
  trace: CompiledTrace,
  call: OperationCall<Id>,
  output: OperationOutput<Id>,
): TraceRecord {
  return successTrace(trace, call.tracedContext, {
    request: operation.redaction.input(call.input),
    response: operation.redaction.output(output),
    thing: call.traced,
    note: call.traceNote,
  });
}
