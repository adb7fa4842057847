import type { Clock } from '../clock.ts';

interface Entry<V> {
  readonly value: V;
  readonly freshUntil: number;
  /** Asked for since it was last passed over. */
  used: boolean;
}

/**
 * Answers of the store kept for a short time. Bounded; the oldest entry goes first, but one that was asked for since gets a second
 * chance (the clock algorithm, F. J. Corbató 1968), which unlike an order of use costs a call nothing. What is loaded while something
 * changes is handed out but not kept, so that a change heard of is never overwritten by an older answer.
 */
export class BoundedCache<V> {
  readonly #limit: number;
  readonly #timeToLiveInMs: number;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry<V>>();
  readonly #loading = new Map<string, Promise<V | null>>();
  #changes = 0;

  constructor(options: { limit: number; timeToLiveInMs: number; clock: Clock }) {
    this.#limit = options.limit;
    this.#timeToLiveInMs = options.timeToLiveInMs;
    this.#clock = options.clock;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.freshUntil <= this.#clock.now()) {
      this.#entries.delete(key);
      return undefined;
    }
    entry.used = true;
    return entry.value;
  }

  /** Loads once for many callers; null (unknown) is not kept. A load that rejects is not kept either. */
  getOrLoad(key: string, load: () => Promise<V | null>): Promise<V | null> {
    const known = this.get(key);
    if (known !== undefined) return Promise.resolve(known);
    const running = this.#loading.get(key);
    if (running !== undefined) return running;
    const changesBefore = this.#changes;
    const loading = load()
      .then((value) => {
        if (value !== null && this.#changes === changesBefore) this.#keep(key, value);
        return value;
      })
      .finally(() => {
        if (this.#loading.get(key) === loading) this.#loading.delete(key);
      });
    this.#loading.set(key, loading);
    return loading;
  }

  drop(key: string): void {
    this.#forgetLoads();
    this.#entries.delete(key);
  }

  dropWhere(concerns: (value: V) => boolean): void {
    this.#forgetLoads();
    for (const [key, entry] of this.#entries) if (concerns(entry.value)) this.#entries.delete(key);
  }

  clear(): void {
    this.#forgetLoads();
    this.#entries.clear();
  }

  #keep(key: string, value: V): void {
    if (this.#entries.size >= this.#limit && !this.#entries.has(key)) this.#evict();
    this.#entries.set(key, { value, freshUntil: this.#clock.now() + this.#timeToLiveInMs, used: false });
  }

  #evict(): void {
    for (const [key, entry] of this.#entries) {
      this.#entries.delete(key);
      if (!entry.used) return;
      entry.used = false;
      this.#entries.set(key, entry);
    }
  }

  /** Loads that run now may have read the state before the change: nobody new may join them. */
  #forgetLoads(): void {
    this.#changes += 1;
    this.#loading.clear();
  }
}
