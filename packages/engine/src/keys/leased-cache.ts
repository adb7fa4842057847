import type { Clock } from '../clock.ts';

export interface LeasedCacheOptions<Value> {
  readonly clock: Clock;
  /** Entries kept at most; the oldest one that nobody asked for lately goes first. */
  readonly capacity: number;
  /** An entry older than this is loaded anew, used or not. */
  readonly timeLimitInMs: number;
  /** Called once for each value that left the cache and is in nobody's hands any more. */
  readonly dispose?: (value: Value) => void;
}

export interface CacheFigures {
  readonly hits: number;
  readonly misses: number;
  readonly size: number;
}

interface Entry<Value> {
  readonly key: string;
  readonly groups: readonly string[];
  readonly loading: Promise<Value>;
  value: Value | undefined;
  expiresAt: number;
  leases: number;
  /** Asked for since it was last passed over. */
  used: boolean;
  /** No longer in the cache: destroyed as soon as the last lease ends. */
  retired: boolean;
}

/**
 * A bounded cache of values that must be destroyed when they leave it (unwrapped keys).
 *
 * - Concurrent loads of one key share one promise; a failed load is not kept.
 * - A value is lent for the time of `use`, so that neither eviction nor a change destroys it under a running operation.
 * - `drop` also cuts off loads that are under way: whoever asks after it gets a value that was read after it.
 */
export class LeasedCache<Value> {
  readonly #options: LeasedCacheOptions<Value>;
  /** The oldest first; one that was asked for since gets a second chance (the clock algorithm), which costs a call nothing. */
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #groups = new Map<string, Set<Entry<Value>>>();
  #hits = 0;
  #misses = 0;

  constructor(options: LeasedCacheOptions<Value>) {
    this.#options = options;
  }

  /**
   * Lends the value of `key` to `work`, loading it first where it is not there.
   * @param groups what `drop` names; several keys may share one, and a key may be in several
   */
  async use<Result>(
    key: string,
    groups: string | readonly string[],
    load: () => Promise<Value>,
    work: (value: Value) => Result | Promise<Result>,
  ): Promise<Result> {
    const entry = this.#live(key) ?? this.#start(key, typeof groups === 'string' ? [groups] : groups, load);
    entry.leases += 1;
    try {
      return await work(entry.value ?? (await entry.loading));
    } finally {
      entry.leases -= 1;
      this.#destroyIfUnused(entry);
    }
  }

  /**
   * Lends the value of `key` to work that ends in this turn; it is loaded first, and only then is there a promise, where it is not there.
   * @param groups as for `use`
   */
  useNow<Result>(
    key: string,
    groups: string | readonly string[],
    load: () => Promise<Value>,
    work: (value: Value) => Result,
  ): Result | Promise<Result> {
    const entry = this.#live(key);
    // Work that does not wait is never met by what destroys a value, so nothing has to be counted.
    if (entry?.value !== undefined) return work(entry.value);
    return this.use(key, groups, load, work);
  }

  /**
   * The value of `key` where it is there and in its time; it is not lent. Only for values that nobody destroys.
   * @throws TypeError when values are to be destroyed
   */
  peek(key: string): Value | undefined {
    if (this.#options.dispose) throw new TypeError('a value that is destroyed must be lent');
    const entry = this.#entries.get(key);
    if (entry?.value === undefined || entry.expiresAt <= this.#options.clock.now()) return undefined;
    this.#hits += 1;
    entry.used = true;
    return entry.value;
  }

  /** Forgets everything of one group. */
  drop(group: string): void {
    for (const entry of [...(this.#groups.get(group) ?? [])]) this.#retire(entry);
  }

  dropAll(): void {
    for (const entry of [...this.#entries.values()]) this.#retire(entry);
  }

  /** Forgets what is past its time, so that key bytes do not outlive it only because nobody asks. */
  sweep(): void {
    const now = this.#options.clock.now();
    for (const entry of [...this.#entries.values()]) if (entry.expiresAt <= now) this.#retire(entry);
  }

  figures(): CacheFigures {
    return { hits: this.#hits, misses: this.#misses, size: this.#entries.size };
  }

  #live(key: string): Entry<Value> | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.expiresAt <= this.#options.clock.now()) {
      this.#retire(entry);
      return undefined;
    }
    this.#hits += 1;
    entry.used = true;
    return entry;
  }

  #start(key: string, groups: readonly string[], load: () => Promise<Value>): Entry<Value> {
    this.#misses += 1;
    const entry: Entry<Value> = {
      key,
      groups,
      loading: load(),
      value: undefined,
      expiresAt: this.#options.clock.now() + this.#options.timeLimitInMs,
      leases: 0,
      used: false,
      retired: false,
    };
    this.#makeRoom();
    this.#entries.set(key, entry);
    for (const group of groups) {
      const members = this.#groups.get(group);
      if (members === undefined) this.#groups.set(group, new Set([entry]));
      else members.add(entry);
    }
    entry.loading.then(
      (value) => {
        entry.value = value;
        this.#destroyIfUnused(entry);
      },
      () => this.#retire(entry),
    );
    return entry;
  }

  #makeRoom(): void {
    for (const entry of this.#entries.values()) {
      if (this.#entries.size < this.#options.capacity) return;
      if (!entry.used) this.#retire(entry);
      else this.#passOver(entry);
    }
  }

  #passOver(entry: Entry<Value>): void {
    entry.used = false;
    this.#entries.delete(entry.key);
    this.#entries.set(entry.key, entry);
  }

  #retire(entry: Entry<Value>): void {
    if (entry.retired) return;
    entry.retired = true;
    this.#entries.delete(entry.key);
    for (const group of entry.groups) {
      const members = this.#groups.get(group);
      members?.delete(entry);
      if (members?.size === 0) this.#groups.delete(group);
    }
    this.#destroyIfUnused(entry);
  }

  #destroyIfUnused(entry: Entry<Value>): void {
    if (!entry.retired || entry.leases > 0 || entry.value === undefined) return;
    const { value } = entry;
    entry.value = undefined;
    this.#options.dispose?.(value);
  }
}
