import {
  bytesOfBase64,
  bytesOfHex,
  type SigningAlgorithm,
  signedDigestLengthInBytes,
} from '@dewpoint/contract';

/** How what is typed stands for bytes. */
export const messageFormats = ['text', 'base64', 'hex'] as const;
export type MessageFormat = (typeof messageFormats)[number];
export const messageTypes = ['RAW', 'DIGEST'] as const;
export type MessageType = (typeof messageTypes)[number];

/** Longest message of sign, verify, generate-mac and verify-mac (CRY-03, CRY-04). */
export const MAX_MESSAGE_IN_BYTES = 4096;

/** The bytes that a text stands for; null when it is not written in its format. Text is UTF-8; line breaks in the others do not count. */
export function bytesOfMessage(typed: string, format: MessageFormat): Uint8Array | null {
  if (format === 'text') return typed.isWellFormed() ? new TextEncoder().encode(typed) : null;
  const packed = typed.replaceAll(/\s/g, '');
  return format === 'base64' ? bytesOfBase64(packed) : bytesOfHex(packed);
}

/** What is wrong with a message; null when it can be sent. An empty one is not wrong yet. */
export function messageTrouble(
  bytes: Uint8Array | null,
  type: MessageType,
  algorithm: SigningAlgorithm | null,
): 'broken' | 'tooLong' | 'digestLength' | null {
  if (bytes === null) return 'broken';
  if (bytes.length === 0) return null;
  if (type === 'DIGEST' && algorithm !== null) {
    return bytes.length === signedDigestLengthInBytes(algorithm) ? null : 'digestLength';
  }
  return bytes.length > MAX_MESSAGE_IN_BYTES ? 'tooLong' : null;
}
