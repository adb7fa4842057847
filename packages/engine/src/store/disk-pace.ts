/** Up to here the wait costs less than the way to a thread and back, and commits that are half as large for it. */
const QUICK_AVERAGE_IN_MS = 0.75;
/** A longer sync counts as this: a checkpoint or a neighbour may hold up a quick disk for once. */
const COUNTED_AT_MOST_IN_MS = 2;
const WEIGHT = 1 / 16;
const FIRST_AVERAGE_IN_MS = 0.3;
/** Two syncs of 2 ms then begin the next pause. */
const AVERAGE_AFTER_PAUSE_IN_MS = 0.65;
/** About as long as a disk needs for what a checkpoint gave it. */
const FIRST_PAUSE_IN_MS = 50;
const LONGEST_PAUSE_IN_MS = 60_000;
/** A disk that was waited for so long is taken for a quick one again, and its next pause is a first one. */
const TRUSTED_AFTER_MS = 500;

/**
 * Tells whether a disk answers so quickly that to wait for it costs less than to hand the sync to a thread and come back. Goes by the
 * average of the syncs that were waited for; when that is too long the disk is left alone for a moment, and longer each time.
 */
export class DiskPace {
  /** Exponentially weighted. */
  #averageInMs = FIRST_AVERAGE_IN_MS;
  #slowUntil = 0;
  #pauseInMs = FIRST_PAUSE_IN_MS;

  /** @param now ms of a clock that never jumps */
  isQuick(now: number): boolean {
    return now >= this.#slowUntil;
  }

  /** What a sync took that was waited for. */
  took(durationInMs: number, now: number): void {
    this.#averageInMs += (Math.min(durationInMs, COUNTED_AT_MOST_IN_MS) - this.#averageInMs) * WEIGHT;
    if (this.#averageInMs <= QUICK_AVERAGE_IN_MS) return;
    if (now - this.#slowUntil >= TRUSTED_AFTER_MS) this.#pauseInMs = FIRST_PAUSE_IN_MS;
    this.#slowUntil = now + this.#pauseInMs;
    this.#pauseInMs = Math.min(this.#pauseInMs * 2, LONGEST_PAUSE_IN_MS);
    this.#averageInMs = AVERAGE_AFTER_PAUSE_IN_MS;
  }
}
