import { describe, expect, it } from 'vitest';
import { LeasedCache } from '../../src/keys/leased-cache.ts';

class Secret {
  readonly name: string;
  destroyed = 0;
  constructor(name: string) {
    this.name = name;
  }
}

function world(capacity = 2) {
  const time = { now: 1_000 };
  const made: Secret[] = [];
  const cache = new LeasedCache<Secret>({
    clock: { now: () => time.now },
    capacity,
    timeLimitInMs: 500,
    dispose: (secret) => {
      secret.destroyed += 1;
    },
  });
  const load = (name: string) => async () => {
    const secret = new Secret(name);
    made.push(secret);
    return secret;
  };
  const read = (name: string, group = name) => cache.use(name, group, load(name), (secret) => secret);
  return { cache, time, made, load, read };
}

/** A promise with its handles outside. */
function gate<T = void>() {
  return Promise.withResolvers<T>();
}

describe('KEY-16 unwrapped material lives in a bounded cache with a time limit', () => {
  it('shares one load between callers that ask at the same time', async () => {
    const { read, made } = world();
    const [a, b, c] = await Promise.all([read('k'), read('k'), read('k')]);
    expect(made).toHaveLength(1);
    expect(a).toBe(b);
    expect(b).toBe(c);
  });

  it('serves what it holds and counts hits and misses', async () => {
    const { cache, read, made } = world();
    await read('k');
    await read('k');
    expect(made).toHaveLength(1);
    expect(cache.figures()).toEqual({ hits: 1, misses: 1, size: 1 });
  });

  it('shows what nobody destroys without lending it, while it is in its time', async () => {
    const time = { now: 1_000 };
    const cache = new LeasedCache<string>({
      clock: { now: () => time.now },
      capacity: 2,
      timeLimitInMs: 500,
    });
    expect(cache.peek('k')).toBeUndefined();
    const loading = Promise.withResolvers<string>();
    const reading = cache.use(
      'k',
      'k',
      () => loading.promise,
      (value) => value,
    );
    expect(cache.peek('k')).toBeUndefined();
    loading.resolve('value');
    await reading;
    expect(cache.peek('k')).toBe('value');
    expect(cache.figures()).toEqual({ hits: 1, misses: 1, size: 1 });
    cache.drop('k');
    expect(cache.peek('k')).toBeUndefined();
    const load = async () => 'value';
    await cache.use('k', 'k', load, (value) => value);
    time.now += 500;
    expect(cache.peek('k')).toBeUndefined();
    expect(() => world().cache.peek('k')).toThrow(TypeError);
  });

  it('does not keep a failed load', async () => {
    const { cache, read } = world();
    const failing = cache.use(
      'k',
      'k',
      () => Promise.reject(new Error('root is away')),
      () => 1,
    );
    await expect(failing).rejects.toThrow('root is away');
    expect((await read('k')).name).toBe('k');
  });

  it('evicts the least recently used and destroys it once', async () => {
    const { read, made, cache } = world(2);
    await read('a');
    await read('b');
    await read('a');
    await read('c');
    expect(made.map((secret) => [secret.name, secret.destroyed])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 0],
    ]);
    expect(cache.figures().size).toBe(2);
  });

  it('makes room by what nobody asked for lately, never by what is new', async () => {
    const { read, made } = world(2);
    await read('a');
    await read('b');
    await read('a');
    await read('b');
    await read('c');
    await read('b');
    await read('d');
    await read('b');
    expect(made.map((secret) => [secret.name, secret.destroyed])).toEqual([
      ['a', 1],
      ['b', 0],
      ['c', 1],
      ['d', 0],
    ]);
  });

  it('loads anew after the time limit and destroys the old value', async () => {
    const { read, time, made } = world();
    await read('k');
    time.now += 499;
    await read('k');
    expect(made).toHaveLength(1);
    time.now += 1;
    await read('k');
    expect(made.map((secret) => secret.destroyed)).toEqual([1, 0]);
  });

  it('destroys what is past its time on a sweep, without anybody asking', async () => {
    const { cache, read, time, made } = world();
    await read('k');
    cache.sweep();
    expect(made[0]?.destroyed).toBe(0);
    time.now += 500;
    cache.sweep();
    expect(made[0]?.destroyed).toBe(1);
    expect(cache.figures().size).toBe(0);
  });

  it('never destroys a value under a running operation', async () => {
    const { cache, load, made } = world();
    const running = gate();
    const started = gate();
    const use = cache.use('k', 'k', load('k'), async (secret) => {
      started.resolve();
      await running.promise;
      return secret.destroyed;
    });
    await started.promise;
    cache.dropAll();
    expect(made[0]?.destroyed).toBe(0);
    running.resolve();
    expect(await use).toBe(0);
    expect(made[0]?.destroyed).toBe(1);
  });

  it('destroys what a dropped load brings, after its callers had it', async () => {
    const { cache, read } = world();
    const arrival = gate<Secret>();
    const secret = new Secret('old');
    const use = cache.use(
      'k',
      'k',
      () => arrival.promise,
      (value) => value.destroyed,
    );
    cache.drop('k');
    arrival.resolve(secret);
    expect(await use).toBe(0);
    expect(secret.destroyed).toBe(1);
    expect((await read('k')).name).toBe('k');
  });

  it('lends what is there in this very turn, and loads what is not there or past its time', async () => {
    const { cache, time, made, load } = world();
    const ask = () => cache.useNow('k', 'k', load('k'), ({ name, destroyed }) => [name, destroyed]);
    const first = ask();
    expect(first).toBeInstanceOf(Promise);
    expect(await first).toEqual(['k', 0]);
    expect(ask()).toEqual(['k', 0]);
    time.now += 500;
    expect(await ask()).toEqual(['k', 0]);
    expect(made.map((secret) => secret.destroyed)).toEqual([1, 0]);
    cache.drop('k');
    expect(await ask()).toEqual(['k', 0]);
    expect(made.map((secret) => secret.destroyed)).toEqual([1, 1, 0]);
  });

  it('drops a group with all its keys and nothing else', async () => {
    const { cache, read, made } = world(5);
    await read('k/1', 'k');
    await read('k/2', 'k');
    await read('other');
    cache.drop('k');
    expect(made.map((secret) => secret.destroyed)).toEqual([1, 1, 0]);
    cache.dropAll();
    expect(made.map((secret) => secret.destroyed)).toEqual([1, 1, 1]);
  });

  it('gives callers after a drop a value that was read after it', async () => {
    const { cache, load } = world();
    const slow = gate<Secret>();
    const before = cache.use(
      'k',
      'k',
      () => slow.promise,
      (secret) => secret.name,
    );
    cache.drop('k');
    const after = cache.use('k', 'k', load('new'), (secret) => secret.name);
    slow.resolve(new Secret('old'));
    expect(await before).toBe('old');
    expect(await after).toBe('new');
    expect(await cache.use('k', 'k', load('never'), (secret) => secret.name)).toBe('new');
  });
});
