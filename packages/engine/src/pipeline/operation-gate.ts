import { OperationError } from '@dewpoint/contract';

/** Counts what runs, so that closing can wait for it and refuse what comes later. */
export class OperationGate {
  #running = 0;
  #closed = false;
  #idle: (() => void) | undefined;

  get running(): number {
    return this.#running;
  }

  /** Rejects with `unavailable` once the gate is closed. */
  pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new OperationError('unavailable', { retryAfterInSeconds: 1 }));
    this.#running++;
    const running = work();
    running.then(this.#leave, this.#leave);
    return running;
  }

  readonly #leave = (): void => {
    this.#running--;
    if (this.#running === 0) this.#idle?.();
  };

  /** Resolves when nothing runs any more. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#running > 0) await new Promise<void>((resolve) => (this.#idle = resolve));
  }
}
