export {
  DamagedFileError,
  decodeFileHeader,
  ENCRYPTED_FILE_EXTENSION,
  encodeFileHeader,
  FILE_CHUNK_IN_BYTES,
  FILE_DATA_KEY_CONTEXT,
  FILE_DATA_KEY_IN_BYTES,
  type FileHeader,
  ForeignFileError,
  MAX_FILE_HEADER_IN_BYTES,
  NONCE_PREFIX_IN_BYTES,
} from './header.ts';
export { decryptingStream, encryptingStream } from './streams.ts';
