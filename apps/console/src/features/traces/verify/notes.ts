import { type Bytes, fromBase64, joined, sameBytes, toHex, utf8 } from './bytes.ts';
import { sha256 } from './merkle.ts';

/** Signed notes and checkpoints by their specifications (C2SP signed-note and tlog-checkpoint), checked with WebCrypto's Ed25519. */

export interface VerifierKey {
  /** `<name>+<key ID>+<key>` */
  readonly text: string;
  readonly name: string;
  readonly keyId: string;
  readonly publicKey: Bytes;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
}

/** Why a note is not to be trusted. */
export type NoteFault = 'damaged' | 'unknownKey' | 'badSignature' | 'otherAccount';

export class NoteError extends Error {
  readonly fault: NoteFault;

  constructor(fault: NoteFault) {
    super(fault);
    this.name = 'NoteError';
    this.fault = fault;
  }
}

const ED25519 = 1;

/** Throws `NoteError`. */
export async function parseVerifierKey(text: string): Promise<VerifierKey> {
  // Base64 may hold a plus itself.
  const [name, keyId, ...key] = text.trim().split('+');
  const bytes = bytesOf(key.join('+'));
  if (!name || !keyId || bytes.length !== 33 || bytes[0] !== ED25519) throw new NoteError('damaged');
  const hash = await sha256(utf8(`${name}\n`), bytes);
  if (toHex(hash.subarray(0, 4)) !== keyId) throw new NoteError('damaged');
  return { text: text.trim(), name, keyId, publicKey: bytes.slice(1) };
}

/** The text of a note that one of the keys signed. Throws `NoteError`. */
export async function openNote(note: string, keys: readonly VerifierKey[]): Promise<string> {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new NoteError('damaged');
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [dash, name, encoded, more] = line.split(' ');
    if (dash !== '\u2014' || !name || !encoded || more !== undefined) throw new NoteError('damaged');
    const bytes = bytesOf(encoded);
    const keyId = toHex(bytes.subarray(0, 4));
    const key = keys.find((candidate) => candidate.name === name && candidate.keyId === keyId);
    if (!key) continue;
    if (!(await isSignedBy(key, text, bytes.slice(4)))) throw new NoteError('badSignature');
    return text;
  }
  throw new NoteError('unknownKey');
}

/** Throws `NoteError`. */
export async function openCheckpoint(note: string, keys: readonly VerifierKey[]): Promise<Checkpoint> {
  const [origin, size, root, rest, ...more] = (await openNote(note, keys)).split('\n');
  if (!origin || !size || !root || rest !== '' || more.length > 0 || !/^(?:0|[1-9]\d{0,15})$/.test(size)) {
    throw new NoteError('damaged');
  }
  return { origin, size: Number(size), root: bytesOf(root) };
}

/** First line of a note, whoever signed it. */
export function originOfNote(note: string): string {
  return note.slice(0, Math.max(0, note.indexOf('\n')));
}

/**
 * Keys that are to be trusted: the first one, or the one that was trusted before, and every later one that the key before introduced.
 * `broken` is the number of the first that nobody introduced, from 1; 0 where the one that was trusted before is gone.
 */
export async function trustedKeys(
  origin: string,
  signers: readonly { readonly verifierKey: string; readonly endorsement: string | null }[],
  trusted: string | null,
): Promise<{ readonly keys: readonly VerifierKey[]; readonly broken: number | null }> {
  const all = await Promise.all(signers.map(({ verifierKey }) => parseVerifierKey(verifierKey)));
  const start = trusted === null ? 0 : all.findIndex((key) => key.text === trusted);
  const first = all[start];
  if (!first) return { keys: [], broken: 0 };
  const keys = [first];
  for (const [at, key] of all.entries()) {
    if (at <= start) continue;
    const before = keys.at(-1);
    const wanted = `${origin}/signer\n${at + 1}\n${key.text}\n`;
    const note = signers[at]?.endorsement;
    if (!before || !note || !(await introduces(note, before, wanted))) return { keys, broken: at + 1 };
    keys.push(key);
  }
  return { keys, broken: null };
}

async function introduces(note: string, before: VerifierKey, wanted: string): Promise<boolean> {
  try {
    return sameBytes(utf8(await openNote(note, [before])), utf8(wanted));
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}

async function isSignedBy(key: VerifierKey, text: string, signature: Bytes): Promise<boolean> {
  const publicKey = await crypto.subtle.importKey('raw', joined(key.publicKey), 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', publicKey, signature, utf8(text));
}

function bytesOf(text: string): Bytes {
  try {
    return fromBase64(text);
  } catch {
    throw new NoteError('damaged');
  }
}
