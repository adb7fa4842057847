import type { Clock } from '../clock.ts';
import type { JobDefinition, JobScheduler } from '../jobs/job.ts';
import type { Store } from '../store/store.ts';
import { EXPIRED_TOKEN_MEMORY_IN_MS } from './tokens.ts';

const KIND = 'iam.purge';
/** There is one such job in an installation. */
const SUBJECT = 'instance';
const BUCKET_MEMORY_IN_MS = 60 * 60_000;
const INTERVAL_IN_MS = 10 * 60_000;

/** Removes what has ended: sessions, tokens, documents, signed requests, throttle and request counters. Nothing depends on it but the size of the store. */
export function createPurge(deps: { readonly store: Store; readonly clock: Clock }): JobDefinition {
  const { store, clock } = deps;
  return {
    kind: KIND,
    principalName: 'purge',
    async run() {
      const now = clock.now();
      await store.transaction(async (transaction) => {
        await transaction.deleteFrom('sessions').where('expires_at', '<=', now).execute();
        await transaction.deleteFrom('expiring_documents').where('expires_at', '<=', now).execute();
        await transaction
          .deleteFrom('auth_tokens')
          .where('expires_at', '<=', now - EXPIRED_TOKEN_MEMORY_IN_MS)
          .execute();
        await transaction.deleteFrom('signed_requests').where('expires_at', '<=', now).execute();
        await transaction
          .deleteFrom('throttles')
          .where('window_until', '<=', now)
          .where('blocked_until', '<=', now)
          .execute();
        // A bucket that nobody drew from for so long is full again, as a new one is.
        await transaction
          .deleteFrom('request_buckets')
          .where('filled_at', '<=', now - BUCKET_MEMORY_IN_MS)
          .execute();
      });
      return { kind: 'again', dueAt: now + INTERVAL_IN_MS };
    },
  };
}

/** Plans a run now; later ones follow by themselves. For every start. */
export function planPurge(
  scheduler: JobScheduler,
  deps: { readonly store: Store; readonly clock: Clock },
): Promise<void> {
  return deps.store.transaction((transaction) =>
    scheduler.plan(transaction, {
      kind: KIND,
      subject: SUBJECT,
      accountId: null,
      dueAt: deps.clock.now(),
    }),
  );
}
