import { waitAtMost } from './wait-at-most.ts';

/**
 * Starts children one after another: SoftHSM2 writes a token's file during C_Login, and who reads it in that moment
 * does not see the token (20 of 160 concurrent starts failed).
 */
let previous: Promise<unknown> = Promise.resolve();

/** Longer than a healthy start; a token that hangs must not keep the others from starting. */
const MAX_WAIT_IN_MS = 3000;

export async function startInTurn<Result>(start: () => Promise<Result>): Promise<Result> {
  const turn = previous;
  const { promise, resolve } = Promise.withResolvers<void>();
  previous = promise;
  await waitAtMost(turn, MAX_WAIT_IN_MS);
  try {
    return await start();
  } finally {
    resolve();
  }
}
