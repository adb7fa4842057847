import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import type { EngineLog, Metric } from '../engine.ts';
import type { Store, TraceRow, Transaction } from '../store/store.ts';
import type { AuditWriter, TraceRecord } from './audit.ts';
import { traceRow } from './trace-row.ts';
import type { RecentLeaves } from './tree/recent-leaves.ts';

/** Rows waiting for a commit; more means that the store does not keep up, and then callers are refused instead of piled up. */
const DEFAULT_MOST_PENDING = 20_000;
/** Bounds how long one commit holds the event loop on SQLite (about 10 ms). */
const MOST_ROWS_PER_COMMIT = 2_000;
const RETRY_AFTER_IN_SECONDS = 1;

interface Pending {
  readonly row: TraceRow;
  readonly resolve: (traceId: string) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The audit trail by group commit: the rows of one turn of the event loop share one durable transaction, the rows that come meanwhile
 * form the next. No timer, so a lone call waits for nothing but its own commit. One batch is in flight at a time, so `seq` follows the
 * order in which operations ended. When a batch cannot be written every operation in it is refused (TRC-02).
 */
export class GroupCommitAuditWriter implements AuditWriter {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: EngineLog;
  readonly #recent: RecentLeaves | undefined;
  readonly #mostPending: number;
  #pending: Pending[] = [];
  #scheduled = false;
  #writing = false;
  #idleWaiters: (() => void)[] = [];
  #closed = false;
  #rowsWritten = 0;
  #rowsRefused = 0;
  #commits = 0;

  constructor(parts: {
    readonly store: Store;
    readonly clock: Clock;
    readonly log: EngineLog;
    /** Is told of what was written. */
    readonly recent?: RecentLeaves;
    readonly mostPending?: number;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#recent = parts.recent;
    this.#mostPending = parts.mostPending ?? DEFAULT_MOST_PENDING;
  }

  append(context: RequestContext, record: TraceRecord): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#closed || this.#pending.length >= this.#mostPending) {
        this.#rowsRefused++;
        reject(auditUnavailable(this.#closed ? 'the audit writer is closed' : 'too many traces are waiting'));
        return;
      }
      this.#pending.push({ row: traceRow(context, record, this.#clock.now()), resolve, reject });
      this.#schedule();
    });
  }

  async appendWithin(
    transaction: Transaction,
    context: RequestContext,
    record: TraceRecord,
  ): Promise<string> {
    const row = traceRow(context, record, this.#clock.now());
    await transaction.insertInto('traces').values(row).execute();
    return row.id;
  }

  async flush(): Promise<void> {
    if (!this.#busy) return;
    await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
  }

  /** Refuses new traces and resolves when those handed over are durable or refused. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
  }

  metrics(): readonly Metric[] {
    return [
      counter('traces_written_total', 'Traces made durable by group commit.', this.#rowsWritten),
      counter('traces_refused_total', 'Traces that could not be written.', this.#rowsRefused),
      counter('trace_commits_total', 'Commits that wrote traces.', this.#commits),
      {
        name: 'traces_pending',
        help: 'Traces waiting for their commit.',
        type: 'gauge',
        samples: [{ labels: {}, value: this.#pending.length }],
      },
    ];
  }

  get #busy(): boolean {
    return this.#writing || this.#pending.length > 0;
  }

  #schedule(): void {
    if (this.#scheduled || this.#writing) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#writeBatch();
    });
  }

  async #writeBatch(): Promise<void> {
    const batch =
      this.#pending.length <= MOST_ROWS_PER_COMMIT
        ? this.#pending
        : this.#pending.slice(0, MOST_ROWS_PER_COMMIT);
    this.#pending = batch === this.#pending ? [] : this.#pending.slice(MOST_ROWS_PER_COMMIT);
    this.#writing = true;
    try {
      const rows = batch.map((pending) => pending.row);
      const first = await this.#store.appendTraces(rows);
      this.#commits++;
      this.#rowsWritten += batch.length;
      for (const pending of batch) pending.resolve(pending.row.id);
      if (first !== null) this.#recent?.add(first, rows);
    } catch (error) {
      this.#rowsRefused += batch.length;
      this.#log.error('traces could not be written; their operations are refused', {
        traces: batch.length,
        error,
      });
      const refusal = auditUnavailable(error);
      for (const pending of batch) pending.reject(refusal);
    } finally {
      this.#writing = false;
      if (this.#pending.length > 0) this.#schedule();
      else for (const resolve of this.#idleWaiters.splice(0)) resolve();
    }
  }
}

function auditUnavailable(cause: unknown): OperationError {
  return new OperationError('auditUnavailable', { retryAfterInSeconds: RETRY_AFTER_IN_SECONDS, cause });
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, type: 'counter', samples: [{ labels: {}, value }] };
}
