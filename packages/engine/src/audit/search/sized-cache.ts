/** Values kept up to a number of bytes; the least recently used go first. */
export class SizedCache<Value extends { readonly bytes: number }> {
  readonly #limitInBytes: number;
  /** In order of use, the oldest first. */
  readonly #values = new Map<string, Value>();
  #bytes = 0;
  #clears = 0;

  constructor(limitInBytes: number) {
    this.#limitInBytes = limitInBytes;
  }

  /** Bytes of the values that are kept now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** For `put`: how often everything was forgotten. */
  get clears(): number {
    return this.#clears;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, value);
    }
    return value;
  }

  /** @param clears as it was before the value was read; what was read before everything was forgotten is not kept */
  put(key: string, value: Value, clears: number): void {
    if (clears !== this.#clears) return;
    this.#drop(key);
    this.#values.set(key, value);
    this.#bytes += value.bytes;
    for (const oldest of this.#values.keys()) {
      if (this.#bytes <= this.#limitInBytes) return;
      this.#drop(oldest);
    }
  }

  clear(): void {
    this.#values.clear();
    this.#bytes = 0;
    this.#clears++;
  }

  #drop(key: string): void {
    this.#bytes -= this.#values.get(key)?.bytes ?? 0;
    this.#values.delete(key);
  }
}
