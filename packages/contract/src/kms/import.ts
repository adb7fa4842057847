import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { base64Bytes, looseInteger } from '../wire/scalars.ts';
import { keyId, sequence } from './fields.ts';

/** Bring your own key (IMP-01 … IMP-08). */

/** Wrapping algorithms of IMP-01; all but the first and last are marked as not recommended. */
export const wrappingAlgorithmNames = [
  'RSAES_OAEP_SHA_256',
  'RSAES_OAEP_SHA_1',
  'RSAES_PKCS1_V1_5',
  'SM2_ENCRYPT',
] as const;
export type WrappingAlgorithm = (typeof wrappingAlgorithmNames)[number];

/** 6144 characters of Base64, the documented limit of tokens and wrapped private keys. */
export const MAX_IMPORT_TOKEN_IN_BYTES = 4608;
export const MAX_WRAPPED_PRIVATE_KEY_IN_BYTES = 4608;
/** One RSA_4096 block, or the DER of an SM2 ciphertext. */
export const MAX_WRAPPED_MATERIAL_IN_BYTES = 512;
/** Last second of the year 9999. */
const MAX_EPOCH_SECONDS = 253_402_300_799;

export const getParametersForImport = defineOperation({
  id: 'kms.getParametersForImport',
  service: 'kms',
  summary: 'Get wrapping key and import token',
  description:
    'For a key of origin `external` in state Pending import. Both expire after 24 hours (`expiration_time`, seconds) and belong to this key, this algorithm and this caller.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:getMaterial',
  trace: { name: 'createParametersForImport', resourceType: 'cmk' },
  input: z.object({ keyId, wrappingAlgorithm: z.enum(wrappingAlgorithmNames), sequence }),
  output: z.object({
    keyId: z.string(),
    importToken: annotate(base64Bytes({ minBytes: 1, maxBytes: MAX_IMPORT_TOKEN_IN_BYTES }), {
      secret: true,
    }),
    expirationTime: z.int(),
    publicKey: base64Bytes({ minBytes: 1, maxBytes: 1024 }),
  }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/get-parameters-for-import' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/import-parameters' },
  refusals: [
    'keyNotFound',
    'defaultKeyRefused',
    'externalOriginNeeded',
    'notPendingImport',
    'rootOfTrustUnavailable',
  ],
});

export const importKeyMaterial = defineOperation({
  id: 'kms.importKeyMaterial',
  service: 'kms',
  summary: 'Import key material',
  description:
    'The material wrapped with the public key of the token; for an asymmetric key a wrapped temporary key, and the private key wrapped under it (RFC 5649). Without `expiration_time` (seconds) the material never expires. A refused import does not spend the token.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:importMaterial',
  trace: { name: 'importKeyMaterial', resourceType: 'cmk' },
  input: z.object({
    keyId,
    importToken: annotate(base64Bytes({ minBytes: 1, maxBytes: MAX_IMPORT_TOKEN_IN_BYTES }), {
      error: 'importTokenInvalid',
      secret: true,
    }),
    encryptedKeyMaterial: annotate(base64Bytes({ minBytes: 1, maxBytes: MAX_WRAPPED_MATERIAL_IN_BYTES }), {
      error: 'materialUnwrapFailed',
      secret: true,
    }),
    encryptedPrivatekey: annotate(base64Bytes({ minBytes: 1, maxBytes: MAX_WRAPPED_PRIVATE_KEY_IN_BYTES }), {
      error: 'privateKeyInvalid',
      secret: true,
    }).optional(),
    expirationTime: looseInteger({ min: 0, max: MAX_EPOCH_SECONDS }).optional(),
    sequence,
  }),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/import-key-material' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/import' },
  refusals: [
    'keyNotFound',
    'defaultKeyRefused',
    'externalOriginNeeded',
    'notPendingImport',
    'materialUnwrapFailed',
    'importTokenExpired',
    'importTokenOfOtherKey',
    'importTokenInvalid',
    'importTokenUsed',
    'materialExpiryPast',
    'materialLengthInvalid',
    'materialDiffers',
    'privateKeyMissing',
    'privateKeyInvalid',
    'temporaryKeyInvalid',
    'rootOfTrustUnavailable',
  ],
});

export const deleteImportedKeyMaterial = defineOperation({
  id: 'kms.deleteImportedKeyMaterial',
  service: 'kms',
  summary: 'Delete imported key material',
  description:
    'The key becomes Pending import; after the same material is imported again, all old ciphertexts can be decrypted (IMP-05). Symmetric keys only.',
  scope: 'project',
  effect: 'destroy',
  irreversible: true,
  action: 'kms:cmk:deleteMaterial',
  trace: { name: 'deleteImportedKeyMaterial', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/delete-imported-key-material' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/delete-material' },
  refusals: [
    'keyNotFound',
    'defaultKeyRefused',
    'externalOriginNeeded',
    'materialNotDeletable',
    'asymmetricMaterialNotDeletable',
  ],
});
