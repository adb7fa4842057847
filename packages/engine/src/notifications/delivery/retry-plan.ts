/** When what failed is tried again: exponential backoff with jitter, up to 24 hours (EVT-03). */

const FIRST_DELAY_IN_MS = 5_000;
const LONGEST_DELAY_IN_MS = 2 * 60 * 60_000;
/** From the change on, or from when somebody asked to send it again. */
export const GIVE_UP_AFTER_IN_MS = 24 * 60 * 60_000;

/**
 * @param attempts made so far, from 1
 * @param random a number from 0 to 1
 * @returns ms to wait: between half and the whole of 5 s, 10 s, 20 s, … 2 h
 */
export function retryDelayInMs(attempts: number, random: number): number {
  const whole = Math.min(LONGEST_DELAY_IN_MS, FIRST_DELAY_IN_MS * 2 ** (attempts - 1));
  return Math.ceil(whole * (0.5 + random / 2));
}
