import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { base64Bytes, utf8Text } from '../wire/scalars.ts';
import {
  associatedData,
  cipherTextOfData,
  encryptionAlgorithmNames,
  keyId,
  sequence,
  useRefusals,
} from './fields.ts';

/** Encryption of small data (CRY-01). */

/** Longest plaintext of a symmetric key in bytes of UTF-8; asymmetric algorithms have limits of their own. */
export const MAX_PLAINTEXT_IN_BYTES = 4096;

/** What a ciphertext can hold: the tool stores the Base64 of its text (TOOL-03). */
const MAX_DECRYPTED_IN_BYTES = Math.ceil(MAX_PLAINTEXT_IN_BYTES / 3) * 4;

const encryptionAlgorithm = z.enum(encryptionAlgorithmNames).default('SYMMETRIC_DEFAULT');

const dataRefusals = [
  ...useRefusals,
  'algorithmNotSymmetric',
  'algorithmNotAsymmetric',
  'algorithmMismatch',
  'keyIsForSigning',
  'hmacUnsupported',
] as const;

export const encryptData = defineOperation({
  id: 'kms.encryptData',
  service: 'kms',
  summary: 'Encrypt data',
  description:
    '`plain_text` is text of 1 to 4096 bytes of UTF-8, taken as it is; asymmetric algorithms have limits of their own. `cipher_text` is Base64; under a symmetric key it names its key.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:encryptData',
  legacyActions: ['kms:cmk:crypto', 'kms:cmk:encrypt'],
  grantOperation: 'encrypt-data',
  trace: { name: 'encryptData', resourceType: 'cmk' },
  input: z.object({
    keyId,
    plainText: annotate(utf8Text({ minBytes: 1, maxBytes: MAX_PLAINTEXT_IN_BYTES }), { secret: true }),
    encryptionAlgorithm,
    ...associatedData,
    sequence,
  }),
  output: z.object({ keyId: z.string(), cipherText: cipherTextOfData }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/encrypt-data' },
  refusals: [...dataRefusals, 'asymmetricPlaintextTooLong'],
});

export const decryptData = defineOperation({
  id: 'kms.decryptData',
  service: 'kms',
  summary: 'Decrypt data',
  description:
    'Under a symmetric key, key and algorithm are found in the ciphertext; an asymmetric one needs `key_id` and `encryption_algorithm`. `plain_text_base64` holds the exact bytes; use it for what is not text.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:decryptData',
  legacyActions: ['kms:cmk:crypto', 'kms:cmk:decrypt'],
  grantOperation: 'decrypt-data',
  trace: { name: 'decryptData', resourceType: 'cmk' },
  input: z.object({
    keyId: keyId.optional(),
    cipherText: cipherTextOfData,
    encryptionAlgorithm,
    ...associatedData,
    sequence,
  }),
  output: z.object({
    keyId: z.string(),
    plainText: annotate(z.string(), { secret: true }),
    plainTextBase64: annotate(base64Bytes({ minBytes: 0, maxBytes: MAX_DECRYPTED_IN_BYTES }), {
      secret: true,
    }),
  }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/decrypt-data' },
  refusals: [...dataRefusals, 'cipherTextInvalid', 'parameterMissing'],
});
