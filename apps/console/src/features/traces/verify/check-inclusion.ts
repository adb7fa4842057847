import type { OperationWireOutput } from '@dewpoint/contract';
import { fromBase64, sameBytes } from './bytes.ts';
import { hashLeaf, isIncluded } from './merkle.ts';
import { NoteError, openCheckpoint, parseVerifierKey } from './notes.ts';

/**
 * Whether a proof shows that its very trace is in the tree that a checkpoint signs (TRC-06).
 *
 * @param shown values of the trace as the screen shows them: the leaf must hold each of them
 */
export async function checkInclusion(
  proof: OperationWireOutput<'cts.traceProof'>,
  shown: readonly string[],
): Promise<boolean> {
  const leafHash = await hashLeaf(proof.leafData);
  const size = (text: string) => new TextEncoder().encode(text).length;
  if (!shown.every((text) => proof.leafData.includes(`${size(text)}:${text},`))) return false;
  try {
    const keys = await Promise.all(proof.verifierKeys.map(parseVerifierKey));
    const checkpoint = await openCheckpoint(proof.checkpoint, keys);
    const root = fromBase64(proof.rootHash);
    if (checkpoint.size !== proof.treeSize || !sameBytes(checkpoint.root, root)) return false;
    return await isIncluded({
      leafHash,
      index: proof.leafIndex,
      size: proof.treeSize,
      path: proof.inclusionPath.map(fromBase64),
      root,
    });
  } catch (error) {
    if (error instanceof NoteError || error instanceof TypeError) return false;
    throw error;
  }
}
