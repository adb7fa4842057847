import { z } from 'zod';

/**
 * Field types of the REST wire [NOTES 4]: KMS writes numbers, booleans and times as text. Each codec takes the forms that clients
 * really send (text and number) and writes the form that strict clients (the Go SDK) demand.
 */

/** Whole number that arrives as text or number and leaves as text. */
export function textInteger(options: { min: number; max: number }) {
  return z.codec(
    z.union([z.string().regex(/^-?\d{1,15}$/), z.int()]),
    z.int().min(options.min).max(options.max),
    {
      decode: (wire) => Number(wire),
      encode: (value) => String(value),
    },
  );
}

/** Whole number that arrives as text or number and leaves as a JSON number. */
export function looseInteger(options: { min: number; max: number }) {
  return z.codec(
    z.union([z.int(), z.string().regex(/^-?\d{1,15}$/)]),
    z.int().min(options.min).max(options.max),
    {
      decode: (wire) => Number(wire),
      encode: (value) => value,
    },
  );
}

/** Boolean that leaves as the text `"true"` or `"false"`. */
export const textBoolean = z.codec(z.union([z.enum(['true', 'false']), z.boolean()]), z.boolean(), {
  decode: (wire) => wire === true || wire === 'true',
  encode: (value) => (value ? ('true' as const) : ('false' as const)),
});

/** Time as milliseconds since 1970 UTC; leaves as text, `""` when there is none. */
export const epochMillisText = z.codec(z.string(), z.int().nullable(), {
  decode: (wire) => (wire === '' ? null : Number(wire)),
  encode: (value) => (value === null ? '' : String(value)),
});

/** Time as milliseconds since 1970 UTC as a JSON number; null when there is none. */
export const epochMillis = z.int().nullable();

/** Standard Base64 with padding on the wire, bytes in the domain. Non-canonical text is refused. */
export function base64Bytes(options: { minBytes: number; maxBytes: number }) {
  return z.codec(
    z.base64().max(Math.ceil(options.maxBytes / 3) * 4),
    z.custom<Uint8Array>(
      (v) => v instanceof Uint8Array && v.length >= options.minBytes && v.length <= options.maxBytes,
    ),
    { decode: (wire) => bytesOfBase64(wire), encode: (value) => base64OfBytes(value) },
  );
}

/** Hexadecimal text of either case on the wire, bytes in the domain; leaves in lower case. */
export function hexBytes(options: { minBytes: number; maxBytes: number }) {
  return z.codec(
    z.hex().max(options.maxBytes * 2),
    z.custom<Uint8Array>(
      (v) => v instanceof Uint8Array && v.length >= options.minBytes && v.length <= options.maxBytes,
    ),
    { decode: (wire) => bytesOfHex(wire), encode: (value) => hexOfBytes(value) },
  );
}

// The contract is also read by browsers, where Buffer does not exist.
function bytesOfBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

function base64OfBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function bytesOfHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

function hexOfBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
