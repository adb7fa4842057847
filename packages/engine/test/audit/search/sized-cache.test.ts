import { describe, expect, it } from 'vitest';
import { SizedCache } from '../../../src/audit/search/sized-cache.ts';

const sized = (bytes: number) => ({ bytes });

describe('TRC-03 what searches keep in memory', () => {
  it('never takes more than it may; what was used least recently goes first', () => {
    const cache = new SizedCache(100);
    cache.put('a', sized(40), 0);
    cache.put('b', sized(40), 0);
    cache.get('a');
    cache.put('c', sized(40), 0);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([sized(40), undefined, sized(40)]);
    expect(cache.bytes).toBe(80);
  });

  it('counts what replaces something once', () => {
    const cache = new SizedCache(100);
    cache.put('a', sized(90), 0);
    cache.put('a', sized(95), 0);
    expect([cache.get('a'), cache.bytes]).toEqual([sized(95), 95]);
  });

  it('does not keep what is larger than all it may keep', () => {
    const cache = new SizedCache(100);
    cache.put('a', sized(10), 0);
    cache.put('b', sized(101), 0);
    expect([cache.get('b'), cache.bytes]).toEqual([undefined, 0]);
  });

  it('does not keep what was read before everything was forgotten', () => {
    const cache = new SizedCache(100);
    const { clears } = cache;
    cache.put('a', sized(10), clears);
    cache.clear();
    expect([cache.get('a'), cache.bytes]).toEqual([undefined, 0]);
    cache.put('a', sized(10), clears);
    expect(cache.get('a')).toBeUndefined();
    cache.put('a', sized(10), cache.clears);
    expect(cache.get('a')).toEqual(sized(10));
  });
});
