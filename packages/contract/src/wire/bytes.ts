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

/**
 * Bytes of padded standard Base64; null when the text is not canonical: a foreign character, wrong padding, or unused bits of the last
 * character that are not zero. Decoders skip foreign characters, so a short result tells of them; that is quicker than a pattern
 * over the whole text.
 */
export function bytesOfBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return null;
  if (!/^(?:[^=]{0,4}|[^=][AQgw]==|[^=]{2}[AEIMQUYcgkosw048]=)$/.test(text.slice(-4))) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = decodeBase64(text);
  return bytes !== null && bytes.length === (text.length / 4) * 3 - padding ? bytes : null;
}

function decodeBase64(text: string): Uint8Array | null {
  if (nodeBuffer) return nodeBuffer.from(text, 'base64');
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

export function base64OfBytes(bytes: Uint8Array): string {
  if (nodeBuffer) return nodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK_IN_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK_IN_BYTES));
  }
  return btoa(text);
}

/** Bytes of hexadecimal digits of either case; null when a character is foreign or the number of digits odd. */
export function bytesOfHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0) return null;
  if (nodeBuffer) {
    const bytes = nodeBuffer.from(text, 'hex');
    return bytes.length === text.length / 2 ? bytes : null;
  }
  if (!/^[0-9a-fA-F]*$/.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
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
