import type { Transaction } from '../store/store.ts';

/** Work that becomes due: a row with a time, claimed with a lease by one node (architecture: background jobs). */
export interface JobDefinition {
  readonly kind: string;
  /** Principal named in traces of what the job does (TRC-05). */
  readonly principalName: string;
  /** Runs once per due job. Throwing leaves the job for another try with backoff; it must be safe to run again after a crash. */
  run(job: DueJob): Promise<JobResult>;
  /** How a failed run appears in the traces (TRC-05) where it has a documented name; see `failureTraceOf`. */
  readonly failureTrace?: {
    readonly name: string;
    readonly serviceType: string;
    readonly resourceType: string;
    readonly operationId: string;
  };
}

/** The trace of a failed run: a job without a documented name for what it does is traced under its own. */
export function failureTraceOf({
  kind,
  failureTrace,
}: JobDefinition): NonNullable<JobDefinition['failureTrace']> {
  const name = kind.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return failureTrace ?? { name, serviceType: 'DEW', resourceType: 'job', operationId: kind };
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
