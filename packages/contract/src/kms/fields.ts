import { z } from 'zod';
import { annotate } from '../wire/annotations.ts';
import { base64Bytes, hexBytes, utf8Text } from '../wire/scalars.ts';
import { keyStateNames } from './names.ts';

export * from './names.ts';

/** Algorithms of encrypt-data and decrypt-data (CRY-01); SHA-256 stands before SHA-1 wherever a choice is offered. */
export const encryptionAlgorithmNames = [
  'SYMMETRIC_DEFAULT',
  'RSAES_OAEP_SHA_256',
  'RSAES_OAEP_SHA_1',
  'SM2_ENCRYPT',
] as const;
export type EncryptionAlgorithm = (typeof encryptionAlgorithmNames)[number];

/** Services with a default key `<service>/default` (KEY-11). */
export const defaultKeyServiceNames = [
  'obs',
  'evs',
  'ims',
  'sfs',
  'vbs',
  'kps',
  'csms',
  'rds',
  'dds',
] as const;
export type DefaultKeyService = (typeof defaultKeyServiceNames)[number];

/** States of KEY-05 with their wire codes. */
export const keyStateCodes = {
  enabled: '2',
  disabled: '3',
  pendingDeletion: '4',
  pendingImport: '5',
} as const;
export type KeyState = keyof typeof keyStateCodes;

/** Codes that the documents define and no key of this product ever has; a filter by them finds nothing. */
const foreignStateCodes = { toBeActivated: '1', frozen: '7' } as const;
export type KeyStateFilter = KeyState | keyof typeof foreignStateCodes;

const nameOfCode = {
  '1': 'toBeActivated',
  '2': 'enabled',
  '3': 'disabled',
  '4': 'pendingDeletion',
  '5': 'pendingImport',
  '7': 'frozen',
} as const;

export const keyState = z.codec(z.enum(['2', '3', '4', '5']), z.enum(keyStateNames), {
  decode: (code) => nameOfCode[code],
  encode: (name) => keyStateCodes[name],
});

/** A state that a list is filtered by. */
export const keyStateFilter = z.codec(
  z.enum(['1', '2', '3', '4', '5', '7']),
  z.enum([...keyStateNames, 'toBeActivated', 'frozen']),
  {
    decode: (code) => nameOfCode[code],
    encode: (name) => ({ ...keyStateCodes, ...foreignStateCodes })[name],
  },
);

export const keyId = annotate(
  z
    .string()
    .regex(
      /^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$/,
      'must be a UUID of 36 characters',
    ),
  { error: 'keyIdInvalid' },
);

export const keyAlias = annotate(
  z
    .string()
    .regex(/^[a-zA-Z0-9:/_-]{1,255}$/, 'must be 1 to 255 letters, digits or - _ : /')
    .refine((alias) => !alias.endsWith('/default'), 'must not end with /default'),
  { error: 'aliasInvalid' },
);

export const keyDescription = annotate(z.string().max(255, 'must be at most 255 characters'), {
  error: 'descriptionInvalid',
});

/** Optional request serial that clients may send with every call. */
export const sequence = annotate(z.string().length(36, 'must be 36 characters'), {
  error: 'sequenceInvalid',
}).optional();

/**
 * A documented field that only means something at compliance level 4. It is refused and not ignored, for without it the answer is not what
 * was asked for.
 */
export const levelFourField = annotate(
  z.never('belongs to compliance level 4, which is not supported here. Leave it out').optional(),
  { error: 'parameterInvalid', secret: true },
);
/** What opens a data key at compliance level 4. */
export const pinFields = { pin: levelFourField, pinType: levelFourField };

export const enterpriseProjectId = z
  .string()
  .regex(/^(0|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, 'must be "0" or a UUID');

/** Enterprise project that a list is filtered by; `all` is no filter. */
export const enterpriseProjectFilter = z
  .string()
  .regex(/^(0|all|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, 'must be "0", "all" or a UUID');

/** Associated data that must be repeated on decryption: any text of at most 128 bytes of UTF-8. */
const additionalAuthenticatedData = utf8Text({ minBytes: 0, maxBytes: 128 }).optional();

/** Older form of the same: an object of strings, at most 8192 characters as JSON. */
const encryptionContext = annotate(
  z
    .record(z.string(), z.string())
    .refine((context) => JSON.stringify(context).length <= 8192, 'must be at most 8192 characters as JSON'),
  { error: 'encryptionContextInvalid' },
).optional();

/** What a ciphertext can be bound to; both may be given and then both must match on decryption. */
export const associatedData = { additionalAuthenticatedData, encryptionContext };

/** Longest ciphertext of encrypt-data in bytes: the tool encrypts the Base64 of 4096 bytes of text (TOOL-03, TOOL-04): 7464 characters. */
export const MAX_CIPHERTEXT_IN_BYTES = 5598;

/** Ciphertext of encrypt-data in a request. It is no secret, but too large for a trace. */
export const cipherTextOfData = annotate(base64Bytes({ minBytes: 1, maxBytes: MAX_CIPHERTEXT_IN_BYTES }), {
  error: 'cipherTextInvalid',
  secret: true,
});

/** Ciphertext of a data key: hexadecimal text, opaque to clients. */
export const cipherTextOfDatakey = annotate(hexBytes({ minBytes: 1, maxBytes: 2048 }), {
  error: 'cipherTextInvalid',
  secret: true,
});

/** Refusals of every use of a key in cryptography: it must exist and be enabled (KEY-06, KEY-07). */
export const useRefusals = [
  'keyNotFound',
  'keyDisabled',
  'keyPendingDeletion',
  'keyPendingImport',
  'rootOfTrustUnavailable',
] as const;
