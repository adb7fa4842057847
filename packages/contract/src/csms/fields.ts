import { z } from 'zod';
import { enterpriseProjectId } from '../kms/fields.ts';
import { annotate } from '../wire/annotations.ts';
import { base64Bytes, looseInteger, utf8Text } from '../wire/scalars.ts';
import { SECRET_DEFAULT_KEY, secretStateNames, secretTypeNames } from './names.ts';

export * from './names.ts';

/** Field types of secrets [csms.json, SEC-01 … SEC-07]. */

/** SEC-01: longest value of a version in bytes; text counts as UTF-8, binary as what the Base64 holds. */
export const MAX_SECRET_VALUE_IN_BYTES = 32_768;
/** SEC-05: versions that a secret keeps. */
export const MAX_SECRET_VERSIONS = 20;
/** SEC-06: statuses of a secret, SYSCURRENT and SYSPREVIOUS included. */
export const MAX_SECRET_STATUSES = 12;
const MAX_DESCRIPTION_IN_BYTES = 2048;
/** Last millisecond of the year 9999: later times cannot be written in ISO 8601 as everybody reads it. */
const LAST_TIME_IN_MS = 253_402_300_799_999;

/** Every refused field of an operation of secrets answers with the same code, unless the field has one of its own. */
export function secretInput<Schema extends z.ZodObject>(schema: Schema): Schema {
  return annotate(schema, { error: 'secretParameterInvalid', missing: 'secretParameterInvalid' });
}

export const secretName = z
  .string()
  .regex(/^[a-zA-Z0-9_.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots or - _')
  .refine((name) => name !== '.' && name !== '..', 'must not be "." or ".."');

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const secretId = z.string().regex(uuid, 'must be a UUID of 36 characters');

/** States with their words on the wire [NOTES 8]; the documents' further ones (DISABLED, FROZEN) no secret of this product has. */
export const secretStateCodes = { enabled: 'ENABLED', pendingDeletion: 'PENDING_DELETE' } as const;
export type SecretState = keyof typeof secretStateCodes;
export const secretState = z.codec(z.enum(['ENABLED', 'PENDING_DELETE']), z.enum(secretStateNames), {
  decode: (code) => (code === 'ENABLED' ? 'enabled' : 'pendingDeletion'),
  encode: (name) => secretStateCodes[name],
});

export const secretType = z.enum(secretTypeNames);

export const secretKeyId = z
  .string()
  .refine(
    (text) => text === SECRET_DEFAULT_KEY || uuid.test(text),
    `must be the UUID of a key or ${SECRET_DEFAULT_KEY}`,
  );

/** PostgreSQL keeps no NUL in text. */
const withoutNul = (text: string) => !text.includes('\0');
export const secretDescription = utf8Text({ minBytes: 0, maxBytes: MAX_DESCRIPTION_IN_BYTES }).refine(
  withoutNul,
  'must not hold a null character',
);

export const secretEnterpriseProjectId = annotate(enterpriseProjectId, { error: 'secretParameterInvalid' });

/** The value of a version; exactly one of the two is given. */
export const secretValue = {
  secretBinary: annotate(base64Bytes({ minBytes: 1, maxBytes: MAX_SECRET_VALUE_IN_BYTES }), {
    error: 'secretParameterInvalid',
    missing: 'secretParameterInvalid',
    secret: true,
  }).optional(),
  secretString: annotate(utf8Text({ minBytes: 1, maxBytes: MAX_SECRET_VALUE_IN_BYTES }), {
    error: 'secretParameterInvalid',
    missing: 'secretParameterInvalid',
    secret: true,
  }).optional(),
};

/** For `refine` of an input that holds `secretValue`. */
export const hasOneValue = (input: {
  readonly secretBinary?: unknown;
  readonly secretString?: unknown;
}): boolean => (input.secretBinary === undefined) !== (input.secretString === undefined);
export const oneValueRule = {
  path: ['secretString'],
  message: 'must be given, or secret_binary instead, and not both',
};

export const statusName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, hyphens or underscores');

/** `v1`, `v2`, … on the wire; the number in the domain. */
export const versionId = z.codec(
  z.string().regex(/^v(0|[1-9][0-9]{0,14})$/, 'must be v and a number, for example v1'),
  z.int().min(0),
  { decode: (text) => Number(text.slice(1)), encode: (number) => `v${number}` as const },
);

/** ms since 1970 UTC; null is never. */
export const expireTime = z
  .int()
  .min(0)
  .max(LAST_TIME_IN_MS, 'must be a time before the year 10000 in milliseconds')
  .nullable();

/** Length of a rotation period in ms; null for a text that is none or out of bounds (6 hours to 365 days). */
export function rotationPeriodInMs(text: string): number | null {
  const match = /^([1-9][0-9]{0,8})([dhms])$/.exec(text);
  if (match === null) return null;
  const period = Number(match[1]) * msOfUnit[match[2] as keyof typeof msOfUnit];
  return period >= 6 * msOfUnit.h && period <= 8760 * msOfUnit.h ? period : null;
}
const msOfUnit = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;

export const rotationPeriod = z
  .string()
  .refine(
    (text) => rotationPeriodInMs(text) !== null,
    'must be a number and d, h, m or s, from 6h to 8760h (365d)',
  );

/** JSON of the settings of a rotation [decisions]; what they mean is up to the kind of rotation. */
export const rotationConfig = z
  .string()
  .max(1024)
  .refine(isJsonObject, 'must be the text of a JSON object')
  .refine(withoutNul, 'must not hold a null character');

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Names of functions as clients of the documents' cloud send them; kept and answered, nothing is called by them. */
export const rotationFuncUrn = z
  .string()
  .regex(/^[a-zA-Z0-9:@/._-]{0,255}$/, 'must be at most 255 letters, digits or : @ / . _ -');

export const eventName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, hyphens or underscores');

/** Names of associated events; clients send "" for none. */
export const eventSubscriptions = z.codec(
  z.array(z.union([z.literal(''), eventName], { error: 'must be the name of an event' })).max(16),
  z.array(eventName).max(1, 'must have at most 1 entry'),
  { decode: (names) => [...new Set(names.filter((name) => name !== ''))], encode: (names) => names },
);

/** Paging of secrets, versions and events: `limit` entries after the one that `marker` names [NOTES 4]. */
const MAX_PAGE = 1000;
export const secretPageLimit = annotate(looseInteger({ min: 1, max: MAX_PAGE }), {
  error: 'secretParameterInvalid',
}).default(50);
export const pageInfo = z.object({
  /** "" on the last page. */
  nextMarker: z.string(),
  previousMarker: z.string(),
  currentCount: z.int(),
});
/** The name that a page starts after; "" starts over, as no marker does. */
export const nameMarker = z
  .string()
  .regex(/^[a-zA-Z0-9_.-]{0,64}$/, 'must be the next_marker of the page before')
  .default('');
