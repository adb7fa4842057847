import { base64OfBytes, bytesOfBase64, MAX_IMPORT_TOKEN_IN_BYTES } from '@dewpoint/contract';
import { download } from '../../../shared/components/download.ts';
import type { ImportParameters } from './import-wizard.ts';

/** Files of an import, named as in the documents [G 2.1.3.2]. */
export const wrappingKeyFile = (keyId: string) => `wrappingKey_${keyId}`;
export const tokenFile = (keyId: string) => `importToken_${keyId}`;
export const readmeFile = (keyId: string) => `README_${keyId}.txt`;

const BINARY = 'application/octet-stream';

/** The wrapping key, DER. */
export function downloadWrappingKey(keyId: string, { publicKey }: ImportParameters): void {
  download(wrappingKeyFile(keyId), Uint8Array.from(publicKey), BINARY);
}

/** The token as its Base64, as the API answers it. */
export function downloadToken(keyId: string, { importToken }: ImportParameters): void {
  download(tokenFile(keyId), importToken, BINARY);
}

export function downloadReadme(keyId: string, text: string): void {
  download(readmeFile(keyId), text, 'text/plain');
}

/** A token read from a file: Base64 with or without line breaks, or the bytes themselves. Null when it can be none. */
export function tokenOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return null;
  const text = new TextDecoder('latin1').decode(bytes).replaceAll(/\s/g, '');
  const read = bytesOfBase64(text);
  if (read !== null) return read.length <= MAX_IMPORT_TOKEN_IN_BYTES ? text : null;
  return bytes.length <= MAX_IMPORT_TOKEN_IN_BYTES ? base64OfBytes(bytes) : null;
}
