import { beforeEach, describe, expect, it } from 'vitest';
import { BoundedCache } from '../../src/iam/bounded-cache.ts';
import { ManualClock } from '../../src/testing/index.ts';

describe('BoundedCache', () => {
  let clock: ManualClock;
  let cache: BoundedCache<string>;
  let loads: string[];

  beforeEach(() => {
    clock = new ManualClock();
    cache = new BoundedCache({ limit: 2, timeToLiveInMs: 1_000, clock });
    loads = [];
  });

  async function read(key: string): Promise<void> {
    await cache.getOrLoad(key, async () => {
      loads.push(key);
      return key;
    });
  }

  it('makes room by what nobody asked for lately, never by what is new', async () => {
    for (const key of ['a', 'b', 'a', 'b', 'c', 'b', 'd', 'b']) await read(key);
    expect(loads).toEqual(['a', 'b', 'c', 'd']);
    expect(cache.size).toBe(2);
    await read('a');
    expect(loads).toEqual(['a', 'b', 'c', 'd', 'a']);
    expect(cache.size).toBe(2);
  });

  it('forgets what is past its time, however often it was asked for', async () => {
    await read('a');
    clock.advance(999);
    await read('a');
    clock.advance(1);
    await read('a');
    expect(loads).toEqual(['a', 'a']);
  });

  it('keeps no answer that was read while something changed', async () => {
    const answer = Promise.withResolvers<string>();
    const reading = cache.getOrLoad('a', () => answer.promise);
    cache.drop('a');
    answer.resolve('old');
    expect(await reading).toBe('old');
    expect(cache.get('a')).toBeUndefined();
  });
});
