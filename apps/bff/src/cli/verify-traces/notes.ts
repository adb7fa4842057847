import { createHash, createPublicKey, verify } from 'node:crypto';

/** Signed notes and checkpoints, read by their specifications (C2SP signed-note and tlog-checkpoint). */

/** A public key that notes are checked with. */
export interface VerifierKey {
  /** `<name>+<key ID>+<key>` */
  readonly text: string;
  readonly name: string;
  readonly keyId: string;
  readonly publicKey: Buffer;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** A note that cannot be read or that no key signed. The message says why. */
export class NoteError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoteError';
  }
}

const SPKI_OF_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');
const ED25519 = 1;

/** Throws `NoteError`. */
export function parseVerifierKey(text: string): VerifierKey {
  const [name, keyId, key, ...rest] = text.trim().split('+');
  // Base64 may hold a plus itself.
  const bytes = Buffer.from([key, ...rest].join('+'), 'base64');
  if (!name || !keyId || bytes.length !== 33 || bytes[0] !== ED25519) {
    throw new NoteError(`${text} is no verifier key. Write <name>+<key ID>+<key> as the product shows it.`);
  }
  if (keyIdOf(name, bytes) !== keyId)
    throw new NoteError(`${text} is damaged: its key ID does not belong to its key.`);
  return { text: text.trim(), name, keyId, publicKey: bytes.subarray(1) };
}

/** The verifier key of a raw public key. */
export function verifierKeyOf(name: string, publicKey: Uint8Array): VerifierKey {
  const bytes = Buffer.concat([Buffer.of(ED25519), publicKey]);
  return parseVerifierKey(`${name}+${keyIdOf(name, bytes)}+${bytes.toString('base64')}`);
}

function keyIdOf(name: string, typedKey: Uint8Array): string {
  return createHash('sha256').update(`${name}\n`).update(typedKey).digest().subarray(0, 4).toString('hex');
}

/** The text of a note that one of the keys signed. Throws `NoteError`. */
export function openNote(note: string, keys: readonly VerifierKey[]): string {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) throw new NoteError('it is no signed note');
  const text = note.slice(0, end + 1);
  for (const line of note.slice(end + 2, -1).split('\n')) {
    const [dash, name, encoded, more] = line.split(' ');
    if (dash !== '\u2014' || !name || !encoded || more !== undefined)
      throw new NoteError('a signature line is damaged');
    const bytes = Buffer.from(encoded, 'base64');
    const keyId = bytes.subarray(0, 4).toString('hex');
    const key = keys.find((candidate) => candidate.name === name && candidate.keyId === keyId);
    if (!key) continue;
    if (!isSignedBy(key, text, bytes.subarray(4))) throw new NoteError('its signature does not fit its text');
    return text;
  }
  throw new NoteError('no known key signed it');
}

function isSignedBy(key: VerifierKey, text: string, signature: Uint8Array): boolean {
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_OF_ED25519, key.publicKey]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, Buffer.from(text), publicKey, signature);
}

/** Throws `NoteError`. */
export function openCheckpoint(note: string, keys: readonly VerifierKey[]): Checkpoint {
  const [origin, size, root, rest, ...more] = openNote(note, keys).split('\n');
  if (!origin || !size || !root || rest !== '' || more.length > 0 || !/^(0|[1-9]\d{0,15})$/.test(size)) {
    throw new NoteError('it is no checkpoint');
  }
  return { origin, size: Number(size), root: Buffer.from(root, 'base64') };
}

/** First line of a note, whoever signed it. */
export function originOfNote(note: string): string {
  return note.slice(0, note.indexOf('\n'));
}
