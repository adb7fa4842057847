import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { base64Bytes, hexBytes } from '../wire/scalars.ts';
import { keyId, sequence, useRefusals } from './fields.ts';

/** Message authentication codes (CRY-04). */

export const macAlgorithmNames = ['HMAC_SHA_256', 'HMAC_SHA_384', 'HMAC_SHA_512', 'HMAC_SM3'] as const;
export type MacAlgorithm = (typeof macAlgorithmNames)[number];

const authenticatedMessage = {
  keyId,
  macAlgorithm: annotate(z.enum(macAlgorithmNames), { error: 'algorithmMismatch' }),
  message: annotate(base64Bytes({ minBytes: 1, maxBytes: 4096 }), { secret: true }),
  sequence,
};

const macRefusals = [
  ...useRefusals,
  'symmetricUnsupported',
  'asymmetricUnsupported',
  'algorithmMismatch',
] as const;

export const generateMac = defineOperation({
  id: 'kms.generateMac',
  service: 'kms',
  summary: 'Generate a message authentication code',
  description: 'HMAC keys only; `message` is Base64 of 1 to 4096 bytes, `mac` lower-case hexadecimal.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:generateMac',
  grantOperation: 'generate-mac',
  trace: { name: 'generateMac', resourceType: 'cmk' },
  input: z.object(authenticatedMessage),
  output: z.object({
    keyId: z.string(),
    macAlgorithm: z.enum(macAlgorithmNames),
    mac: annotate(hexBytes({ minBytes: 32, maxBytes: 64 }), { secret: true }),
  }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/generate-mac' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/mac' },
  refusals: macRefusals,
});

export const verifyMac = defineOperation({
  id: 'kms.verifyMac',
  service: 'kms',
  summary: 'Verify a message authentication code',
  description: 'A code that does not match is no error: `mac_valid` is false.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:verifyMac',
  grantOperation: 'verify-mac',
  trace: { name: 'verifyMac', resourceType: 'cmk' },
  input: z.object({
    ...authenticatedMessage,
    mac: annotate(hexBytes({ minBytes: 1, maxBytes: 64 }), { secret: true }),
  }),
  output: z.object({ keyId: z.string(), macAlgorithm: z.enum(macAlgorithmNames), macValid: z.boolean() }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/verify-mac' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/mac/verify' },
  refusals: macRefusals,
});
