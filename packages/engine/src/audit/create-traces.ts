import type { EngineOperationId } from '@dewpoint/contract';
import type { RootOfTrust } from '@dewpoint/crypto-core';
import type { Clock } from '../clock.ts';
import type { EngineLog, Metric } from '../engine.ts';
import { createSealing } from '../iam/sealing.ts';
import type { JobDefinition, JobScheduler } from '../jobs/job.ts';
import type { HandlersOf } from '../pipeline/handler.ts';
import type { Store } from '../store/store.ts';
import type { AuditWriter } from './audit.ts';
import type { TraceSearch } from './search/trace-search.ts';
import { traceListHandlers } from './traces/list-handlers.ts';
import { traceProofHandlers } from './traces/proof-handlers.ts';
import type { RecentLeaves } from './tree/recent-leaves.ts';
import { createRetention } from './tree/retention.ts';
import { TraceSequencer } from './tree/sequencer.ts';
import { TraceSigners } from './tree/signers.ts';
import { usageHandlers } from './usage/usage-handlers.ts';
import { createUsageJob } from './usage/usage-job.ts';

export type TraceOperationId = Extract<EngineOperationId, `cts.${string}`>;

export interface TracesOptions {
  readonly store: Store;
  readonly root: RootOfTrust;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly log: EngineLog;
  readonly search: TraceSearch;
  /** What the audit writer of this node wrote lately. */
  readonly recent?: RecentLeaves;
  /** Days that traces are kept; for ever when absent. */
  readonly traceRetentionInDays?: number;
  /** Milliseconds of a clock that never jumps, for leases; the process's own when absent. */
  readonly monotonic?: () => number;
}

/** What is done with traces once they are durable: the tree over them, their proofs, lists and retention. */
export interface Traces {
  readonly handlers: HandlersOf<TraceOperationId>;
  readonly jobs: readonly JobDefinition[];
  readonly sequencer: TraceSequencer;
  /** Plans the jobs of this part; for every start. */
  planJobs(scheduler: JobScheduler): Promise<void>;
  metrics(): readonly Metric[];
}

export function createTraces(options: TracesOptions): Traces {
  const { store, clock } = options;
  const signers = new TraceSigners({ store, clock, sealing: createSealing(options) });
  const sequencer = new TraceSequencer({ ...options, signers });
  const retentionInDays = options.traceRetentionInDays ?? null;
  const retention = createRetention({ ...options, signers, retentionInDays });
  const usage = createUsageJob({ store, clock });
  return {
    handlers: {
      ...traceListHandlers(store, options.search),
      ...traceProofHandlers(store, options.search, signers),
      ...usageHandlers(store),
    },
    jobs: [retention.job, usage.job],
    sequencer,
    async planJobs(scheduler) {
      await retention.plan(scheduler);
      await usage.plan(scheduler);
    },
    metrics: () => sequencer.metrics(),
  };
}
