import type { ErrorName, OperationId, OperationInput, OperationOutput } from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import type { Change, Transaction } from '../store/store.ts';

/** What a permission is checked against and what a trace names. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  /** Project of the thing; must be the context's project. */
  readonly projectId: string | null;
  readonly enterpriseProjectId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** True for a thing of another account or project that the caller was given a grant on: no policy opens it, only that grant (GRT-02). */
  readonly onlyByGrant?: boolean;
  /** The grant that the call is about: who made it or was named in it may end it without any policy (GRT-03). */
  readonly grantId?: string;
  /** KEY-18: until then (ms since 1970 UTC) traces of its use say that the use would have failed. */
  readonly usesWouldFailUntil?: number;
  /** What its absence answers where that is not the answer of its type: a ciphertext whose key is not there is garbage. */
  readonly missing?: ErrorName;
}

/** One call of an operation, as its handler sees it. Handlers know nothing of HTTP. */
export interface Call<Id extends OperationId> {
  readonly context: RequestContext;
  readonly input: OperationInput<Id>;
  readonly now: number;
  /** The thing that `resource` found; absent for operations without one. */
  readonly resource: Resource | undefined;
  /** True when no policy of the caller but a grant allowed the call. */
  readonly byGrant: boolean;
  /** Names the thing in the trace where it comes into being inside the handler (create, decrypt). */
  traceResource(resource: {
    readonly id: string;
    readonly name: string;
    readonly enterpriseProjectId?: string;
  }): void;
  /**
   * Says in whose account a public operation turned out to be, and who its caller is once that is proven: the trace, of success or
   * refusal, then belongs there and not to nobody.
   */
  traceCaller(caller: {
    readonly account: RequestContext['account'];
    readonly user?: { readonly id: string; readonly name: string };
  }): void;
  /** Checks a further permission inside the handler (the key found in a ciphertext); throws as the pipeline would. */
  authorize(action: string, resource: Resource): Promise<void>;
}

/** A handler that changes the store: runs in one transaction together with its trace. */
export interface ChangingHandler<Id extends OperationId> {
  readonly kind: 'transaction';
  readonly resource?: (context: RequestContext, input: OperationInput<Id>) => Promise<Resource> | Resource;
  run(
    call: Call<Id>,
    transaction: Transaction,
    announce: (change: Change) => void,
  ): Promise<OperationOutput<Id>>;
}

/** A handler that reads or computes: no transaction; its trace joins the next group commit. */
export interface DirectHandler<Id extends OperationId> {
  readonly kind: 'direct';
  readonly resource?: (context: RequestContext, input: OperationInput<Id>) => Promise<Resource> | Resource;
  run(call: Call<Id>): Promise<OperationOutput<Id>> | OperationOutput<Id>;
}

/**
 * A changing handler whose slow work (key generation, a call of the root of trust) must not hold up the one writer of the store: it is
 * prepared after authorization and before the transaction, and answers the part that runs inside.
 */
export interface PreparedHandler<Id extends OperationId> {
  readonly kind: 'prepared';
  readonly resource?: (context: RequestContext, input: OperationInput<Id>) => Promise<Resource> | Resource;
  prepare(call: Call<Id>): Promise<PreparedChange<Id>>;
}

/** Runs another operation for the caller of this one: with its own permission check, trace and refusal. */
export type ExecuteOperation = <Id extends OperationId>(
  id: Id,
  input: OperationInput<Id>,
) => Promise<OperationOutput<Id>>;

/** A handler that is made of other operations and changes nothing by itself. Its own trace is written when they have ended. */
export interface CompoundHandler<Id extends OperationId> {
  readonly kind: 'compound';
  readonly resource?: (context: RequestContext, input: OperationInput<Id>) => Promise<Resource> | Resource;
  run(call: Call<Id>, execute: ExecuteOperation): Promise<OperationOutput<Id>>;
}

export type PreparedChange<Id extends OperationId> = (
  transaction: Transaction,
  announce: (change: Change) => void,
) => Promise<OperationOutput<Id>>;

export type OperationHandler<Id extends OperationId> =
  | ChangingHandler<Id>
  | PreparedHandler<Id>
  | CompoundHandler<Id>
  | DirectHandler<Id>;

/** A group of operations; groups are merged with spread. */
export type HandlersOf<Ids extends OperationId> = { readonly [Id in Ids]: OperationHandler<Id> };

/** What the engine executes: all but the batch call, whose parts the edge executes one by one. */
export type ExecutableId = Exclude<OperationId, 'console.batch'>;

/** Complete by type: a catalogue entry without a handler does not compile. */
export type HandlerTable = HandlersOf<ExecutableId>;
