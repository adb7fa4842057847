/** A sync longer than this would be felt by every other request if it held the event loop. */
const SLOW_IN_MS = 0.75;
const FIRST_PAUSE_IN_MS = 1_000;
const LONGEST_PAUSE_IN_MS = 60_000;
/** So many quick syncs in a row, and the next slow one is taken for a first one. */
const QUICK_AGAIN = 200;

/**
 * Tells whether a disk answers so quickly that to wait for it costs less than to hand the sync to a thread and come back. Goes by the syncs
 * that were waited for: after a slow one the disk is left alone for a second, after further ones for up to a minute.
 */
export class DiskPace {
  #slowUntil = 0;
  #pauseInMs = FIRST_PAUSE_IN_MS;
  #quickInARow = 0;

  /** @param now ms of a clock that never jumps */
  isQuick(now: number): boolean {
    return now >= this.#slowUntil;
  }

  /** What a sync took that was waited for. */
  took(durationInMs: number, now: number): void {
    if (durationInMs > SLOW_IN_MS) {
      this.#slowUntil = now + this.#pauseInMs;
      this.#pauseInMs = Math.min(this.#pauseInMs * 2, LONGEST_PAUSE_IN_MS);
      this.#quickInARow = 0;
    } else if (++this.#quickInARow >= QUICK_AGAIN) {
      this.#pauseInMs = FIRST_PAUSE_IN_MS;
    }
  }
}
