import { randomFillSync } from 'node:crypto';
import { nonceLengthInBytes } from './format.ts';

/**
 * Random 96-bit nonces, cut from a pool that is refilled as a whole: one nonce costs 0.03 us this way and 1.8 us from
 * randomBytes(12). Nonces are public, so used ones may stay in memory until the refill.
 */
const pool = Buffer.alloc(nonceLengthInBytes * 1024);
let position = pool.length;

/** Copies a nonce that was never handed out before to `target` at `at`. */
export function writeNonce(target: Buffer, at: number): void {
  if (position === pool.length) {
    randomFillSync(pool);
    position = 0;
  }
  pool.copy(target, at, position, position + nonceLengthInBytes);
  position += nonceLengthInBytes;
}
