/** A sync longer than this would be felt by every other request if it held the event loop. */
const SLOW_IN_MS = 0.75;
/** A disk that answers at once now and then takes longer: a checkpoint or a neighbour is writing. Only a disk that often does is slow. */
const MOST_SLOW_SHARE = 0.25;
/** One slow sync weighs this much, so that the fifth in a row ends the waiting. */
const WEIGHT = 1 / 16;
/** What is left of the share after a pause: two slow ones in a row then begin the next. */
const SHARE_AFTER_PAUSE = 0.2;
const FIRST_PAUSE_IN_MS = 1_000;
const LONGEST_PAUSE_IN_MS = 60_000;
/** A disk that was waited for so long is taken for a quick one again, and its next pause is a first one. */
const TRUSTED_AFTER_MS = 10_000;

/**
 * Tells whether a disk answers so quickly that to wait for it costs less than to hand the sync to a thread and come back. Goes by the share
 * of slow ones among the syncs that were waited for; when it is too great the disk is left alone for a second, and longer each time.
 */
export class DiskPace {
  /** Exponentially weighted, 0 to 1. */
  #slowShare = 0;
  #slowUntil = 0;
  #pauseInMs = FIRST_PAUSE_IN_MS;

  /** @param now ms of a clock that never jumps */
  isQuick(now: number): boolean {
    return now >= this.#slowUntil;
  }

  /** What a sync took that was waited for. */
  took(durationInMs: number, now: number): void {
    const slow = durationInMs > SLOW_IN_MS ? 1 : 0;
    this.#slowShare += (slow - this.#slowShare) * WEIGHT;
    if (this.#slowShare <= MOST_SLOW_SHARE) return;
    if (now - this.#slowUntil >= TRUSTED_AFTER_MS) this.#pauseInMs = FIRST_PAUSE_IN_MS;
    this.#slowUntil = now + this.#pauseInMs;
    this.#pauseInMs = Math.min(this.#pauseInMs * 2, LONGEST_PAUSE_IN_MS);
    this.#slowShare = SHARE_AFTER_PAUSE;
  }
}
