/** Runs pieces of work one after another, in the order in which they were handed over. */
export class Mutex {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  /** Runs `work` alone. When nobody holds the mutex it starts at once, in this very turn. */
  async runExclusive<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#held) await new Promise<void>((resume) => this.#waiting.push(resume));
    this.#held = true;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The mutex stays held for the one that was waiting, so that nobody slips in between.
      if (next) next();
      else this.#held = false;
    }
  }
}
