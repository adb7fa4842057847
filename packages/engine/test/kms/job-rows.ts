import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/clock.ts';
import type { JobScheduler } from '../../src/jobs/job.ts';

/** Plans jobs as rows, without the runner that claims them: the tests run what is due themselves. */
export function jobRows(clock: Clock): JobScheduler {
  return {
    async plan(transaction, job) {
      await transaction
        .insertInto('jobs')
        .values({
          id: randomUUID(),
          kind: job.kind,
          subject: job.subject,
          account_id: job.accountId,
          due_at: job.dueAt,
          payload: JSON.stringify(job.payload ?? null),
          attempts: 0,
          lease_owner: null,
          lease_until: null,
          last_error: null,
          created_at: clock.now(),
        })
        .execute();
    },
    async cancel(transaction, kind, subject) {
      await transaction.deleteFrom('jobs').where('kind', '=', kind).where('subject', '=', subject).execute();
    },
  };
}
