import { OperationError } from '@dewpoint/contract';

/** Counts what runs, so that closing can wait for it and refuse what comes later. */
export class OperationGate {
  #running = 0;
  #closed = false;
  #idle: (() => void) | undefined;

  get running(): number {
    return this.#running;
  }

  /** Throws `unavailable` once the gate is closed. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new OperationError('unavailable', { retryAfterInSeconds: 1 });
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      if (this.#running === 0) this.#idle?.();
    }
  }

  /** Resolves when nothing runs any more. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
  }
}
