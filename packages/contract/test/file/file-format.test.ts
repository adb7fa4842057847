import { createDecipheriv, hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  DamagedFileError,
  decodeFileHeader,
  decryptingStream,
  encodeFileHeader,
  encryptingStream,
  type FileHeader,
  ForeignFileError,
  MAX_FILE_HEADER_IN_BYTES,
} from '../../src/file/index.ts';

const CHUNK = 16;
const TAG = 16;
const dataKey = Uint8Array.from({ length: 32 }, (_, index) => index);
const header: FileHeader = {
  projectId: '0123456789abcdef0123456789abcdef',
  keyId: '0d0466b0-e727-4d9c-b35d-f84bb474a37f',
  wrappedDataKey: Uint8Array.from({ length: 20 }, (_, index) => 200 + index),
  chunkSizeInBytes: CHUNK,
  noncePrefix: Uint8Array.of(1, 2, 3, 4, 5, 6, 7),
};
const HEAD = encodeFileHeader(header).length;

const plaintextOf = (length: number) => Uint8Array.from({ length }, (_, index) => index % 251);

/** Runs bytes through a stream, handed over in parts of a length that fits no chunk. */
async function through(
  stream: TransformStream<Uint8Array, Uint8Array>,
  bytes: Uint8Array,
  part = 5,
): Promise<Buffer> {
  const parts = Array.from({ length: Math.ceil(bytes.length / part) }, (_, index) =>
    bytes.slice(index * part, (index + 1) * part),
  );
  const out: Uint8Array[] = [];
  for await (const piece of ReadableStream.from(parts).pipeThrough(stream)) out.push(piece);
  return Buffer.concat(out);
}

const encrypt = async (plaintext: Uint8Array) => through(await encryptingStream(header, dataKey), plaintext);

async function decrypt(file: Uint8Array, key = dataKey): Promise<Buffer> {
  const { header: read, lengthInBytes } = decodeFileHeader(file.subarray(0, MAX_FILE_HEADER_IN_BYTES));
  return through(await decryptingStream(read, key), file.subarray(lengthInBytes));
}

/** A reader written from docs/file-format.md alone, with Node's own GCM. */
function decryptByTheBook(file: Buffer, key: Uint8Array): Buffer {
  const headerLength = 91 + file.readUInt16BE(89);
  const chunkSize = file.readUInt32BE(10);
  const head = file.subarray(0, headerLength);
  const out: Buffer[] = [];
  for (let from = headerLength, counter = 0; from < file.length; counter++) {
    const sealed = file.subarray(from, from + chunkSize + TAG);
    from += sealed.length;
    const nonce = Buffer.alloc(12);
    file.copy(nonce, 0, 14, 21);
    nonce.writeUInt32BE(counter, 7);
    nonce[11] = from === file.length ? 1 : 0;
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAAD(head);
    decipher.setAuthTag(sealed.subarray(-TAG));
    out.push(decipher.update(sealed.subarray(0, -TAG)), decipher.final());
  }
  return Buffer.concat(out);
}

describe('TOOL-07 the format of encrypted files', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 3])(
    'carries %i bytes',
    async (length) => {
      const plaintext = plaintextOf(length);
      const file = await encrypt(plaintext);
      const chunks = Math.max(1, Math.ceil(length / CHUNK));
      expect(file.length).toBe(HEAD + length + chunks * TAG);
      expect(await decrypt(file)).toEqual(Buffer.from(plaintext));
      expect(decryptByTheBook(file, dataKey)).toEqual(Buffer.from(plaintext));
    },
  );

  it('reads back what the header says', async () => {
    expect(decodeFileHeader(await encrypt(plaintextOf(3)))).toEqual({ header, lengthInBytes: HEAD });
  });

  it('is what the first release wrote', async () => {
    const file = await encrypt(plaintextOf(40));
    expect(file.subarray(0, 21).toString('hex')).toBe('444557504f494e54010100000010' + '01020304050607');
    expect(hash('sha256', file)).toBe(FIRST_RELEASE_SHA256);
  });
});

/** Of the file above. It may never change: files of every release must be readable. */
const FIRST_RELEASE_SHA256 = '193969247c23540a0099e30064f333c2c8cd5dc786b73a9ada32d41f0e6a3377';

describe('TOOL-07 a file that was changed gives an error and never counts as decrypted', () => {
  const plaintext = plaintextOf(3 * CHUNK);
  const SEALED = CHUNK + TAG;

  it('whatever byte it is', async () => {
    const file = await encrypt(plaintext);
    for (let place = 0; place < file.length; place++) {
      const changed = Buffer.from(file);
      changed[place] = (changed[place] ?? 0) ^ 1;
      await expect(decrypt(changed), `byte ${place}`).rejects.toThrow(/not one that|newer|damaged/);
    }
  });

  it('wherever it was cut off', async () => {
    const file = await encrypt(plaintext);
    for (let length = 0; length < file.length; length++) {
      const error = length < 8 ? ForeignFileError : DamagedFileError;
      await expect(decrypt(file.subarray(0, length)), `${length} bytes`).rejects.toThrow(error);
    }
  });

  const chunk = (file: Buffer, index: number) =>
    file.subarray(HEAD + index * SEALED, HEAD + (index + 1) * SEALED);
  it.each<[string, (file: Buffer) => readonly Buffer[]]>([
    ['chunks changed places', (file) => [chunk(file, 1), chunk(file, 0), chunk(file, 2)]],
    ['a chunk is repeated', (file) => [chunk(file, 0), chunk(file, 0), chunk(file, 1), chunk(file, 2)]],
    [
      'the last chunk is repeated',
      (file) => [chunk(file, 0), chunk(file, 1), chunk(file, 2), chunk(file, 2)],
    ],
    ['the first chunk is missing', (file) => [chunk(file, 1), chunk(file, 2)]],
    ['a chunk in the middle is missing', (file) => [chunk(file, 0), chunk(file, 2)]],
    ['something follows', (file) => [chunk(file, 0), chunk(file, 1), chunk(file, 2), Buffer.alloc(1)]],
    ['an empty chunk follows', (file) => [chunk(file, 0), chunk(file, 1), chunk(file, 2), Buffer.alloc(TAG)]],
  ])('%s', async (_name, change) => {
    const file = await encrypt(plaintext);
    await expect(decrypt(Buffer.concat([file.subarray(0, HEAD), ...change(file)]))).rejects.toThrow(
      DamagedFileError,
    );
  });

  it('chunks of another file under the same data key', async () => {
    const other = await through(
      await encryptingStream({ ...header, noncePrefix: new Uint8Array(7) }, dataKey),
      plaintext,
    );
    const file = await encrypt(plaintext);
    const mixed = Buffer.concat([file.subarray(0, HEAD + SEALED), other.subarray(HEAD + SEALED)]);
    await expect(decrypt(mixed)).rejects.toThrow(DamagedFileError);
  });

  it('another data key', async () => {
    await expect(decrypt(await encrypt(plaintext), new Uint8Array(32))).rejects.toThrow(DamagedFileError);
  });

  it('a header that could not be read is not written', () => {
    const valid = () => expect(() => encodeFileHeader(header)).not.toThrow();
    valid();
    expect(() => encodeFileHeader({ ...header, keyId: 'orders' })).toThrow(TypeError);
    expect(() => encodeFileHeader({ ...header, projectId: '' })).toThrow(TypeError);
    expect(() => encodeFileHeader({ ...header, chunkSizeInBytes: 0 })).toThrow(TypeError);
    expect(() => encodeFileHeader({ ...header, wrappedDataKey: new Uint8Array() })).toThrow(TypeError);
    expect(() => encodeFileHeader({ ...header, noncePrefix: new Uint8Array(8) })).toThrow(TypeError);
  });

  it('a data key of another length is a bug of the caller', async () => {
    await expect(encryptingStream(header, new Uint8Array(16))).rejects.toThrow(TypeError);
  });
});
