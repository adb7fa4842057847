import { createHash, hash } from 'node:crypto';

/** Hashes of the Merkle tree of RFC 6962 section 2.1, with SHA-256. */

export const HASH_LENGTH_IN_BYTES = 32;
/** `01 || left || right`, written anew for each node. */
const nodeInput = Buffer.alloc(1 + 2 * HASH_LENGTH_IN_BYTES, 1);

/** Root of the tree without leaves: the hash of nothing. */
export const EMPTY_ROOT: Buffer = hash('sha256', '', 'buffer');

/** `SHA-256(00 || leaf)`. */
export function leafHash(leaf: string | Uint8Array): Buffer {
  if (typeof leaf === 'string') return hash('sha256', `\0${leaf}`, 'buffer');
  return createHash('sha256').update('\0').update(leaf).digest();
}

/** A hash as text, one character for each of its 32 bytes (ISO 8859-1): a third of the cost of a buffer of its own, and short-lived. */
export type HashText = string;

/** The same as `leafHash`. Runs for every trace; 00 is a character of one byte in UTF-8. */
export function leafHashText(leaf: string): HashText {
  return hash('sha256', `\0${leaf}`, 'binary');
}

/** `SHA-256(01 || left || right)`. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_LENGTH_IN_BYTES);
  return hash('sha256', nodeInput, 'buffer');
}

/** Root over perfect subtrees of falling size, from left to right: the last two are joined first. */
export function joinSubtrees(subtrees: readonly Uint8Array[]): Buffer {
  let root: Uint8Array | undefined;
  for (const subtree of subtrees.toReversed()) root = root ? nodeHash(subtree, root) : subtree;
  return root ? Buffer.from(root) : EMPTY_ROOT;
}

/**
 * Root of 2^k hashes, bytes side by side. A tile has 255 nodes, one for each trace, so they are worked out in place and come as text (see
 * `HashText`).
 */
export function perfectRoot(hashes: Uint8Array): Buffer {
  const count = hashes.length / HASH_LENGTH_IN_BYTES;
  if (count === 0) throw new TypeError('merkle tree: no hashes have no perfect root');
  const row = Buffer.from(hashes);
  for (let width = count; width > 1; width /= 2) {
    if (width % 2 !== 0) throw new TypeError(`merkle tree: ${count} hashes are no power of two`);
    for (let at = 0; at < width * HASH_LENGTH_IN_BYTES; at += 2 * HASH_LENGTH_IN_BYTES) {
      row.copy(nodeInput, 1, at, at + 2 * HASH_LENGTH_IN_BYTES);
      row.write(hash('sha256', nodeInput, 'binary'), at / 2, 'binary');
    }
  }
  return Buffer.from(row.subarray(0, HASH_LENGTH_IN_BYTES));
}
