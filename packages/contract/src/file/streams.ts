import {
  DamagedFileError,
  encodeFileHeader,
  FILE_DATA_KEY_IN_BYTES,
  type FileHeader,
  NONCE_PREFIX_IN_BYTES,
} from './header.ts';
import { Pieces } from './pieces.ts';

/**
 * Streams that encrypt and decrypt the content of a file in authenticated chunks: the STREAM construction of Hoang, Reyhanitabar,
 * Rogaway and Vizár ("Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015) with AES-256-GCM. The nonce of a
 * chunk tells its place and whether it is the last one, so chunks cannot be moved, left out, repeated, added or cut off unseen.
 */

const NONCE_IN_BYTES = 12;
const TAG_IN_BYTES = 16;
/** The counter of a nonce has 32 bits. */
const MAX_CHUNKS = 2 ** 32;

/** Plaintext in, the whole encrypted file out. @param dataKey 32 bytes; may be overwritten when this has answered */
export async function encryptingStream(
  header: FileHeader,
  dataKey: Uint8Array,
): Promise<TransformStream<Uint8Array, Uint8Array>> {
  const head = encodeFileHeader(header);
  const chunks = await openChunks(header, head, dataKey);
  const pieces = new Pieces(header.chunkSizeInBytes);
  return new TransformStream({
    start: (controller) => controller.enqueue(head),
    async transform(bytes, controller) {
      for (const piece of pieces.add(bytes)) controller.enqueue(await chunks.seal(piece, false));
    },
    async flush(controller) {
      controller.enqueue(await chunks.seal(pieces.last(), true));
      pieces.wipe();
    },
  });
}

/**
 * What follows the header in, plaintext out. Plaintext that has come out counts only when the stream has ended well: whoever writes it
 * must throw it away when the stream fails.
 * @param dataKey 32 bytes; may be overwritten when this has answered
 */
export async function decryptingStream(
  header: FileHeader,
  dataKey: Uint8Array,
): Promise<TransformStream<Uint8Array, Uint8Array>> {
  const chunks = await openChunks(header, encodeFileHeader(header), dataKey);
  const pieces = new Pieces(header.chunkSizeInBytes + TAG_IN_BYTES);
  return new TransformStream({
    async transform(bytes, controller) {
      for (const piece of pieces.add(bytes)) controller.enqueue(await chunks.open(piece, false));
    },
    async flush(controller) {
      const piece = pieces.last();
      // Each content has one form: only an empty file has an empty chunk.
      if (piece.length < TAG_IN_BYTES || (piece.length === TAG_IN_BYTES && chunks.count > 0)) {
        throw new DamagedFileError();
      }
      controller.enqueue(await chunks.open(piece, true));
    },
  });
}

interface Chunks {
  /** Chunks until now. */
  readonly count: number;
  seal(plaintext: Uint8Array<ArrayBuffer>, isLast: boolean): Promise<Uint8Array<ArrayBuffer>>;
  /** @throws DamagedFileError */
  open(sealed: Uint8Array<ArrayBuffer>, isLast: boolean): Promise<Uint8Array<ArrayBuffer>>;
}

async function openChunks(
  { noncePrefix }: FileHeader,
  head: Uint8Array<ArrayBuffer>,
  dataKey: Uint8Array,
): Promise<Chunks> {
  if (dataKey.length !== FILE_DATA_KEY_IN_BYTES) throw new TypeError('the data key of a file has 32 bytes');
  const { subtle } = globalThis.crypto;
  const bytes = Uint8Array.from(dataKey);
  const key = await subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  bytes.fill(0);
  let count = 0;

  function nextParameters(isLast: boolean) {
    if (count >= MAX_CHUNKS) throw new RangeError('the file is too large for its chunks');
    const nonce = new Uint8Array(NONCE_IN_BYTES);
    nonce.set(noncePrefix);
    new DataView(nonce.buffer).setUint32(NONCE_PREFIX_IN_BYTES, count);
    nonce[NONCE_IN_BYTES - 1] = isLast ? 1 : 0;
    count += 1;
    return { name: 'AES-GCM', iv: nonce, additionalData: head, tagLength: TAG_IN_BYTES * 8 };
  }

  return {
    get count() {
      return count;
    },
    async seal(plaintext, isLast) {
      return new Uint8Array(await subtle.encrypt(nextParameters(isLast), key, plaintext));
    },
    async open(sealed, isLast) {
      const parameters = nextParameters(isLast);
      try {
        return new Uint8Array(await subtle.decrypt(parameters, key, sealed));
      } catch {
        throw new DamagedFileError();
      }
    },
  };
}
