import { OperationError } from '@dewpoint/contract';

/** Lets a few pieces of costly work run at once and a bounded number wait, so that a flood of sign-ins cannot take all threads and memory. */
export class WorkGate {
  readonly #limit: number;
  readonly #waitingLimit: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: { limit: number; waitingLimit: number }) {
    this.#limit = options.limit;
    this.#waitingLimit = options.waitingLimit;
  }

  /** @throws OperationError throttled when too many wait already */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limit) {
      if (this.#waiting.length >= this.#waitingLimit) {
        throw new OperationError('throttled', { retryAfterInSeconds: 1 });
      }
      // Whoever finishes hands its place over, so the count stays as it is.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
