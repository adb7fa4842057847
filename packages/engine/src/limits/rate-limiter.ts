import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';

/** Decides whether a call is let in at all, before anything is looked up for it (IAM-06, IAM-08). */
export interface RateLimiter {
  /**
   * Counts one call. Throws or rejects with `throttled` and the seconds after which one more is admitted.
   * @param limits of the caller's account where it has its own
   * @returns nothing where no store had to be asked, which is the rule
   */
  admit(context: RequestContext, limits?: RateLimits): Promise<void> | undefined;
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
  readonly #limits: RateLimits;
  readonly #users = new Buckets();
  readonly #accounts = new Buckets();

  constructor(clock: Clock, limits: RateLimits = defaultRateLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  admit(context: RequestContext, limits: RateLimits = this.#limits): undefined {
    const { principal } = context;
    if (principal.kind !== 'user') return;
    const now = this.#clock.now();
    const wait = Math.max(
      this.#users.waitInMs(principal.userId, now, limits.user),
      this.#accounts.waitInMs(context.account.id, now, limits.account),
    );
    if (wait > 0) throw throttled(wait);
    this.#users.take(principal.userId);
    this.#accounts.take(context.account.id);
  }
}

export function throttled(waitInMs: number): OperationError {
  return new OperationError('throttled', { retryAfterInSeconds: Math.max(1, Math.ceil(waitInMs / 1000)) });
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

class Buckets {
  readonly #buckets = new Map<string, Bucket>();

  /** 0 when a call is admitted now. */
  waitInMs(id: string, now: number, limit: RateLimit): number {
    const bucket = this.#filled(id, now, limit);
    return bucket.tokens >= 1 ? 0 : ((1 - bucket.tokens) / limit.perSecond) * 1000;
  }

  take(id: string): void {
    const bucket = this.#buckets.get(id);
    if (bucket) bucket.tokens -= 1;
  }

  #filled(id: string, now: number, { perSecond, burst }: RateLimit): Bucket {
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
