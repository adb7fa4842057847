/**
 * Base64 (RFC 4648 section 4), hexadecimal and UTF-8 lengths, in Node and in browsers. Node's Buffer is ten times quicker than the
 * web's own functions and is used where it exists; nothing here names its type, so browser code compiles without Node's.
 */
interface NodeBuffer {
  from(text: string, encoding: 'base64' | 'hex'): Uint8Array;
  from(
    bytes: ArrayBufferLike,
    offset: number,
    length: number,
  ): { toString(encoding: 'base64' | 'hex'): string };
  byteLength(text: string): number;
}

const nodeBuffer = (globalThis as { readonly Buffer?: NodeBuffer }).Buffer;
const CHUNK_IN_BYTES = 8192;

/** Text whose bits are all meant: padded, and the unused bits of the last character zero. Its length must be a multiple of 4 too. */
export const BASE64_PATTERN = /^[A-Za-z0-9+/]*(?:[AQgw]==|[AEIMQUYcgkosw048]=)?$/;
export const HEX_PATTERN = /^[0-9a-fA-F]*$/;

/** Bytes of text that `BASE64_PATTERN` and the length rule let pass. */
export function bytesOfBase64(text: string): Uint8Array {
  if (nodeBuffer) return nodeBuffer.from(text, 'base64');
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function base64OfBytes(bytes: Uint8Array): string {
  if (nodeBuffer) return nodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK_IN_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK_IN_BYTES));
  }
  return btoa(text);
}

/** Bytes of an even number of hexadecimal digits of either case. */
export function bytesOfHex(text: string): Uint8Array {
  if (nodeBuffer) return nodeBuffer.from(text, 'hex');
  const bytes = new Uint8Array(text.length >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

/** Lower-case hexadecimal text. */
export function hexOfBytes(bytes: Uint8Array): string {
  if (nodeBuffer) return nodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Length of a text in bytes of UTF-8; lone surrogates count 3, as they would be replaced. */
export function utf8LengthInBytes(text: string): number {
  return nodeBuffer ? nodeBuffer.byteLength(text) : new TextEncoder().encode(text).length;
}
