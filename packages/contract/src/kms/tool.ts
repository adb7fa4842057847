import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { base64Bytes, utf8Text } from '../wire/scalars.ts';
import { MAX_PLAINTEXT_IN_BYTES } from './data.ts';
import { cipherTextOfData, encryptionAlgorithmNames, keyId, useRefusals } from './fields.ts';

/** The console's online tool (TOOL-01 … TOOL-06). The server encodes the text to Base64 and encrypts that (TOOL-03). */

const toolRefusals = [
  ...useRefusals,
  'defaultKeyRefused',
  'asymmetricUnsupported',
  'hmacUnsupported',
] as const;

export const encryptText = defineOperation({
  id: 'kms.encryptText',
  service: 'kms',
  summary: 'Encrypt text with the tool',
  description: 'Enabled custom symmetric keys only; text of 1 to 4096 bytes of UTF-8 (TOOL-01).',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:encryptData',
  legacyActions: ['kms:cmk:crypto', 'kms:cmk:encrypt'],
  trace: { name: 'encryptData', resourceType: 'cmk' },
  input: z.object({
    keyId,
    text: annotate(utf8Text({ minBytes: 1, maxBytes: MAX_PLAINTEXT_IN_BYTES }), { secret: true }),
  }),
  output: z.object({ keyId: z.string(), keyVersion: z.int(), cipherText: cipherTextOfData }),
  console: { method: 'POST', path: '/kms/keys/{keyId}/tool/encrypt' },
  refusals: toolRefusals,
});

export const decryptText = defineOperation({
  id: 'kms.decryptText',
  service: 'kms',
  summary: 'Decrypt with the tool',
  description:
    'Finds the key from the ciphertext and says which it was (TOOL-02). `text` is null and `base64` holds the bytes where the plaintext is not the Base64 of text.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:decryptData',
  legacyActions: ['kms:cmk:crypto', 'kms:cmk:decrypt'],
  trace: { name: 'decryptData', resourceType: 'cmk' },
  input: z.object({ cipherText: cipherTextOfData }),
  output: z.object({
    text: annotate(z.string().nullable(), { secret: true }),
    base64: annotate(base64Bytes({ minBytes: 0, maxBytes: 8192 }).nullable(), { secret: true }),
    keyId: z.string(),
    keyAlias: z.string(),
    keyVersion: z.int(),
    algorithm: z.enum(encryptionAlgorithmNames),
  }),
  console: { method: 'POST', path: '/kms/tool/decrypt' },
  refusals: [...toolRefusals, 'cipherTextInvalid'],
});

export const inspectCiphertext = defineOperation({
  id: 'kms.inspectCiphertext',
  service: 'kms',
  summary: 'What is this ciphertext?',
  description:
    'Reads the header without decrypting, and says whether the caller may decrypt it. A ciphertext of another account answers as garbage does (TOOL-06).',
  scope: 'project',
  effect: 'read',
  // Anybody signed in may ask; what is told about the key is checked inside against kms:cmk:get and kms:cmk:decryptData.
  action: null,
  trace: { name: 'inspectCiphertext', resourceType: 'cmk' },
  input: z.object({ cipherText: cipherTextOfData }),
  output: z.object({
    keyId: z.string(),
    keyAlias: z.string().nullable(),
    keyVersion: z.int(),
    /** Cipher of the header, e.g. `AES_256_GCM`. */
    algorithm: z.string(),
    plaintextSizeInBytes: z.int(),
    mayDecrypt: z.boolean(),
    /** Why not; null when it may. */
    reason: z.string().nullable(),
  }),
  console: { method: 'POST', path: '/kms/tool/inspect' },
  refusals: ['cipherTextInvalid'],
});
