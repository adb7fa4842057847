import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';

/** Flow control of operations (IAM-08). */
export interface RateLimiter {
  /** Counts one call. Throws `throttled` with the seconds after which one more is admitted. */
  admit(context: RequestContext): void;
}

/** `burst` calls at once, refilled at `perSecond`. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

export interface RateLimits {
  readonly user: RateLimit;
  readonly account: RateLimit;
}

/** Far above what one node can serve to one client in earnest: they only keep one caller from taking the whole node. */
export const defaultRateLimits: RateLimits = {
  user: { perSecond: 50_000, burst: 50_000 },
  account: { perSecond: 100_000, burst: 100_000 },
};

/** Buckets kept; the one made first goes first, and being forgotten only ever refills it. */
const BUCKETS_KEPT = 100_000;

/**
 * Token buckets in this process. What the product does by itself is not limited; calls before sign-in are throttled by the sign-in
 * itself.
 */
export class TokenBucketLimiter implements RateLimiter {
  readonly #clock: Clock;
  readonly #users: Buckets;
  readonly #accounts: Buckets;

  constructor(clock: Clock, limits: RateLimits = defaultRateLimits) {
    this.#clock = clock;
    this.#users = new Buckets(limits.user);
    this.#accounts = new Buckets(limits.account);
  }

  admit(context: RequestContext): void {
    const { principal } = context;
    if (principal.kind !== 'user') return;
    const now = this.#clock.now();
    const wait = Math.max(
      this.#users.waitInMs(principal.userId, now),
      this.#accounts.waitInMs(context.account.id, now),
    );
    if (wait > 0) throw new OperationError('throttled', { retryAfterInSeconds: Math.ceil(wait / 1000) });
    this.#users.take(principal.userId);
    this.#accounts.take(context.account.id);
  }
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

class Buckets {
  readonly #limit: RateLimit;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** 0 when a call is admitted now. */
  waitInMs(id: string, now: number): number {
    const bucket = this.#filled(id, now);
    return bucket.tokens >= 1 ? 0 : ((1 - bucket.tokens) / this.#limit.perSecond) * 1000;
  }

  take(id: string): void {
    const bucket = this.#buckets.get(id);
    if (bucket) bucket.tokens -= 1;
  }

  #filled(id: string, now: number): Bucket {
    const { perSecond, burst } = this.#limit;
    const bucket = this.#buckets.get(id);
    if (!bucket) {
      const made = { tokens: burst, filledAt: now };
      if (this.#buckets.size >= BUCKETS_KEPT) this.#forgetOldest();
      this.#buckets.set(id, made);
      return made;
    }
    // A clock that was set back must not empty buckets.
    const passedInMs = Math.max(0, now - bucket.filledAt);
    bucket.tokens = Math.min(burst, bucket.tokens + (passedInMs / 1000) * perSecond);
    bucket.filledAt = now;
    return bucket;
  }

  #forgetOldest(): void {
    const oldest = this.#buckets.keys().next().value;
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
