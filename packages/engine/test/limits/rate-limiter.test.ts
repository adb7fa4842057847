import { OperationError } from '@dewpoint/contract';
import { describe, expect, it } from 'vitest';
import { TokenBucketLimiter } from '../../src/limits/rate-limiter.ts';
import { contextOf, ManualClock } from '../../src/testing/index.ts';

const seeded = {
  accountId: 'a',
  accountName: 'a',
  projectId: 'p',
  projectName: 'p',
  userId: 'u',
  userName: 'u',
};

describe('IAM-08 rate limits', () => {
  it('admit a burst, then refuse with the time after which one more call is admitted', () => {
    const clock = new ManualClock();
    const limiter = new TokenBucketLimiter(clock, {
      user: { perSecond: 0.25, burst: 2 },
      account: { perSecond: 100, burst: 100 },
    });
    const context = contextOf(seeded);
    limiter.admit(context);
    limiter.admit(context);
    const error = refusal(() => limiter.admit(context));
    expect(error).toMatchObject({ errorName: 'throttled', status: 429, retryAfterInSeconds: 4 });
    clock.advance(3_999);
    refusal(() => limiter.admit(context));
    clock.advance(1);
    limiter.admit(context);
    refusal(() => limiter.admit(context));
  });

  it('count users apart, and all users of an account together', () => {
    const limiter = new TokenBucketLimiter(new ManualClock(), {
      user: { perSecond: 1, burst: 2 },
      account: { perSecond: 1, burst: 3 },
    });
    const one = contextOf(seeded);
    const two = contextOf({ ...seeded, userId: 'v' });
    limiter.admit(one);
    limiter.admit(one);
    refusal(() => limiter.admit(one));
    limiter.admit(two);
    refusal(() => limiter.admit(two));
    limiter.admit(contextOf({ ...seeded, accountId: 'b', userId: 'w' }));
  });

  it('do not stop the product itself', () => {
    const none = { perSecond: 1, burst: 0 };
    const limiter = new TokenBucketLimiter(new ManualClock(), { user: none, account: none });
    limiter.admit({ ...contextOf(seeded), principal: { kind: 'system', name: 'rotation' } });
    refusal(() => limiter.admit(contextOf(seeded)));
  });
});

function refusal(call: () => void): unknown {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(OperationError);
    return error;
  }
  throw new Error('was not refused');
}
