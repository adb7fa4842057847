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

/** Root of 2^k hashes side by side. */
export function perfectRoot(hashes: readonly Uint8Array[]): Buffer {
  let row = hashes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < row.length; i += 2) above.push(nodeHash(at(row, i), at(row, i + 1)));
    row = above;
  }
  return Buffer.from(at(row, 0));
}

function at(row: readonly Uint8Array[], index: number): Uint8Array {
  const found = row[index];
  if (!found) throw new TypeError(`merkle tree: a row of ${row.length} hashes has none at ${index}`);
  return found;
}
