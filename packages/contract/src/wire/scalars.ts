import { z } from 'zod';
import type { ErrorName } from '../errors.ts';
import { base64OfBytes, bytesOfBase64, bytesOfHex, hexOfBytes, utf8LengthInBytes } from './bytes.ts';

/**
 * Field types of the REST wire: KMS writes numbers, booleans and times as text. What requests carry is read in every form
 * that clients really send ("loose"); what answers carry has exactly the JSON type that strict clients (the Go SDK) demand.
 */

/** Names the error of one rule of a field where it differs from the field's own; see `refusalOf`. */
export function ruleError(error: ErrorName, message: string) {
  return { message, params: { error } };
}

export interface IntegerRange {
  readonly min: number;
  readonly max: number;
  /** The value must be a multiple of `of`; a breach has an error of its own. */
  readonly multiple?: { readonly of: number; readonly error: ErrorName };
}

/** Whole number of a request, as text or JSON number. */
export function looseInteger({ min, max, multiple }: IntegerRange) {
  const message = `must be a whole number from ${min} to ${max}`;
  const range = z.int().min(min, message).max(max, message);
  return z.codec(
    z
      .union([z.string().regex(/^-?\d{1,15}$/, message), z.int()], { error: message })
      .meta({ description: message }),
    multiple === undefined
      ? range
      : range.refine(
          (value) => value % multiple.of === 0,
          ruleError(multiple.error, `must be a multiple of ${multiple.of}`),
        ),
    { decode: (wire) => Number(wire), encode: (value) => value },
  );
}

/** Boolean of a request, as JSON boolean or text. */
export const looseBoolean = z.codec(
  z.union([z.boolean(), z.enum(['true', 'false'])], { error: 'must be true or false' }),
  z.boolean(),
  { decode: (wire) => wire === true || wire === 'true', encode: (value) => value },
);

/** Whole number of an answer that travels as decimal text. */
export const integerText = z.codec(z.string().regex(/^-?\d{1,15}$/), z.int(), {
  decode: (wire) => Number(wire),
  encode: (value) => String(value),
});

/** Boolean of an answer that travels as the text `"true"` or `"false"`. */
export const booleanText = z.codec(z.enum(['true', 'false']), z.boolean(), {
  decode: (wire) => wire === 'true',
  encode: (value) => (value ? ('true' as const) : ('false' as const)),
});

/** Boolean of an answer that travels as the text `"1"` or `"0"`. */
export const flagText = z.codec(z.enum(['0', '1']), z.boolean(), {
  decode: (wire) => wire === '1',
  encode: (value) => (value ? ('1' as const) : ('0' as const)),
});

/** Time as milliseconds since 1970 UTC; travels as decimal text, `""` when there is none. */
export const epochMillisText = z.codec(z.string().regex(/^\d{0,15}$/), z.int().nullable(), {
  decode: (wire) => (wire === '' ? null : Number(wire)),
  encode: (value) => (value === null ? '' : String(value)),
});

/** Time as milliseconds since 1970 UTC as a JSON number; null when there is none. */
export const epochMillis = z.int().nullable();

/** Time as milliseconds since 1970 UTC; travels as ISO 8601 with microseconds and Z, as IAM writes it. */
export const isoMicrosText = z.codec(z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/), z.int(), {
  decode: (wire) => Date.parse(`${wire.slice(0, 23)}Z`),
  encode: (value) => `${new Date(value).toISOString().slice(0, -1)}000Z`,
});

/** Time as milliseconds since 1970 UTC; travels as ISO 8601 with Z. */
export const isoText = z.codec(z.iso.datetime({ precision: 3 }), z.int(), {
  decode: (wire) => Date.parse(wire),
  encode: (value) => new Date(value).toISOString(),
});

export interface ByteRange {
  readonly minBytes: number;
  readonly maxBytes: number;
}

/** Standard Base64 with padding on the wire, bytes in the domain. Non-canonical text is refused. */
export function base64Bytes(range: ByteRange) {
  return bytesAsText(range, {
    name: 'Base64',
    jsonSchema: { contentEncoding: 'base64' },
    maxCharacters: Math.ceil(range.maxBytes / 3) * 4,
    read: bytesOfBase64,
    write: base64OfBytes,
  });
}

/** Hexadecimal text of either case on the wire, bytes in the domain; leaves in lower case. */
export function hexBytes(range: ByteRange) {
  return bytesAsText(range, {
    name: 'hexadecimal text',
    jsonSchema: { pattern: '^(?:[0-9a-fA-F]{2})*$' },
    maxCharacters: range.maxBytes * 2,
    read: bytesOfHex,
    write: hexOfBytes,
  });
}

interface TextForm {
  readonly name: string;
  /** What the OpenAPI document says of the text beyond its length. */
  readonly jsonSchema: Readonly<Record<string, string>>;
  readonly maxCharacters: number;
  readonly read: (text: string) => Uint8Array | null;
  readonly write: (bytes: Uint8Array) => string;
}

function bytesAsText(range: ByteRange, form: TextForm) {
  const { minBytes, maxBytes } = range;
  const message = `must be ${form.name} of ${minBytes} to ${maxBytes} bytes`;
  const bytes = z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array && value.length >= minBytes && value.length <= maxBytes,
    message,
  );
  return z.codec(z.string().max(form.maxCharacters, message).meta(form.jsonSchema), bytes, {
    decode: (wire, context) => {
      const read = form.read(wire);
      if (read !== null) return read;
      context.issues.push({ code: 'custom', message, input: wire });
      return z.NEVER;
    },
    encode: form.write,
  });
}

/**
 * Text that will be encoded as UTF-8. Lone surrogates are refused: they would be replaced on encoding, and what is decrypted later
 * would not be what was given.
 */
export function utf8Text({ minBytes, maxBytes }: ByteRange) {
  const message = `must be ${minBytes} to ${maxBytes} bytes of UTF-8`;
  return z
    .string()
    .refine(
      (text) =>
        text.length >= minBytes && (text.length * 3 <= maxBytes || utf8LengthInBytes(text) <= maxBytes),
      message,
    )
    .refine((text) => text.isWellFormed(), 'must be text without lone surrogates')
    .meta({ description: message, maxLength: maxBytes });
}
