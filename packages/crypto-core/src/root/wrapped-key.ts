/**
 * The format of a key wrapped by the root of trust, one for software and PKCS#11.
 *
 * | offset | bytes | field |
 * |---|---|---|
 * | 0 | 4 | `DWRK` |
 * | 4 | 1 | version, 1 |
 * | 5 | 1 | number of recipients, 1 to 16 |
 * | 6 | … | the recipients, one after another |
 *
 * and each recipient, which is the whole key wrapped under one root key:
 *
 * | bytes | field |
 * |---|---|
 * | 16 | id of the root key (root-key-id.ts) |
 * | 12 | nonce, random |
 * | 2 | n, length of what follows, big endian |
 * | n | AES-256-GCM ciphertext and 16-byte tag; associated data as in `associatedData` |
 *
 * Several recipients, because a non-extractable key of one token cannot be copied to another (PKCS#11 v2.40, 4.10
 * CKA_EXTRACTABLE): each token has a root key of its own and every one of them can open the blob alone.
 */
import { MalformedError } from '../errors.ts';

export const ROOT_KEY_ID_LENGTH_IN_BYTES = 16;
export const NONCE_LENGTH_IN_BYTES = 12;
export const TAG_LENGTH_IN_BYTES = 16;
/** An RSA-4096 private key in PKCS#8 takes about 2400 bytes; nothing longer than a key belongs under the root. */
const MAX_KEY_LENGTH_IN_BYTES = 8192;
const MAX_RECIPIENTS = 16;
const MAGIC = Buffer.from('DWRK', 'latin1');
const VERSION = 1;
const HEADER_LENGTH_IN_BYTES = MAGIC.length + 2;
const RECIPIENT_HEADER_LENGTH_IN_BYTES = ROOT_KEY_ID_LENGTH_IN_BYTES + NONCE_LENGTH_IN_BYTES + 2;
const DOMAIN = Buffer.from('dewpoint root wrap v1\n', 'latin1');

/** A key wrapped under one root key. */
export interface Recipient {
  /** Id of the root key, lower-case hex. */
  readonly rootKeyId: string;
  readonly nonce: Uint8Array;
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array;
}

/** Both lengths in front of `context` are fixed, so no two inputs give the same bytes. */
export function associatedData(rootKeyId: string, context: Uint8Array): Buffer {
  return Buffer.concat([DOMAIN, Buffer.from(rootKeyId, 'hex'), context]);
}

/** @throws RangeError */
export function assertWrappable(key: Uint8Array): void {
  if (key.length < 1 || key.length > MAX_KEY_LENGTH_IN_BYTES) {
    throw new RangeError(`key to wrap: want 1 to ${MAX_KEY_LENGTH_IN_BYTES} bytes, got ${key.length}`);
  }
}

/** @throws RangeError unless there are 1 to 16 recipients with different root keys */
export function encodeWrappedKey(recipients: readonly Recipient[]): Buffer {
  const ids = new Set(recipients.map((recipient) => recipient.rootKeyId));
  if (recipients.length < 1 || recipients.length > MAX_RECIPIENTS || ids.size !== recipients.length) {
    throw new RangeError(`recipients: want 1 to ${MAX_RECIPIENTS} different ones, got ${recipients.length}`);
  }
  return Buffer.concat([MAGIC, Buffer.of(VERSION, recipients.length), ...recipients.map(encodeRecipient)]);
}

function encodeRecipient(recipient: Recipient): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(recipient.sealed.length);
  return Buffer.concat([Buffer.from(recipient.rootKeyId, 'hex'), recipient.nonce, length, recipient.sealed]);
}

/** @throws MalformedError */
export function parseWrappedKey(blob: Uint8Array): Recipient[] {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  if (bytes.length < HEADER_LENGTH_IN_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new MalformedError('wrapped key', 'does not start like a key wrapped by the root of trust');
  }
  const version = bytes.readUInt8(MAGIC.length);
  if (version !== VERSION) {
    throw new MalformedError('wrapped key', `version ${version} is unknown; want ${VERSION}`);
  }
  const count = bytes.readUInt8(MAGIC.length + 1);
  if (count < 1 || count > MAX_RECIPIENTS) {
    throw new MalformedError('wrapped key', `want 1 to ${MAX_RECIPIENTS} recipients, got ${count}`);
  }
  return parseRecipients(bytes.subarray(HEADER_LENGTH_IN_BYTES), count);
}

function parseRecipients(bytes: Buffer, count: number): Recipient[] {
  const recipients = new Map<string, Recipient>();
  let rest = bytes;
  for (let index = 0; index < count; index += 1) {
    if (rest.length < RECIPIENT_HEADER_LENGTH_IN_BYTES) {
      throw new MalformedError('wrapped key', 'ends within a recipient');
    }
    const length = rest.readUInt16BE(RECIPIENT_HEADER_LENGTH_IN_BYTES - 2);
    const end = RECIPIENT_HEADER_LENGTH_IN_BYTES + length;
    if (length <= TAG_LENGTH_IN_BYTES || length > MAX_KEY_LENGTH_IN_BYTES + TAG_LENGTH_IN_BYTES) {
      throw new MalformedError('wrapped key', `a recipient cannot hold ${length} bytes`);
    }
    if (rest.length < end) {
      throw new MalformedError('wrapped key', 'ends within a recipient');
    }
    const rootKeyId = rest.toString('hex', 0, ROOT_KEY_ID_LENGTH_IN_BYTES);
    if (recipients.has(rootKeyId)) {
      throw new MalformedError('wrapped key', 'names a root key twice');
    }
    recipients.set(rootKeyId, {
      rootKeyId,
      nonce: rest.subarray(ROOT_KEY_ID_LENGTH_IN_BYTES, RECIPIENT_HEADER_LENGTH_IN_BYTES - 2),
      sealed: rest.subarray(RECIPIENT_HEADER_LENGTH_IN_BYTES, end),
    });
    rest = rest.subarray(end);
  }
  if (rest.length > 0) {
    throw new MalformedError('wrapped key', `${rest.length} bytes follow the last recipient`);
  }
  return [...recipients.values()];
}
