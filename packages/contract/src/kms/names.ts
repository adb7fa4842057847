/** Names of keys' properties. Nothing else is imported here, so that the first script of the console can have them without zod. */

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

/** In the order of a key's life. */
export const keyStateNames = ['enabled', 'disabled', 'pendingDeletion', 'pendingImport'] as const;

/** Columns that the key list can be sorted by; `-` in front sorts downwards. */
export const keySortNames = [
  'alias',
  'state',
  'algorithm',
  'usage',
  'expires',
  'origin',
  'enterpriseProject',
  'created',
] as const;
export type KeySortName = (typeof keySortNames)[number];
