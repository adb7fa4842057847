import { createTraces } from './audit/create-traces.ts';
import { GroupCommitAuditWriter } from './audit/group-commit-writer.ts';
import { TraceSearch } from './audit/search/trace-search.ts';
import { RecentLeaves } from './audit/tree/recent-leaves.ts';
import { createCsms } from './csms/create-csms.ts';
import { databaseDrivers } from './csms/rotation/create-rotation.ts';
import { secretsOnKey } from './csms/secrets/secrets-on-key.ts';
import { createEgressGuard } from './egress/egress-guard.ts';
import type { Engine, EngineOptions, Metric } from './engine.ts';
import { enterpriseProjectHandlers } from './eps/enterprise-project-handlers.ts';
import { checkHealth } from './health.ts';
import { createIam } from './iam/iam.ts';
import { wrappedSealingKey } from './iam/sealing.ts';
import { JobRunner } from './jobs/job-runner.ts';
import { createRewrapJob } from './keys/rewrap-job.ts';
import { wrappedAccountKeys } from './keys/wrapped-by-root.ts';
import { createKms } from './kms/create-kms.ts';
import type { PermittedOperations } from './kms/kms-parts.ts';
import { defaultRateLimits, TokenBucketLimiter } from './limits/rate-limiter.ts';
import { SharedLimiter } from './limits/shared-limiter.ts';
import { createNotifications } from './notifications/create-notifications.ts';
import type { ExecutableId, HandlerTable } from './pipeline/handler.ts';
import { OperationGate } from './pipeline/operation-gate.ts';
import { permittedOn, permittedSomewhere } from './pipeline/permitted-operations.ts';
import { Pipeline } from './pipeline/pipeline.ts';
import { createSafeguards } from './safeguards/safeguards.ts';
import { createSearchHandlers } from './search/search-handlers.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';

/**
 * Opens the store (making and migrating it as needed) and puts the engine together. Jobs run from `start` on.
 * Throws `NewerSchemaError`, `StoreInUseError` or the driver's error; the root of trust then stays open and belongs to the caller,
 * otherwise `close` closes it.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const store = await openStore(options.store, options);
  try {
    return composeEngine(options, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

function composeEngine(options: EngineOptions, store: Store): Engine {
  const { clock, log, root } = options;
  const recent = new RecentLeaves();
  const audit = new GroupCommitAuditWriter({ store, clock, log, recent });
  const jobs = new JobRunner({ store, clock, audit, log });
  const permittedOperations: PermittedOperations = (context, resource) =>
    permittedOn(iam.authorizer, context, resource);
  const kms = createKms({
    ...options,
    store,
    audit,
    jobs,
    permittedOperations,
    dependents: secretsOnKey(store, permittedOperations),
  });
  const search = new TraceSearch(store);
  const iam = createIam({ ...options, store, audit, search, grants: kms.grants });
  const traces = createTraces({ ...options, store, audit, search, recent });
  const egress = createEgressGuard(options.egressAllow ?? []);
  const csms = createCsms({
    ...options,
    store,
    audit,
    jobs,
    keys: kms.serviceKeys,
    defaultKeys: kms.defaultKeys,
    accountKeys: kms.accountKeys,
    egress,
    drivers: databaseDrivers,
    permittedOperations,
  });
  const notifications = createNotifications({ ...options, store, audit, jobs, egress });
  const rewrapping = createRewrapJob({
    ...{ store, root, clock, audit, log },
    wrapped: [wrappedAccountKeys, wrappedSealingKey],
  });
  jobs.register([
    ...iam.jobs,
    ...kms.jobs,
    ...csms.jobs,
    ...notifications.jobs,
    ...traces.jobs,
    rewrapping.job,
  ]);

  const handlers: HandlerTable = {
    ...iam.handlers,
    ...kms.handlers,
    ...csms.handlers,
    ...notifications.handlers,
    ...traces.handlers,
    ...enterpriseProjectHandlers({ store, clock }),
    ...createSearchHandlers({ store, authorizer: iam.authorizer }),
  };
  const limits = options.limits ?? defaultRateLimits;
  // On SQLite there is one node, and what it counts is everything.
  const counting =
    store.dialect === 'postgres'
      ? new SharedLimiter({ store, clock }, limits)
      : new TokenBucketLimiter(clock, limits);
  const limiter = iam.gate.before(counting, limits);
  const pipeline = new Pipeline<ExecutableId>({
    handlers,
    authorizer: iam.authorizer,
    audit,
    store,
    limiter,
    safeguards: createSafeguards({ store, clock, gate: iam.gate }),
    clock,
    log,
  });
  const gate = new OperationGate();
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    // From the outside in: nothing new comes, what runs ends, its traces become durable, then what they stood on goes.
    await Promise.all([gate.close(), jobs.stop()]);
    await audit.close();
    await traces.sequencer.stop();
    notifications.close();
    csms.close();
    kms.close();
    await store.close();
    await root.close();
  }

  return {
    execute: (id, context, input) => gate.pass(() => pipeline.execute(id, context, input)),
    traceRefusal: (id, context, wireInput, error) =>
      gate.pass(() => pipeline.traceRefusal(id, context, wireInput, error)),
    traceAnswer: (id, context, wireInput, wireOutput) =>
      gate.pass(() => pipeline.traceAnswer(id, context, wireInput, wireOutput)),
    permittedOperations: (context) => permittedSomewhere(iam.authorizer, context),
    identity: iam.identity,
    sessions: iam.sessions,
    documents: iam.documents,
    preferences: iam.preferences,
    health: () => checkHealth({ store, root, jobs }),
    metrics: () => [
      runningOperations(gate),
      ...pipeline.metrics(),
      ...audit.metrics(),
      ...jobs.metrics(),
      ...iam.metrics(),
      ...kms.metrics(),
      ...csms.metrics(),
      ...traces.metrics(),
    ],
    async start() {
      await iam.planJobs(jobs);
      await traces.planJobs(jobs);
      await notifications.planJobs(jobs);
      await rewrapping.plan(jobs);
      await jobs.start();
      traces.sequencer.start();
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function runningOperations(gate: OperationGate): Metric {
  return {
    name: 'operations_running',
    help: 'Operations being executed now.',
    type: 'gauge',
    samples: [{ labels: {}, value: gate.running }],
  };
}
