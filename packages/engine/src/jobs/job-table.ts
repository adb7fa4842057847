import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { DueJob } from './job.ts';

/** A job held by this process until its lease ends; `lease` is unique to this one claim. */
export interface ClaimedJob extends DueJob {
  readonly lease: string;
}

/** Longest text of a failure that is kept with a job. */
const LONGEST_ERROR = 500;

/** The rows behind background jobs. Who holds a lease may run the job; whoever lost it changes nothing any more. */
export class JobTable {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #leaseInMs: number;

  constructor(store: Store, clock: Clock, leaseInMs: number) {
    this.#store = store;
    this.#clock = clock;
    this.#leaseInMs = leaseInMs;
  }

  /** One job per kind and subject: planning again moves it, and takes it away from whoever runs it now. */
  async plan(
    transaction: Transaction,
    job: { kind: string; subject: string; accountId: string | null; dueAt: number; payload?: unknown },
  ): Promise<void> {
    const planned = {
      due_at: job.dueAt,
      payload: JSON.stringify(job.payload ?? null),
      attempts: 0,
      lease_owner: null,
      lease_until: null,
      last_error: null,
    };
    await transaction
      .insertInto('jobs')
      .values({
        id: randomUUID(),
        kind: job.kind,
        subject: job.subject,
        account_id: job.accountId,
        created_at: this.#clock.now(),
        ...planned,
      })
      .onConflict((conflict) => conflict.columns(['kind', 'subject']).doUpdateSet(planned))
      .execute();
  }

  async cancel(transaction: Transaction, kind: string, subject: string): Promise<void> {
    await transaction.deleteFrom('jobs').where('kind', '=', kind).where('subject', '=', subject).execute();
  }

  /** When the next job of these kinds can be claimed, in ms since 1970 UTC; null when there is none. */
  async nextClaimAt(kinds: readonly string[]): Promise<number | null> {
    const row = await this.#store.read
      .selectFrom('jobs')
      .select(sql<number>`case when lease_until > due_at then lease_until else due_at end`.as('at'))
      .where('kind', 'in', kinds)
      .orderBy('at')
      .limit(1)
      .executeTakeFirst();
    return row?.at ?? null;
  }

  /** Takes up to `limit` due jobs that nobody holds, the longest due first. Nodes that claim together get different ones. */
  async claim(kinds: readonly string[], limit: number): Promise<readonly ClaimedJob[]> {
    const now = this.#clock.now();
    return this.#store.transaction(async (transaction) => {
      const rows = await transaction
        .selectFrom('jobs')
        .selectAll()
        .where('kind', 'in', kinds)
        .where('due_at', '<=', now)
        .where((e) => e.or([e('lease_until', 'is', null), e('lease_until', '<=', now)]))
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .execute();
      const claimed: ClaimedJob[] = [];
      for (const row of rows) {
        const lease = randomUUID();
        await transaction
          .updateTable('jobs')
          .set({ lease_owner: lease, lease_until: now + this.#leaseInMs, attempts: row.attempts + 1 })
          .where('id', '=', row.id)
          .execute();
        claimed.push({
          id: row.id,
          kind: row.kind,
          subject: row.subject,
          accountId: row.account_id,
          dueAt: row.due_at,
          attempts: row.attempts + 1,
          payload: JSON.parse(row.payload),
          lease,
        });
      }
      return claimed;
    });
  }

  /** False when the lease was lost. */
  async renew(job: ClaimedJob): Promise<boolean> {
    return this.#update(job, { lease_until: this.#clock.now() + this.#leaseInMs });
  }

  async remove(job: ClaimedJob): Promise<void> {
    await this.#store.transaction((transaction) =>
      transaction.deleteFrom('jobs').where('id', '=', job.id).where('lease_owner', '=', job.lease).execute(),
    );
  }

  async moveTo(job: ClaimedJob, dueAt: number): Promise<void> {
    await this.#update(job, {
      due_at: dueAt,
      attempts: 0,
      lease_owner: null,
      lease_until: null,
      last_error: null,
    });
  }

  async retryAt(job: ClaimedJob, dueAt: number, error: string): Promise<void> {
    await this.#update(job, {
      due_at: dueAt,
      lease_owner: null,
      lease_until: null,
      last_error: error.slice(0, LONGEST_ERROR),
    });
  }

  /** Gives all leases back. Only where no other process can hold one. */
  async dropLeases(): Promise<void> {
    await this.#store.transaction((transaction) =>
      transaction.updateTable('jobs').set({ lease_owner: null, lease_until: null }).execute(),
    );
  }

  async #update(
    job: ClaimedJob,
    values: Partial<{
      due_at: number;
      attempts: number;
      lease_owner: null;
      lease_until: number | null;
      last_error: string | null;
    }>,
  ): Promise<boolean> {
    const result = await this.#store.transaction((transaction) =>
      transaction
        .updateTable('jobs')
        .set(values)
        .where('id', '=', job.id)
        .where('lease_owner', '=', job.lease)
        .executeTakeFirst(),
    );
    return result.numUpdatedRows > 0n;
  }
}
