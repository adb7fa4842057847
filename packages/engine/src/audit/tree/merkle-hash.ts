import { createHash, hash } from 'node:crypto';

/** Hashes of the Merkle tree of RFC 6962 section 2.1, with SHA-256. */

export const HASH_LENGTH_IN_BYTES = 32;
/** `01 || left || right`, written anew for each node. */
const nodeInput = Buffer.alloc(1 + 2 * HASH_LENGTH_IN_BYTES, 1);

/** Root of the tree without leaves: the hash of nothing. */
export const EMPTY_ROOT: Buffer = hash('sha256', '', 'buffer');

/** `SHA-256(00 || leaf)`. */
export function leafHash(leaf: string | Uint8Array): Buffer {
  // One call for text: this runs for every trace, and 00 is a character of one byte in UTF-8.
  if (typeof leaf === 'string') return hash('sha256', `\0${leaf}`, 'buffer');
  return createHash('sha256').update('\0').update(leaf).digest();
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
 * Root of 2^k hashes side by side. A tile has 255 nodes, one for each trace, so they are worked out in place: a hash that comes as text
 * of one byte a character costs a third of one in a buffer of its own.
 */
export function perfectRoot(hashes: readonly Uint8Array[]): Buffer {
  if (hashes.length === 0) throw new TypeError('merkle tree: no hashes have no perfect root');
  const row = Buffer.concat(hashes);
  for (let width = hashes.length; width > 1; width /= 2) {
    if (width % 2 !== 0) throw new TypeError(`merkle tree: ${hashes.length} hashes are no power of two`);
    for (let at = 0; at < width * HASH_LENGTH_IN_BYTES; at += 2 * HASH_LENGTH_IN_BYTES) {
      row.copy(nodeInput, 1, at, at + 2 * HASH_LENGTH_IN_BYTES);
      row.write(hash('sha256', nodeInput, 'binary'), at / 2, 'binary');
    }
  }
  return Buffer.from(row.subarray(0, HASH_LENGTH_IN_BYTES));
}
