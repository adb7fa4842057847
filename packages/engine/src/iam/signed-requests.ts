import { hash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

/** How far the date of a signed request may be from the time of the server. */
export const SIGNED_REQUEST_WINDOW_IN_MS = 15 * 60_000;
/** Dates have one-second grain, so two alike calls in one second have one signature: both are legal (decisions: replay). */
const ALIKE_CALLS_WITHIN_MS = 2_000;
/** Clocks of nodes differ a little; what one of them still accepts, none may have forgotten. */
const NODE_CLOCK_SLACK_IN_MS = 60_000;

export interface SignedRequest {
  readonly accessKeyId: string;
  /** The text that was signed. Taken instead of the signature, which for ECDSA and SM2 has more than one form. */
  readonly text: string;
  /** The date in the request, ms since 1970 UTC. */
  readonly signedAt: number;
}

/**
 * Remembers the signed requests that change something for as long as their date is accepted. In the store, so that neither another node
 * nor a restart forgets one, and memory does not grow.
 */
export interface SignedRequests {
  /** False when the same request came more than two seconds ago. */
  admit(request: SignedRequest): Promise<boolean>;
}

export function createSignedRequests(deps: { readonly store: Store; readonly clock: Clock }): SignedRequests {
  const { store, clock } = deps;
  return {
    async admit({ accessKeyId, text, signedAt }) {
      const now = clock.now();
      const request_hash = hash('sha256', JSON.stringify([accessKeyId, text]));
      const first = await store.transaction((transaction) =>
        transaction
          .insertInto('signed_requests')
          .values({
            request_hash,
            first_seen_at: now,
            expires_at: signedAt + SIGNED_REQUEST_WINDOW_IN_MS + NODE_CLOCK_SLACK_IN_MS,
          })
          .onConflict((conflict) => conflict.column('request_hash').doNothing())
          .returning('request_hash')
          .executeTakeFirst(),
      );
      if (first !== undefined) return true;
      const seen = await store.read
        .selectFrom('signed_requests')
        .select('first_seen_at')
        .where('request_hash', '=', request_hash)
        .executeTakeFirst();
      return seen !== undefined && now - seen.first_seen_at <= ALIKE_CALLS_WITHIN_MS;
    },
  };
}
