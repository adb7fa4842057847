import type { Finding } from './findings.ts';
import { NoteError, openNote, type VerifierKey, verifierKeyOf } from './notes.ts';
import type { StoredSigner } from './trace-reader.ts';

/**
 * The keys that are trusted: the first one (or, where keys are pinned, the first pinned one) and every later one that the key before
 * introduced.
 */
export function trustedKeys(
  origin: string,
  signers: readonly StoredSigner[],
  pinned: readonly VerifierKey[],
): { readonly keys: readonly VerifierKey[]; readonly findings: readonly Finding[] } {
  const all = signers.map((signer) => ({ ...signer, key: verifierKeyOf(origin, signer.publicKey) }));
  const own = pinned.filter((key) => key.name === origin);
  const start = own.length === 0 ? 0 : all.findIndex(({ key }) => own.some((pin) => pin.text === key.text));
  const first = all[start]?.key;
  if (!first) {
    const message =
      own.length === 0
        ? 'the store has no signing key.'
        : 'the store does not have the signing key that was given.';
    return { keys: own, findings: [{ kind: 'signer', leaf: null, traceId: null, message }] };
  }
  const keys = [first];
  for (const [i, { key, endorsement }] of all.entries()) {
    if (i <= start) continue;
    const before = keys.at(-1);
    const text = `${origin}/signer\n${i + 1}\n${key.text}\n`;
    const reason = before && introduction(endorsement, before, text);
    if (reason !== null) {
      const message = `signing key ${i + 1} (${key.text}) was not introduced by the one before: ${reason}.`;
      return { keys, findings: [{ kind: 'signer', leaf: null, traceId: null, message }] };
    }
    keys.push(key);
  }
  return { keys, findings: [] };
}

/** Null when the note introduces the key, else why it does not. */
function introduction(endorsement: string | null, before: VerifierKey, text: string): string | null {
  if (endorsement === null) return 'there is no note of it';
  try {
    return openNote(endorsement, [before]) === text ? null : 'the note is about another key';
  } catch (error) {
    if (error instanceof NoteError) return error.message;
    throw error;
  }
}
