import { OperationError } from '@dewpoint/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RateLimits } from '../../src/limits/rate-limiter.ts';
import { SharedLimiter } from '../../src/limits/shared-limiter.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { contextOf, ManualClock, openTestStore, type TestStore } from '../../src/testing/index.ts';

const START_LIMIT_IN_MS = 60_000;
const seeded = {
  accountId: 'a',
  accountName: 'a',
  projectId: 'p',
  projectName: 'p',
  userId: 'u',
  userName: 'u',
};
const alice = contextOf(seeded);
const bob = contextOf({ ...seeded, userId: 'v' });
const stranger = contextOf({ ...seeded, accountId: 'b', userId: 'w' });

/** Two nodes of one installation, each with connections of its own. */
describe('IAM-08 limits shared by nodes on PostgreSQL', () => {
  let test: TestStore;
  let otherStore: Store;
  const clock = new ManualClock();
  beforeEach(async () => {
    test = await openTestStore('postgres', { clock });
    otherStore = await openStore(test.location, { clock });
  }, START_LIMIT_IN_MS);
  afterEach(async () => {
    await otherStore.close();
    await test.remove();
  });

  const nodes = (limits: RateLimits) => [
    new SharedLimiter({ store: test.store, clock }, limits),
    new SharedLimiter({ store: otherStore, clock }, limits),
  ];
  const admitted = async (calls: readonly (() => Promise<void> | undefined)[]) => {
    const outcomes = await Promise.allSettled(calls.map(async (call) => call()));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ errorName: 'throttled' });
    }
    return outcomes.filter(({ status }) => status === 'fulfilled').length;
  };
  const many = (count: number, call: (index: number) => Promise<void> | undefined) =>
    Array.from({ length: count }, (_, index) => () => call(index));

  it('together admit the burst and not one call more', async () => {
    const both = nodes({ user: { perSecond: 10, burst: 60 }, account: { perSecond: 1_000, burst: 1_000 } });
    expect(await admitted(many(200, (i) => both[i % 2]?.admit(alice)))).toBe(60);
    clock.advance(1_000);
    expect(await admitted(many(50, (i) => both[i % 2]?.admit(alice)))).toBe(10);
  });

  it('tell when one more call is admitted', async () => {
    const both = nodes({ user: { perSecond: 0.25, burst: 1 }, account: { perSecond: 10, burst: 10 } });
    await both[0]?.admit(alice);
    const refusal = await refusalOf(() => both[1]?.admit(alice));
    expect(refusal).toMatchObject({ status: 429, retryAfterInSeconds: 4 });
    clock.advance(3_999);
    await refusalOf(() => both[1]?.admit(alice));
    clock.advance(1);
    await both[1]?.admit(alice);
  });

  it('never count against others: a user who is over the limit uses up nothing of the account', async () => {
    const both = nodes({ user: { perSecond: 1, burst: 5 }, account: { perSecond: 1, burst: 10 } });
    expect(await admitted(many(100, (i) => both[i % 2]?.admit(alice)))).toBe(5);
    expect(await admitted(many(5, () => both[1]?.admit(bob)))).toBe(5);
    expect(await admitted(many(1, () => both[0]?.admit(contextOf({ ...seeded, userId: 'x' }))))).toBe(0);
    expect(await admitted(many(5, (i) => both[i % 2]?.admit(stranger)))).toBe(5);
  });

  it('ask the store in batches, and not at all for seldom callers', async () => {
    const [node] = nodes({
      user: { perSecond: 1_000, burst: 1_000 },
      account: { perSecond: 10_000, burst: 10_000 },
    });
    const asked = many(10, () => node?.admit(alice)).map((call) => call());
    expect(asked.every((answer) => answer === undefined)).toBe(true);
    expect(await rows()).toEqual([]);
    await node?.admit(alice);
    const [row] = await rows();
    // The ten free calls are reported, and fifty more are drawn.
    expect(row).toEqual({ subject: 'user:u', millitokens: 940_000 });
    for (let i = 0; i < 49; i += 1) expect(node?.admit(alice)).toBeUndefined();
    await node?.admit(alice);
    expect((await rows())[0]?.millitokens).toBe(890_000);
  });

  it('ask nothing while a caller is refused anyway', async () => {
    const [node] = nodes({ user: { perSecond: 1, burst: 1 }, account: { perSecond: 10, burst: 10 } });
    await node?.admit(alice);
    await refusalOf(() => node?.admit(alice));
    await otherStore.transaction((t) =>
      t.updateTable('request_buckets').set({ millitokens: 5_000 }).execute(),
    );
    await refusalOf(() => node?.admit(alice));
    clock.advance(1_000);
    await node?.admit(alice);
  });

  it('do not lose the bucket to a node whose clock is behind', async () => {
    const both = nodes({ user: { perSecond: 1, burst: 3 }, account: { perSecond: 100, burst: 100 } });
    await both[0]?.admit(alice);
    clock.advance(-5_000);
    await both[1]?.admit(alice);
    await both[1]?.admit(alice);
    await refusalOf(() => both[1]?.admit(alice));
  });

  it('leave the product itself and callers before sign-in alone', () => {
    const [node] = nodes({ user: { perSecond: 1, burst: 1 }, account: { perSecond: 1, burst: 1 } });
    for (let i = 0; i < 5; i += 1) {
      expect(node?.admit({ ...alice, principal: { kind: 'system', name: 'rotation' } })).toBeUndefined();
      expect(node?.admit({ ...alice, principal: { kind: 'anonymous' } })).toBeUndefined();
    }
  });

  const rows = () =>
    test.store.read
      .selectFrom('request_buckets')
      .select(['subject', 'millitokens'])
      .where('subject', '=', 'user:u')
      .execute();
});

async function refusalOf(call: () => Promise<void> | undefined): Promise<OperationError> {
  try {
    await call();
  } catch (error) {
    if (error instanceof OperationError) return error;
    throw error;
  }
  throw new TypeError('the call was not refused');
}
