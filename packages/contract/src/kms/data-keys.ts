import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { hexBytes, integerText, looseInteger } from '../wire/scalars.ts';
import { associatedData, cipherTextOfDatakey, keyId, sequence, useRefusals } from './fields.ts';

/** Data encryption keys and random numbers (CRY-02, CRY-05). */

const MAX_DATAKEY_IN_BYTES = 1024;
const DIGEST_IN_BYTES = 32;

/** Kinds of data key; the name decides the length. Ignored where a length is given. */
export const datakeySpecNames = [
  'AES_256',
  'AES_128',
  'SM4',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'HMAC_SM3',
] as const;
export type DatakeySpec = (typeof datakeySpecNames)[number];

const datakeySpec = annotate(z.enum(datakeySpecNames), { error: 'dataKeySpecInvalid' }).optional();

const datakeyBits = looseInteger({
  min: 8,
  max: 8192,
  multiple: { of: 8, error: 'dataKeyLengthNotMultiple' },
});

const plainDatakey = annotate(hexBytes({ minBytes: 1, maxBytes: MAX_DATAKEY_IN_BYTES }), { secret: true });

const datakeyRefusals = [
  ...useRefusals,
  'asymmetricUnsupported',
  'hmacUnsupported',
  'keyIsForSigning',
] as const;

export const createRandom = defineOperation({
  id: 'kms.createRandom',
  service: 'kms',
  summary: 'Generate random bytes',
  description:
    '8 to 8192 bits in steps of 8, from the HSM where one is bound (CRY-05). The answer is hexadecimal.',
  scope: 'project',
  effect: 'use',
  action: 'kms::generateRandom',
  legacyActions: ['kms:cmk:generate'],
  trace: { name: 'genRandom', resourceType: 'rng' },
  input: z.object({
    randomDataLength: annotate(
      looseInteger({ min: 8, max: 8192, multiple: { of: 8, error: 'randomLengthNotMultiple' } }),
      {
        error: 'randomLengthInvalid',
      },
    ),
    sequence,
  }),
  output: z.object({
    randomData: annotate(hexBytes({ minBytes: 1, maxBytes: MAX_DATAKEY_IN_BYTES }), { secret: true }),
  }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/gen-random' },
  refusals: ['rootOfTrustUnavailable'],
});

export const createDatakey = defineOperation({
  id: 'kms.createDatakey',
  service: 'kms',
  summary: 'Create a data key',
  description:
    'Answers the data key in clear and encrypted under the key, both hexadecimal. `datakey_length` (bits, 8 to 8192 in steps of 8) goes before `key_spec`; with neither the data key has 512 bits.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:createDataKey',
  legacyActions: ['kms:dek:create'],
  grantOperation: 'create-datakey',
  trace: { name: 'createDataKey', resourceType: 'cmk' },
  input: z.object({
    keyId,
    keySpec: datakeySpec,
    datakeyLength: annotate(datakeyBits, { error: 'dataKeyLengthInvalid' }).optional(),
    ...associatedData,
    sequence,
  }),
  output: z.object({ keyId: z.string(), plainText: plainDatakey, cipherText: cipherTextOfDatakey }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/create-datakey' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/datakeys' },
  refusals: datakeyRefusals,
});

export const createDatakeyWithoutPlaintext = defineOperation({
  id: 'kms.createDatakeyWithoutPlaintext',
  service: 'kms',
  summary: 'Create a data key, encrypted only',
  description: 'As create-datakey, but the data key in clear is not in the answer.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:createDataKeyWithoutPlaintext',
  legacyActions: ['kms:dek:create'],
  grantOperation: 'create-datakey-without-plaintext',
  trace: { name: 'createDataKeyWithoutPlaintext', resourceType: 'cmk' },
  input: z.object({
    keyId,
    keySpec: datakeySpec,
    datakeyLength: annotate(datakeyBits, { error: 'dataKeyLengthWithoutPlaintextInvalid' }).optional(),
    ...associatedData,
    sequence,
  }),
  output: z.object({ keyId: z.string(), cipherText: cipherTextOfDatakey }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/create-datakey-without-plaintext' },
  refusals: datakeyRefusals,
});

export const encryptDatakey = defineOperation({
  id: 'kms.encryptDatakey',
  service: 'kms',
  summary: 'Encrypt a data key',
  description:
    '`plain_text` is the data key followed by its 32-byte digest (SHA-256; SM3 under SM4 keys), hexadecimal; `datakey_plain_length` is the length of the data key in bytes.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:encryptDataKey',
  legacyActions: ['kms:dek:crypto', 'kms:dek:encrypt'],
  grantOperation: 'encrypt-datakey',
  trace: { name: 'encryptDatakey', resourceType: 'cmk' },
  input: z.object({
    keyId,
    plainText: annotate(
      hexBytes({ minBytes: 1 + DIGEST_IN_BYTES, maxBytes: MAX_DATAKEY_IN_BYTES + DIGEST_IN_BYTES }),
      { error: 'plainTextInvalid', secret: true },
    ),
    datakeyPlainLength: annotate(looseInteger({ min: 1, max: MAX_DATAKEY_IN_BYTES }), {
      error: 'plainLengthInvalid',
    }),
    ...associatedData,
    sequence,
  }),
  output: z.object({ keyId: z.string(), cipherText: cipherTextOfDatakey, datakeyLength: integerText }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/encrypt-datakey' },
  refusals: [...datakeyRefusals, 'plainDigestMismatch', 'plainLengthMismatch'],
});

export const decryptDatakey = defineOperation({
  id: 'kms.decryptDatakey',
  service: 'kms',
  summary: 'Decrypt a data key',
  description:
    'Takes `cipher_text` of the three other data key calls. `datakey_cipher_length` is the length of the data key in clear, in bytes.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:decryptDataKey',
  legacyActions: ['kms:dek:crypto', 'kms:dek:decrypt'],
  grantOperation: 'decrypt-datakey',
  trace: { name: 'decryptDatakey', resourceType: 'cmk' },
  input: z.object({
    keyId,
    cipherText: cipherTextOfDatakey,
    datakeyCipherLength: annotate(looseInteger({ min: 1, max: MAX_DATAKEY_IN_BYTES }), {
      error: 'cipherLengthInvalid',
    }),
    ...associatedData,
    sequence,
  }),
  output: z.object({
    dataKey: plainDatakey,
    datakeyLength: integerText,
    datakeyDgst: annotate(hexBytes({ minBytes: DIGEST_IN_BYTES, maxBytes: DIGEST_IN_BYTES }), {
      secret: true,
    }),
  }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/decrypt-datakey' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/datakeys/decrypt' },
  refusals: [...datakeyRefusals, 'cipherTextInvalid', 'cipherLengthMismatch'],
});
