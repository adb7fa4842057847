import type { OperationId, OperationInput } from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import type { Clearance } from '../safeguards/safeguards.ts';
import type { CompiledOperation } from './compiled-operation.ts';
import type { Call, Resource } from './handler.ts';
import type { TracedThing } from './operation-traces.ts';
import type { Permission } from './permission.ts';

/** KEY-18: the use of a key whose disabling is on trial. */
const WOULD_HAVE_FAILED = ' It would have failed: the key is being disabled on trial.';

/** The call as handlers see it, and what the pipeline learns from them about it. */
export class OperationCall<Id extends OperationId> implements Call<Id> {
  readonly context: RequestContext;
  readonly input: OperationInput<Id>;
  readonly now: number;
  resource: Resource | undefined;
  byGrant = false;
  /** The approval that the act was let pass by (IAM-11). */
  clearance: Clearance | undefined;
  readonly #operation: CompiledOperation;
  readonly #permission: Permission;
  #named: TracedThing | undefined;
  #tracedContext: RequestContext | undefined;

  constructor(
    operation: CompiledOperation,
    context: RequestContext,
    input: OperationInput<Id>,
    now: number,
    permission: Permission,
  ) {
    this.#operation = operation;
    this.context = context;
    this.input = input;
    this.now = now;
    this.#permission = permission;
  }

  /** What the trace says beside what was done. */
  get traceNote(): string {
    const { clearance, resource, now } = this;
    // What other services do about a key, replaying a grant for example, does not use it.
    const { effect, service } = this.#operation.definition;
    const used = effect === 'use' && service === 'kms';
    if (used && (resource?.usesWouldFailUntil ?? 0) > now) return WOULD_HAVE_FAILED;
    return clearance === undefined
      ? ''
      : ` Approved by ${clearance.approverName} (request ${clearance.approvalId}).`;
  }

  /** What the trace names: what the handler said, else what was looked up. */
  get traced(): TracedThing | undefined {
    return this.#named ?? this.resource;
  }

  traceResource(resource: TracedThing): void {
    this.#named = resource;
  }

  /** The context that the trace is written under. */
  get tracedContext(): RequestContext {
    return this.#tracedContext ?? this.context;
  }

  traceCaller({ account, user }: Parameters<Call<Id>['traceCaller']>[0]): void {
    const { context, now } = this;
    this.#tracedContext = { ...context, account };
    if (user === undefined) return;
    this.#tracedContext = {
      ...this.#tracedContext,
      principal: {
        kind: 'user',
        userId: user.id,
        userName: user.name,
        accountId: account.id,
        credential: 'token',
        authenticatedAt: now,
        multiFactor: false,
      },
    };
  }

  async authorize(action: string, resource: Resource): Promise<void> {
    await this.#permission.ofAction(this.#operation, this.context, action, resource);
  }
}
