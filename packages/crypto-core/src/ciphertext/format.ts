import { MalformedError, PlaintextTooLongError } from '../errors.ts';

/**
 * Layout of a ciphertext of encrypt-data and of a wrapped data key, format 1. All integers are big-endian.
 *
 *   offset  bytes  field             content
 *   ------  -----  ----------------  ---------------------------------------------------------------------------
 *        0      2  magic             02 00
 *        2      1  format            01
 *        3      1  algorithm         01 AES_256, 02 SM4 (the suites are in suites.ts)
 *        4      1  purpose           01 data, 02 datakey, 03 text (data that is the Base64 of a text)
 *        5      3  reserved          zero
 *        8      4  key version       1 to 2^32 - 1
 *       12     16  key id            the UUID's bytes
 *       28     16  salt              random for each epoch of a loaded key version; HKDF salt of the subkey
 *       44     32  digest            of bytes 0-43: SHA-256 for AES_256, SM3 for SM4
 *       76      4  plaintext length  n, 0 to 65536
 *       80     12  nonce             random for each message
 *       92     32  tag               AES_256: 16 bytes GCM tag, 16 bytes key commitment; SM4: HMAC-SM3
 *      124      …  body              plaintext and zero padding up to a multiple of 16 bytes, encrypted
 *
 * The whole is 124 + ceil(n / 16) * 16 bytes. Bytes 0-91 and the caller's associated data are authenticated by the tag,
 * and so is the padding. The digest holds no secret and is no proof: it lets a damaged header be told
 * from a foreign one before any key is looked up, and does not cover what differs from message to
 * message, so that it is computed once an epoch. An empty plaintext (n = 0, 124 bytes) is a legal
 * ciphertext of the format; that encrypt-data refuses it is a rule of that operation.
 *
 * This file only reads and writes bytes. What one release wrote every later one reads: never change
 * a format that was released, add one.
 */
const magic = Buffer.from([0x02, 0x00]);
const formatVersion = 1;
const offset = {
  format: 2,
  algorithm: 3,
  purpose: 4,
  reserved: 5,
  keyVersion: 8,
  keyId: 12,
  salt: 28,
  digest: 44,
  plaintextLength: 76,
  nonce: 80,
  tag: 92,
  body: 124,
} as const;

export const saltLengthInBytes = 16;
export const nonceLengthInBytes = 12;
export const tagLengthInBytes = 32;
export const blockLengthInBytes = 16;
export const longestPlaintextInBytes = 65536;
/** Bytes 0-75: all that stays the same for one epoch and purpose, the digest included. */
export const prefixLengthInBytes = offset.plaintextLength;
/** Bytes 0-91: what the tag authenticates. */
export const authenticatedHeaderLengthInBytes = offset.tag;

/** What was encrypted: one purpose never decrypts as another. `text` is made by the console's tool (TOOL-03). */
export type CiphertextPurpose = 'data' | 'datakey' | 'text';
export type CiphertextAlgorithm = 'AES_256' | 'SM4';

const purposeBytes: Readonly<Record<CiphertextPurpose, number>> = { data: 1, datakey: 2, text: 3 };
const algorithmBytes: Readonly<Record<CiphertextAlgorithm, number>> = { AES_256: 1, SM4: 2 };

/** What says how and with which key version something was encrypted. */
export interface CiphertextIdentity {
  readonly purpose: CiphertextPurpose;
  readonly algorithm: CiphertextAlgorithm;
  /** Lower-case UUID. */
  readonly keyId: string;
  readonly keyVersion: number;
  /** 16 bytes. */
  readonly salt: Uint8Array;
}

export interface CiphertextLayout extends CiphertextIdentity {
  readonly formatVersion: number;
  readonly plaintextLength: number;
  /** Bytes 0-43, which `digest` is of. */
  readonly identity: Buffer;
  readonly digest: Buffer;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly body: Buffer;
}

/** A message as it lies in a ciphertext, without a look at who encrypted it. Views, no copies. */
export interface CiphertextMessage {
  readonly plaintextLength: number;
  readonly authenticatedHeader: Buffer;
  readonly nonce: Buffer;
  readonly tag: Buffer;
  readonly body: Buffer;
}

/**
 * Length in bytes of the ciphertext of `plaintextLength` bytes.
 * @throws PlaintextTooLongError over 65536 bytes; TypeError for what is no length
 */
export function ciphertextLength(plaintextLength: number): number {
  if (!Number.isSafeInteger(plaintextLength) || plaintextLength < 0) {
    throw new TypeError(`plaintext length: want a whole number of bytes, got ${plaintextLength}`);
  }
  if (plaintextLength > longestPlaintextInBytes) {
    throw new PlaintextTooLongError(longestPlaintextInBytes, plaintextLength);
  }
  return offset.body + paddedLength(plaintextLength);
}

/** The length rounded up to whole blocks. */
export function paddedLength(plaintextLength: number): number {
  return Math.ceil(plaintextLength / blockLengthInBytes) * blockLengthInBytes;
}

/**
 * Bytes 0-43.
 * @throws TypeError for a key id that is no lower-case UUID or a key version outside 1 to 2^32 - 1
 */
export function encodeIdentity(identity: CiphertextIdentity): Buffer {
  const { salt } = identity;
  if (salt.length !== saltLengthInBytes) {
    throw new TypeError(`salt: want ${saltLengthInBytes} bytes, got ${salt.length}`);
  }
  const bytes = Buffer.alloc(offset.digest);
  bytes.set(magic, 0);
  bytes[offset.format] = formatVersion;
  bytes[offset.algorithm] = algorithmBytes[identity.algorithm];
  bytes[offset.purpose] = purposeBytes[identity.purpose];
  bytes.set(encodeKeyVersion(identity.keyVersion), offset.keyVersion);
  bytes.set(encodeKeyId(identity.keyId), offset.keyId);
  bytes.set(salt, offset.salt);
  return bytes;
}

/** 4 bytes. @throws TypeError outside 1 to 2^32 - 1 */
export function encodeKeyVersion(keyVersion: number): Buffer {
  if (!Number.isInteger(keyVersion) || keyVersion < 1 || keyVersion > 0xffffffff) {
    throw new TypeError(`key version: want 1 to 4294967295, got ${keyVersion}`);
  }
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(keyVersion);
  return bytes;
}

/** The 16 bytes of a lower-case UUID. @throws TypeError */
export function encodeKeyId(keyId: string): Buffer {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(keyId)) {
    throw new TypeError('key id: want a lower-case UUID of 36 characters');
  }
  return Buffer.from(keyId.replaceAll('-', ''), 'hex');
}

/**
 * Bytes 0-91. `writeNonce` puts 12 bytes at the place it is given.
 * @param prefix bytes 0-75
 */
export function encodeAuthenticatedHeader(
  prefix: Uint8Array,
  plaintextLength: number,
  writeNonce: (target: Buffer, at: number) => void,
): Buffer {
  // Every byte is written below.
  const header = Buffer.allocUnsafe(authenticatedHeaderLengthInBytes);
  header.set(prefix, 0);
  header.writeUInt32BE(plaintextLength, offset.plaintextLength);
  writeNonce(header, offset.nonce);
  return header;
}

/** The nonce within bytes 0-91. */
export function headerNonce(authenticatedHeader: Buffer): Buffer {
  return authenticatedHeader.subarray(offset.nonce, offset.tag);
}

/** The salt of bytes that are at least a header long. */
export function headerSalt(ciphertext: Buffer): Buffer {
  return ciphertext.subarray(offset.salt, offset.digest);
}

/**
 * Splits off the parts that differ from message to message and checks their lengths.
 * @throws MalformedError
 */
export function parseMessage(bytes: Uint8Array): CiphertextMessage {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.length < offset.body) {
    throw new MalformedError('ciphertext', `want at least ${offset.body} bytes, got ${view.length}`);
  }
  const plaintextLength = view.readUInt32BE(offset.plaintextLength);
  if (plaintextLength > longestPlaintextInBytes) {
    throw new MalformedError(
      'plaintext length',
      `want at most ${longestPlaintextInBytes}, got ${plaintextLength}`,
    );
  }
  const want = ciphertextLength(plaintextLength);
  if (view.length !== want) {
    throw new MalformedError('ciphertext', `want ${want} bytes by its header, got ${view.length}`);
  }
  return {
    plaintextLength,
    authenticatedHeader: view.subarray(0, offset.tag),
    nonce: view.subarray(offset.nonce, offset.tag),
    tag: view.subarray(offset.tag, offset.body),
    body: view.subarray(offset.body),
  };
}

/**
 * Reads every field. The digest is not checked here.
 * @throws MalformedError
 */
export function parseLayout(bytes: Uint8Array): CiphertextLayout {
  const { plaintextLength, authenticatedHeader: header, nonce, tag, body } = parseMessage(bytes);
  if (!header.subarray(0, offset.format).equals(magic)) throw new MalformedError('magic', 'want 0200');
  const format = header.readUInt8(offset.format);
  if (format !== formatVersion) throw new MalformedError('format', `want ${formatVersion}, got ${format}`);
  if (header.readUIntBE(offset.reserved, 3) !== 0) throw new MalformedError('reserved', 'want zeros');
  const keyVersion = header.readUInt32BE(offset.keyVersion);
  if (keyVersion === 0) throw new MalformedError('key version', 'want at least 1, got 0');
  return {
    formatVersion: format,
    algorithm: nameOf('algorithm', algorithmBytes, header.readUInt8(offset.algorithm)),
    purpose: nameOf('purpose', purposeBytes, header.readUInt8(offset.purpose)),
    keyVersion,
    keyId: decodeKeyId(header.subarray(offset.keyId, offset.salt)),
    salt: headerSalt(header),
    identity: header.subarray(0, offset.digest),
    digest: header.subarray(offset.digest, offset.plaintextLength),
    plaintextLength,
    nonce,
    tag,
    body,
  };
}

function nameOf<Name extends string>(
  field: string,
  table: Readonly<Record<Name, number>>,
  byte: number,
): Name {
  for (const name in table) if (table[name] === byte) return name;
  throw new MalformedError(field, `${byte} is unknown`);
}

function decodeKeyId(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
