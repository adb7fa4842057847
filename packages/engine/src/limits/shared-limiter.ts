import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import type { Store } from '../store/store.ts';
import {
  defaultRateLimits,
  type RateLimit,
  type RateLimiter,
  type RateLimits,
  throttled,
} from './rate-limiter.ts';

/** A batch is this part of the burst: small enough to share fairly, large enough that a busy caller seldom waits for the store. */
const BATCHES_PER_BURST = 20;
/** Calls of one second, as part of the burst, that a node admits without asking; it reports them with its next batch. */
const FREE_SHARE = 0.01;
const SECOND_IN_MS = 1000;
/** Calls drawn and not made by then are lost; the bucket fills again anyway. */
const BATCH_LIFE_IN_MS = SECOND_IN_MS;
const SHARES_KEPT = 100_000;

/**
 * Token buckets that all nodes of an installation draw from (IAM-08): rows of the store, from which each node takes calls in batches.
 * Seldom callers cost no round trip. Together the nodes admit at most the burst, the refill, and the free share of each node.
 */
export class SharedLimiter implements RateLimiter {
  readonly #parts: { readonly store: Store; readonly clock: Clock };
  readonly #limits: RateLimits;
  readonly #shares = new Map<string, Share>();

  constructor(
    parts: { readonly store: Store; readonly clock: Clock },
    limits: RateLimits = defaultRateLimits,
  ) {
    this.#parts = parts;
    this.#limits = limits;
  }

  admit(context: RequestContext, limits: RateLimits = this.#limits): Promise<void> | undefined {
    const { principal } = context;
    if (principal.kind !== 'user') return undefined;
    const now = this.#parts.clock.now();
    const draws: readonly Draw[] = [
      { share: this.#shareOf(`user:${principal.userId}`), limit: limits.user },
      { share: this.#shareOf(`account:${context.account.id}`), limit: limits.account },
    ];
    // Both or none: a user who is over the own limit must not use up the account's.
    if (draws.every(({ share, limit }) => share.has(now, limit))) {
      for (const { share } of draws) share.take();
      return undefined;
    }
    return this.#draw(draws);
  }

  async #draw(draws: readonly Draw[]): Promise<void> {
    for (;;) {
      for (const { share, limit } of draws) {
        if (!share.has(this.#parts.clock.now(), limit)) await share.draw(this.#parts, limit);
      }
      const now = this.#parts.clock.now();
      // While one bucket was asked, other calls may have used up what the other one had.
      if (draws.every(({ share, limit }) => share.has(now, limit))) {
        for (const { share } of draws) share.take();
        return;
      }
    }
  }

  #shareOf(subject: string): Share {
    const known = this.#shares.get(subject);
    if (known !== undefined) return known;
    const made = new Share(subject);
    if (this.#shares.size >= SHARES_KEPT) {
      const oldest = this.#shares.keys().next().value;
      if (oldest !== undefined) this.#shares.delete(oldest);
    }
    this.#shares.set(subject, made);
    return made;
  }
}

interface Draw {
  readonly share: Share;
  readonly limit: RateLimit;
}

/** What this node has of one bucket. */
class Share {
  readonly #subject: string;
  #drawn = 0;
  #drawnUntil = 0;
  #second = 0;
  #freeUsed = 0;
  #unreported = 0;
  #refusedUntil = 0;
  #drawing: Promise<void> | undefined;

  constructor(subject: string) {
    this.#subject = subject;
  }

  has(now: number, limit: RateLimit): boolean {
    if (now >= this.#drawnUntil) this.#drawn = 0;
    if (this.#drawn > 0) return true;
    const second = Math.floor(now / SECOND_IN_MS);
    if (second !== this.#second) {
      this.#second = second;
      this.#freeUsed = 0;
    }
    return now >= this.#refusedUntil && this.#freeUsed < Math.floor(limit.burst * FREE_SHARE);
  }

  /** One call, after `has` said yes in the same turn. */
  take(): void {
    if (this.#drawn > 0) {
      this.#drawn -= 1;
    } else {
      this.#freeUsed += 1;
      this.#unreported += 1;
    }
  }

  /** Takes a batch from the store, once for all calls that wait. @throws OperationError `throttled` */
  draw(parts: { readonly store: Store; readonly clock: Clock }, limit: RateLimit): Promise<void> {
    const now = parts.clock.now();
    // A flood of refused calls is no flood of questions to the store.
    if (now < this.#refusedUntil) return Promise.reject(throttled(this.#refusedUntil - now));
    this.#drawing ??= this.#drawBatch(parts, limit, now).finally(() => {
      this.#drawing = undefined;
    });
    return this.#drawing;
  }

  async #drawBatch(parts: { readonly store: Store }, limit: RateLimit, now: number): Promise<void> {
    const reported = this.#unreported;
    const batch = Math.max(1, Math.floor(limit.burst / BATCHES_PER_BURST));
    const { granted, waitInMs } = await drawFromStore(
      parts.store,
      this.#subject,
      limit,
      now,
      reported,
      batch,
    );
    this.#unreported -= reported;
    if (granted === 0) {
      this.#refusedUntil = now + waitInMs;
      throw throttled(waitInMs);
    }
    this.#drawn += granted;
    this.#drawnUntil = now + BATCH_LIFE_IN_MS;
  }
}

/**
 * Refills the bucket of a subject to now, takes what was used already and up to `batch` more.
 * @returns `granted` calls; when 0, the time after which there is one
 */
async function drawFromStore(
  store: Store,
  subject: string,
  { perSecond, burst }: RateLimit,
  now: number,
  used: number,
  batch: number,
): Promise<{ readonly granted: number; readonly waitInMs: number }> {
  const full = burst * 1000;
  return store.transaction(async (transaction) => {
    // A crash may forget the last draws, and then some calls are admitted once more; nobody should wait for the disk for that.
    await sql`set local synchronous_commit to off`.execute(transaction);
    const { millitokens } = await transaction
      .insertInto('request_buckets')
      .values({ subject, millitokens: full, filled_at: now })
      .onConflict((conflict) =>
        conflict.column('subject').doUpdateSet({
          // A clock that is behind another node's must not empty the bucket.
          millitokens: sql<number>`least(${full}::bigint, request_buckets.millitokens + floor(
            greatest(0, ${now}::bigint - request_buckets.filled_at) * ${perSecond}::double precision)::bigint)`,
          filled_at: sql<number>`greatest(request_buckets.filled_at, ${now}::bigint)`,
        }),
      )
      .returning('millitokens')
      .executeTakeFirstOrThrow();
    const left = millitokens - used * 1000;
    const granted = Math.max(0, Math.min(batch, Math.floor(left / 1000)));
    await transaction
      .updateTable('request_buckets')
      .set({ millitokens: left - granted * 1000 })
      .where('subject', '=', subject)
      .execute();
    return { granted, waitInMs: granted > 0 ? 0 : Math.ceil((1000 - left) / perSecond) };
  });
}
