import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { looseInteger, utf8Text } from '../wire/scalars.ts';
import { encryptionAlgorithmNames, keyId, MAX_CIPHERTEXT_IN_BYTES, sequence, useRefusals } from './fields.ts';

/** Moves a ciphertext to another key without showing its plaintext. */

const additionalAuthenticatedData = utf8Text({ minBytes: 0, maxBytes: 128 }).optional();
const algorithm = z.enum(encryptionAlgorithmNames).default('SYMMETRIC_DEFAULT');

/** Base64 of data, hexadecimal of a data key: only its header tells which, so it stays text here. */
const eitherCipherText = annotate(
  z
    .string()
    .min(1)
    .max(Math.ceil(MAX_CIPHERTEXT_IN_BYTES / 3) * 4)
    .regex(/^[0-9A-Za-z+/]+={0,2}$/, 'must be Base64, or hexadecimal text for a data key'),
  { error: 'cipherTextInvalid', secret: true },
);

export const reEncrypt = defineOperation({
  id: 'kms.reEncrypt',
  service: 'kms',
  summary: 'Encrypt a ciphertext anew under another key',
  description:
    'A ciphertext of a data key stays one, a ciphertext of data stays one. `source_key_id` is needed for asymmetric ciphertexts.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:reEncrypt',
  trace: { name: 'reEncrypt', resourceType: 'cmk' },
  input: z.object({
    sourceKeyId: keyId.optional(),
    sourceAdditionalAuthenticatedData: additionalAuthenticatedData,
    sourceEncryptionAlgorithm: algorithm,
    destinationKeyId: keyId,
    destinationAdditionalAuthenticatedData: additionalAuthenticatedData,
    destinationEncryptionAlgorithm: algorithm,
    datakeyCipherLength: annotate(looseInteger({ min: 1, max: 1024 }), {
      error: 'cipherLengthInvalid',
    }).optional(),
    cipherText: eitherCipherText,
    sequence,
  }),
  output: z.object({
    keyId: z.string(),
    sourceKeyId: z.string(),
    sourceEncryptionAlgorithm: z.enum(encryptionAlgorithmNames),
    destinationEncryptionAlgorithm: z.enum(encryptionAlgorithmNames),
    cipherText: annotate(z.string(), { secret: true }),
  }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/re-encrypt' },
  refusals: [
    ...useRefusals,
    'cipherTextInvalid',
    'cipherLengthMismatch',
    'algorithmNotSymmetric',
    'algorithmNotAsymmetric',
    'algorithmMismatch',
    'asymmetricPlaintextTooLong',
    'keyIsForSigning',
    'asymmetricUnsupported',
    'hmacUnsupported',
  ],
});
