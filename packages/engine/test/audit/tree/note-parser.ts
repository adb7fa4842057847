import { createHash, createPublicKey, verify } from 'node:crypto';

/** Signed notes and checkpoints read from their specifications (C2SP signed-note, tlog-checkpoint); no code of the product. */

export interface ParsedNote {
  /** With its last line feed. */
  readonly text: string;
  readonly signatures: readonly {
    readonly name: string;
    readonly keyId: string;
    readonly signature: Buffer;
  }[];
}

export function parseNote(note: string): ParsedNote {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw new Error('no signed note');
  for (const character of note) {
    if (character < ' ' && character !== '\n') throw new Error('control characters');
  }
  const text = note.slice(0, split + 1);
  const signatures = note
    .slice(split + 2, -1)
    .split('\n')
    .map((line) => {
      const match = /^\u2014 ([^ +]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
      if (!match?.[1] || !match[2]) throw new Error(`no signature line: ${line}`);
      const bytes = Buffer.from(match[2], 'base64');
      return { name: match[1], keyId: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
    });
  return { text, signatures };
}

export interface VerifierKey {
  readonly name: string;
  readonly keyId: string;
  readonly publicKey: Buffer;
}

export function parseVerifierKey(text: string): VerifierKey {
  const match = /^([^ +]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text);
  if (!match?.[1] || !match[2] || !match[3]) throw new Error('no verifier key');
  const bytes = Buffer.from(match[3], 'base64');
  if (bytes[0] !== 1 || bytes.length !== 33) throw new Error('no Ed25519 key');
  const id = createHash('sha256')
    .update(`${match[1]}\n`)
    .update(bytes)
    .digest()
    .subarray(0, 4)
    .toString('hex');
  if (id !== match[2]) throw new Error('the key ID does not belong to the key');
  return { name: match[1], keyId: match[2], publicKey: bytes.subarray(1) };
}

/** Text of the note when a key signed it; throws otherwise. */
export function openNote(note: string, keys: readonly string[]): string {
  const { text, signatures } = parseNote(note);
  for (const key of keys.map(parseVerifierKey)) {
    const own = signatures.find(({ name, keyId }) => name === key.name && keyId === key.keyId);
    if (!own) continue;
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.publicKey]);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    if (!verify(null, Buffer.from(text), publicKey, own.signature)) throw new Error('bad signature');
    return text;
  }
  throw new Error('no known key signed the note');
}

export function parseCheckpoint(note: string, keys: readonly string[]) {
  const lines = openNote(note, keys).split('\n');
  const [origin, size, root, end] = lines;
  if (lines.length !== 4 || end !== '' || !origin || !size || !root) throw new Error('no checkpoint');
  if (!/^(0|[1-9][0-9]*)$/.test(size)) throw new Error('the size is not canonical');
  const hash = Buffer.from(root, 'base64');
  if (hash.length !== 32 || hash.toString('base64') !== root) throw new Error('the root is not canonical');
  return { origin, size: Number(size), root: hash };
}
