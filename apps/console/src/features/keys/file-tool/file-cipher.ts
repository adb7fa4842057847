import { bytesOfHex, hexOfBytes } from '@dewpoint/contract';
import {
  decodeFileHeader,
  decryptingStream,
  ENCRYPTED_FILE_EXTENSION,
  encryptingStream,
  FILE_CHUNK_IN_BYTES,
  FILE_DATA_KEY_CONTEXT,
  FILE_DATA_KEY_IN_BYTES,
  type FileHeader,
  MAX_FILE_HEADER_IN_BYTES,
  NONCE_PREFIX_IN_BYTES,
} from '@dewpoint/contract/file';
import type { ProjectApi } from '../../../shared/api/project-api.ts';
import { openSink } from './file-sink.ts';

/** What a run on a file has of the page around it. */
export interface FileRun {
  readonly api: Pick<ProjectApi, 'client' | 'projectId'>;
  readonly signal: AbortSignal;
  /** Hears how many bytes of the file have been read. */
  readonly onProgress: (bytes: number) => void;
}

/** What came of it; null when the user wanted no file. */
export interface FileOutcome {
  readonly name: string;
  /** The key that the data key is under. */
  readonly keyId: string;
}

/** The file was encrypted under a key of another project. */
export class OtherProjectError extends Error {
  readonly projectId: string;

  constructor(projectId: string) {
    super(`the key is in project ${projectId}`);
    this.name = 'OtherProjectError';
    this.projectId = projectId;
  }
}

/** Encrypts a file in the page, under a data key of its own (TOOL-07). The server makes the data key and sees nothing of the file. */
export async function encryptFile(file: File, keyId: string, run: FileRun): Promise<FileOutcome | null> {
  const { client, projectId } = run.api;
  const made = await client.call(
    'kms.createDatakey',
    {
      keyId,
      datakeyLength: FILE_DATA_KEY_IN_BYTES * 8,
      additionalAuthenticatedData: FILE_DATA_KEY_CONTEXT,
    },
    { signal: run.signal },
  );
  const header: FileHeader = {
    projectId,
    keyId: made.keyId,
    wrappedDataKey: requiredHex(made.cipherText),
    chunkSizeInBytes: FILE_CHUNK_IN_BYTES,
    noncePrefix: crypto.getRandomValues(new Uint8Array(NONCE_PREFIX_IN_BYTES)),
  };
  const cipher = await withDataKey(made.plainText, (dataKey) => encryptingStream(header, dataKey));
  const name = `${file.name}${ENCRYPTED_FILE_EXTENSION}`;
  return (await pour(file, cipher, name, run)) ? { name, keyId: made.keyId } : null;
}

/**
 * Decrypts a file in the page. The key is found from the file.
 * @throws ForeignFileError, DamagedFileError, OtherProjectError
 */
export async function decryptFile(file: File, run: FileRun): Promise<FileOutcome | null> {
  const { client, projectId } = run.api;
  const start = new Uint8Array(await file.slice(0, MAX_FILE_HEADER_IN_BYTES).arrayBuffer());
  const { header, lengthInBytes } = decodeFileHeader(start);
  if (header.projectId !== projectId) throw new OtherProjectError(header.projectId);
  const { keyId } = header;
  const opened = await client.call(
    'kms.decryptDatakey',
    {
      keyId,
      cipherText: hexOfBytes(header.wrappedDataKey),
      datakeyCipherLength: FILE_DATA_KEY_IN_BYTES,
      additionalAuthenticatedData: FILE_DATA_KEY_CONTEXT,
    },
    { signal: run.signal },
  );
  const cipher = await withDataKey(opened.dataKey, (dataKey) => decryptingStream(header, dataKey));
  const name = plainName(file.name);
  return (await pour(file.slice(lengthInBytes), cipher, name, run)) ? { name, keyId } : null;
}

/** The data key lives in bytes only for as long as WebCrypto needs to take it over. */
async function withDataKey<Result>(
  hex: string,
  use: (dataKey: Uint8Array) => Promise<Result>,
): Promise<Result> {
  const dataKey = requiredHex(hex);
  try {
    return await use(dataKey);
  } finally {
    dataKey.fill(0);
  }
}

function requiredHex(text: string): Uint8Array {
  const bytes = bytesOfHex(text);
  if (bytes === null) throw new TypeError('the server answered no hexadecimal text');
  return bytes;
}

/** Pours a file through a cipher into a file of the user's choice, a chunk at a time. False when the user wanted none. */
async function pour(
  content: Blob,
  cipher: TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>,
  name: string,
  { signal, onProgress }: FileRun,
): Promise<boolean> {
  const sink = await openSink(name);
  if (sink === null) return false;
  let read = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array>({
    transform(bytes, controller) {
      read += bytes.length;
      onProgress(read);
      controller.enqueue(bytes);
    },
  });
  await content.stream().pipeThrough(counter).pipeThrough(cipher).pipeTo(sink.writable, { signal });
  return true;
}

function plainName(name: string): string {
  return name.endsWith(ENCRYPTED_FILE_EXTENSION) && name !== ENCRYPTED_FILE_EXTENSION
    ? name.slice(0, -ENCRYPTED_FILE_EXTENSION.length)
    : `${name}.decrypted`;
}
