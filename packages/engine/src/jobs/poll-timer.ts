import { AsyncLocalStorage } from 'node:async_hooks';

/** Other nodes plan jobs too, and only a look at the table tells. */
const LONGEST_PAUSE_IN_MS = 5_000;
/** What was planned in a transaction can be seen only after its commit. */
const SHORTEST_PAUSE_IN_MS = 50;

/** Calls `poll` again and again, never twice at once; `poll` says after how many ms it is worth calling next. */
export class PollTimer {
  readonly #poll: () => Promise<number>;
  /** Timers keep the context that they are set in; one of a transaction that planned a job would count as inside of it for ever. */
  readonly #outside = AsyncLocalStorage.snapshot();
  #timer: NodeJS.Timeout | undefined;
  #wakesAt = Number.POSITIVE_INFINITY;
  #running: Promise<void> | null = null;
  #started = false;

  constructor(poll: () => Promise<number>) {
    this.#poll = poll;
  }

  start(): void {
    this.#started = true;
    this.wakeWithin(0);
  }

  /** Makes the next call come no later than in `milliseconds`. */
  wakeWithin(milliseconds: number): void {
    if (!this.#started) return;
    const pause = Math.min(LONGEST_PAUSE_IN_MS, Math.max(SHORTEST_PAUSE_IN_MS, milliseconds));
    const wakesAt = performance.now() + pause;
    if (wakesAt >= this.#wakesAt) return;
    this.#wakesAt = wakesAt;
    if (this.#running) return;
    clearTimeout(this.#timer);
    this.#timer = this.#outside(() => setTimeout(() => this.#call(), pause));
  }

  /** Resolves when a running call has ended; none follows. */
  async stop(): Promise<void> {
    this.#started = false;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #call(): void {
    this.#wakesAt = Number.POSITIVE_INFINITY;
    this.#running = this.#poll().then((pause) => {
      this.#running = null;
      const wanted = Math.min(pause, this.#wakesAt - performance.now());
      this.#wakesAt = Number.POSITIVE_INFINITY;
      this.wakeWithin(wanted);
    });
  }
}
