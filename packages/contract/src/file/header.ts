/**
 * The head of an encrypted file (TOOL-07). docs/file-format.md describes the format for whoever reads it without this code; this folder is
 * its one definition in code, for the console and the command line. Browsers and Node alike: nothing but WebCrypto and web streams.
 */

/** What an encrypted file says of itself in clear. All of it is authenticated with every chunk. */
export interface FileHeader {
  /** Project and key whose `decrypt-datakey` opens the data key. */
  readonly projectId: string;
  readonly keyId: string;
  /** The data key as `create-datakey` answered it. */
  readonly wrappedDataKey: Uint8Array;
  /** Bytes of plaintext in every chunk but the last. */
  readonly chunkSizeInBytes: number;
  /** First bytes of every nonce. */
  readonly noncePrefix: Uint8Array;
}

/** The file is none of this format, or of a version that this code does not know. */
export class ForeignFileError extends Error {
  constructor(message = 'The file is not one that Dewpoint encrypted.') {
    super(message);
    this.name = 'ForeignFileError';
  }
}

/** Something was changed, cut off, added or moved. Which, is not said: nothing of the file may be used. */
export class DamagedFileError extends Error {
  constructor() {
    super(
      'The file is damaged: something in it was changed, cut off, added or moved. Nothing of it can be used.',
    );
    this.name = 'DamagedFileError';
  }
}

/** Ends the name of an encrypted file. */
export const ENCRYPTED_FILE_EXTENSION = '.dewp';
/** Length of the data key of a file: AES-256. */
export const FILE_DATA_KEY_IN_BYTES = 32;
/** `additional_authenticated_data` of the data key, so that it opens for this purpose only. */
export const FILE_DATA_KEY_CONTEXT = 'dewpoint-file/1';
/** What is written; every size from 1 byte to the largest is read. */
export const FILE_CHUNK_IN_BYTES = 1024 * 1024;
const MAX_CHUNK_IN_BYTES = 16 * 1024 * 1024;

export const NONCE_PREFIX_IN_BYTES = 7;
const MAGIC = 'DEWPOINT';
const VERSION = 1;
/** AES-256-GCM in chunks. */
const SUITE = 1;
const PROJECT_ID = /^[0-9a-f]{32}$/;
const KEY_ID = /^[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}$/;
const MAX_WRAPPED_KEY_IN_BYTES = 2048;

/** Offsets of the fields, as in docs/file-format.md. */
const at = {
  version: 8,
  suite: 9,
  chunkSize: 10,
  noncePrefix: 14,
  projectId: 21,
  keyId: 53,
  keyLength: 89,
} as const;
const FIXED_IN_BYTES = 91;
/** A header is never longer; reading this much of a file is enough for it. */
export const MAX_FILE_HEADER_IN_BYTES = FIXED_IN_BYTES + MAX_WRAPPED_KEY_IN_BYTES;

/** @throws TypeError for a header that could not be read again */
export function encodeFileHeader(header: FileHeader): Uint8Array<ArrayBuffer> {
  const { projectId, keyId, wrappedDataKey, chunkSizeInBytes, noncePrefix } = header;
  if (!isValid(header)) throw new TypeError('the header of the file is not valid');
  const bytes = new Uint8Array(FIXED_IN_BYTES + wrappedDataKey.length);
  const view = new DataView(bytes.buffer);
  bytes.set(ascii(MAGIC), 0);
  bytes[at.version] = VERSION;
  bytes[at.suite] = SUITE;
  view.setUint32(at.chunkSize, chunkSizeInBytes);
  bytes.set(noncePrefix, at.noncePrefix);
  bytes.set(ascii(projectId), at.projectId);
  bytes.set(ascii(keyId), at.keyId);
  view.setUint16(at.keyLength, wrappedDataKey.length);
  bytes.set(wrappedDataKey, FIXED_IN_BYTES);
  return bytes;
}

/**
 * @param start the first MAX_FILE_HEADER_IN_BYTES bytes of the file, or all of it where it is shorter
 * @returns the header, and where the chunks begin
 * @throws ForeignFileError, DamagedFileError when the file ends inside of its header
 */
export function decodeFileHeader(start: Uint8Array): {
  readonly header: FileHeader;
  readonly lengthInBytes: number;
} {
  if (start.length < MAGIC.length || textOf(start, 0, MAGIC.length) !== MAGIC) throw new ForeignFileError();
  if (start.length < FIXED_IN_BYTES) throw new DamagedFileError();
  if (start[at.version] !== VERSION || start[at.suite] !== SUITE) {
    throw new ForeignFileError('The file was encrypted by a newer Dewpoint. Decrypt it with that version.');
  }
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  const lengthInBytes = FIXED_IN_BYTES + view.getUint16(at.keyLength);
  const header = {
    projectId: textOf(start, at.projectId, at.keyId),
    keyId: textOf(start, at.keyId, at.keyLength),
    wrappedDataKey: Uint8Array.from(start.subarray(FIXED_IN_BYTES, lengthInBytes)),
    chunkSizeInBytes: view.getUint32(at.chunkSize),
    noncePrefix: Uint8Array.from(start.subarray(at.noncePrefix, at.projectId)),
  };
  if (start.length < lengthInBytes || !isValid(header)) throw new DamagedFileError();
  return { header, lengthInBytes };
}

function isValid({ projectId, keyId, wrappedDataKey, chunkSizeInBytes, noncePrefix }: FileHeader): boolean {
  return (
    PROJECT_ID.test(projectId) &&
    KEY_ID.test(keyId) &&
    wrappedDataKey.length > 0 &&
    wrappedDataKey.length <= MAX_WRAPPED_KEY_IN_BYTES &&
    Number.isInteger(chunkSizeInBytes) &&
    chunkSizeInBytes > 0 &&
    chunkSizeInBytes <= MAX_CHUNK_IN_BYTES &&
    noncePrefix.length === NONCE_PREFIX_IN_BYTES
  );
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
