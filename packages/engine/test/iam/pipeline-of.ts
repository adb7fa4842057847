import type { OperationInput, OperationOutput } from '@dewpoint/contract';
import { GroupCommitAuditWriter } from '../../src/audit/group-commit-writer.ts';
import type { RequestContext } from '../../src/context.ts';
import type { Iam, IamOperationId } from '../../src/iam/iam.ts';
import { TokenBucketLimiter } from '../../src/limits/rate-limiter.ts';
import { Pipeline } from '../../src/pipeline/pipeline.ts';
import type { World } from './iam-world.ts';

/** Runs the operations of a node of IAM through the real pipeline, with policies, traces and store. */
export function pipelineOf(world: World, iam: Iam = world.iam) {
  const { store, clock, log } = world;
  const pipeline = new Pipeline<IamOperationId>({
    handlers: iam.handlers,
    authorizer: iam.authorizer,
    audit: new GroupCommitAuditWriter({ store, clock, log }),
    store,
    limiter: new TokenBucketLimiter(clock),
    clock,
    log,
  });
  return async <Id extends IamOperationId>(
    id: Id,
    context: RequestContext,
    input: OperationInput<Id>,
  ): Promise<OperationOutput<Id>> => (await pipeline.execute(id, context, input)).output;
}
