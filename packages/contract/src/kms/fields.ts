import { z } from 'zod';
import { annotate } from '../wire/annotations.ts';

/** Key specs of KEY-03, in the order screens offer them. */
export const keySpecNames = [
  'AES_256',
  'SM4',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_P256',
  'EC_P384',
  'SM2',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'HMAC_SM3',
] as const;
export const keyUsageNames = ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC'] as const;
export const keyOriginNames = ['kms', 'external', 'hsm'] as const;

export type KeySpecName = (typeof keySpecNames)[number];
export type KeyUsage = (typeof keyUsageNames)[number];
export type KeyOrigin = (typeof keyOriginNames)[number];

/** States of KEY-05 with their wire codes [NOTES 5]. */
export const keyStateCodes = {
  enabled: '2',
  disabled: '3',
  pendingDeletion: '4',
  pendingImport: '5',
} as const;
export type KeyState = keyof typeof keyStateCodes;
export const keyStateNames = Object.keys(keyStateCodes) as readonly KeyState[];

const stateOfCode = new Map<string, KeyState>(keyStateNames.map((name) => [keyStateCodes[name], name]));

export const keyState = z.codec(
  z.enum(['2', '3', '4', '5']),
  z.enum(['enabled', 'disabled', 'pendingDeletion', 'pendingImport']),
  {
    decode: (code) => stateOfCode.get(code) ?? 'disabled',
    encode: (name) => keyStateCodes[name],
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

export const enterpriseProjectId = z
  .string()
  .regex(/^(0|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, 'must be "0" or a UUID');
