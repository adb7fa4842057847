import type { Transaction } from '../store/store.ts';

/** Work that becomes due: a row with a time, claimed with a lease by one node (architecture: background jobs). */
export interface JobDefinition {
  readonly kind: string;
  /** Principal named in traces of what the job does (TRC-05). */
  readonly principalName: string;
  /** Runs once per due job. Throwing leaves the job for another try with backoff; it must be safe to run again after a crash. */
  run(job: DueJob): Promise<JobResult>;
  /** How a failed run appears in the account's traces (TRC-05); jobs without an account, and jobs without this, fail in the log only. */
  readonly failureTrace?: {
    readonly name: string;
    readonly serviceType: string;
    readonly resourceType: string;
    readonly operationId: string;
  };
}

export interface DueJob {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly accountId: string | null;
  readonly dueAt: number;
  readonly attempts: number;
  readonly payload: unknown;
}

/** `done` removes the row; `again` moves it to a new time. */
export type JobResult = { readonly kind: 'done' } | { readonly kind: 'again'; readonly dueAt: number };

/** How the domain plans work, always inside the transaction that makes it necessary. One job per kind and subject. */
export interface JobScheduler {
  plan(
    transaction: Transaction,
    job: { kind: string; subject: string; accountId: string | null; dueAt: number; payload?: unknown },
  ): Promise<void>;
  cancel(transaction: Transaction, kind: string, subject: string): Promise<void>;
}
