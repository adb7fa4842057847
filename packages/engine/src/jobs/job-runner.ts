import type { AuditWriter } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { EngineLog, Metric } from '../engine.ts';
import type { Store, Transaction } from '../store/store.ts';
import { failureTraceOf, type JobDefinition, type JobScheduler } from './job.ts';
import { type ClaimedJob, JobTable } from './job-table.ts';
import { PollTimer } from './poll-timer.ts';
import { accountContext } from './product-context.ts';

/**
 * A crashed node's jobs go on elsewhere, and on the same node after a restart, when their leases end: below the ten seconds within which
 * jobs run after a start.
 */
const LEASE_IN_MS = 8_000;
const RENEWAL_IN_MS = 2_500;
/** Jobs that run together on one node. */
const MOST_RUNNING = 8;
const FIRST_RETRY_IN_MS = 1_000;
const LONGEST_RETRY_IN_MS = 10 * 60_000;
/** Without a successful look at the table for so long the node counts as not running jobs. */
const HEARTBEAT_LIMIT_IN_MS = 30_000;

export interface JobRunnerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly log: EngineLog;
  /** Spreads retries; a number from 0 to 1. */
  readonly random?: () => number;
}

/** Plans background jobs and runs them when they are due: each one on one node at a time, again after a crash or a failure. */
export class JobRunner implements JobScheduler {
  readonly #clock: Clock;
  readonly #audit: AuditWriter;
  readonly #store: Store;
  readonly #log: EngineLog;
  readonly #random: () => number;
  readonly #table: JobTable;
  readonly #definitions = new Map<string, JobDefinition>();
  readonly #timer = new PollTimer(() => this.#poll());
  readonly #running = new Set<Promise<void>>();
  #lastLookAt: number | null = null;
  #stopped = false;
  #done = 0;
  #failed = 0;

  constructor(parts: JobRunnerParts) {
    this.#clock = parts.clock;
    this.#audit = parts.audit;
    this.#store = parts.store;
    this.#log = parts.log;
    this.#random = parts.random ?? Math.random;
    this.#table = new JobTable(parts.store, parts.clock, LEASE_IN_MS);
  }

  /** Jobs of kinds that nobody registered stay where they are: a newer node may know them. */
  register(definitions: readonly JobDefinition[]): void {
    for (const definition of definitions) {
      if (this.#definitions.has(definition.kind)) {
        throw new TypeError(`jobs: two definitions of kind ${definition.kind}`);
      }
      this.#definitions.set(definition.kind, definition);
    }
  }

  async plan(
    transaction: Transaction,
    job: { kind: string; subject: string; accountId: string | null; dueAt: number; payload?: unknown },
  ): Promise<void> {
    await this.#table.plan(transaction, job);
    this.#timer.wakeWithin(job.dueAt - this.#clock.now());
  }

  cancel(transaction: Transaction, kind: string, subject: string): Promise<void> {
    return this.#table.cancel(transaction, kind, subject);
  }

  /** Starts looking for due jobs. Resolves after the first look, so that a store without answer is noticed at the start. */
  async start(): Promise<void> {
    // SQLite has one process, so a lease found at its start belongs to one that is gone.
    if (this.#store.dialect === 'sqlite') await this.#table.dropLeases();
    await this.#table.nextClaimAt(this.#kinds);
    this.#lastLookAt = performance.now();
    this.#timer.start();
  }

  /** Claims no more jobs and resolves when the running ones have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#timer.stop();
    await Promise.all(this.#running);
  }

  /** Runs everything that is due now, including what becomes due by it; returns how many runs that were. For tests that move the clock. */
  async runDue(): Promise<number> {
    let runs = 0;
    while (!this.#stopped && this.#definitions.size > 0) {
      const claimed = await this.#table.claim(this.#kinds, MOST_RUNNING);
      if (claimed.length === 0) break;
      await Promise.all(claimed.map((job) => this.#run(job)));
      runs += claimed.length;
    }
    return runs;
  }

  /** False when jobs were never started or the table could not be read for long. */
  get healthy(): boolean {
    return this.#lastLookAt !== null && performance.now() - this.#lastLookAt < HEARTBEAT_LIMIT_IN_MS;
  }

  metrics(): readonly Metric[] {
    return [
      {
        name: 'job_runs_total',
        help: 'Runs of background jobs by how they ended.',
        type: 'counter',
        samples: [
          { labels: { outcome: 'done' }, value: this.#done },
          { labels: { outcome: 'failed' }, value: this.#failed },
        ],
      },
    ];
  }

  get #kinds(): readonly string[] {
    return [...this.#definitions.keys()];
  }

  /** One look at the table; returns after how many ms the next one is worth it. It does not wait for the jobs, so a long one holds up no other. */
  async #poll(): Promise<number> {
    const free = MOST_RUNNING - this.#running.size;
    try {
      const next = this.#definitions.size === 0 ? null : await this.#table.nextClaimAt(this.#kinds);
      this.#lastLookAt = performance.now();
      if (next === null || free === 0) return Number.POSITIVE_INFINITY;
      const wait = next - this.#clock.now();
      if (wait > 0) return wait;
      for (const job of await this.#table.claim(this.#kinds, free)) this.#launch(job);
      return 0;
    } catch (error) {
      this.#log.warn('due jobs could not be looked up; trying again', { error });
      return Number.POSITIVE_INFINITY;
    }
  }

  #launch(job: ClaimedJob): void {
    const run = this.#run(job).finally(() => {
      this.#running.delete(run);
      this.#timer.wakeWithin(0);
    });
    this.#running.add(run);
  }

  async #run(job: ClaimedJob): Promise<void> {
    const definition = this.#definitions.get(job.kind);
    if (!definition) return;
    const renewal = setInterval(() => this.#renew(job), RENEWAL_IN_MS);
    try {
      const result = await definition.run(job);
      if (result.kind === 'done') await this.#table.remove(job);
      else await this.#table.moveTo(job, result.dueAt);
      this.#done++;
    } catch (error) {
      this.#failed++;
      this.#log.error('a job failed; it will be tried again', {
        kind: job.kind,
        subject: job.subject,
        attempts: job.attempts,
        error,
      });
      await this.#recordFailure(definition, job, error);
    } finally {
      clearInterval(renewal);
    }
  }

  #renew(job: ClaimedJob): void {
    this.#table.renew(job).then(
      (held) => {
        if (!held) this.#log.warn('a running job was planned anew or taken over', { kind: job.kind });
      },
      (error: unknown) =>
        this.#log.warn('the lease of a job could not be renewed', { kind: job.kind, error }),
    );
  }

  /** When this fails too, the lease ends by itself and the job is claimed again. */
  async #recordFailure(definition: JobDefinition, job: ClaimedJob, error: unknown): Promise<void> {
    const delay = Math.min(LONGEST_RETRY_IN_MS, FIRST_RETRY_IN_MS * 2 ** (job.attempts - 1));
    const dueAt = this.#clock.now() + Math.ceil(delay * (0.5 + this.#random() / 2));
    try {
      await this.#table.retryAt(job, dueAt, error instanceof Error ? error.message : String(error));
      await this.#traceFailure(definition, job);
    } catch (second) {
      this.#log.error('the failure of a job could not be recorded', { kind: job.kind, error: second });
    }
  }

  async #traceFailure(definition: JobDefinition, job: ClaimedJob): Promise<void> {
    const context = await accountContext(this.#store.read, job.accountId, definition.principalName);
    if (!context) return;
    const failureTrace = failureTraceOf(definition);
    await this.#audit.append(context, {
      ...failureTrace,
      resourceId: job.subject,
      resourceName: '',
      rating: 'incident',
      code: '500',
      request: {},
      response: {},
      message: `${failureTrace.name}. Reason: attempt ${job.attempts} failed; the product tries again.`,
      readOnly: false,
    });
  }
}
