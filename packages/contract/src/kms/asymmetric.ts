import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { base64Bytes, booleanText, looseBoolean } from '../wire/scalars.ts';
import { associatedData, keyId, pinFields, sequence, useRefusals } from './fields.ts';

/** Signatures, public keys and data key pairs (CRY-02, CRY-03). */

export const signingAlgorithmNames = [
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'ECDSA_SHA_256',
  'ECDSA_SHA_384',
  'SM2DSA_SM3',
] as const;
export type SigningAlgorithm = (typeof signingAlgorithmNames)[number];
export const rsaDatakeySpecNames = ['RSA_2048', 'RSA_3072', 'RSA_4096'] as const;
export const ecDatakeySpecNames = [
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'SM2',
] as const;

/** A signature of the largest key here, RSA_4096, has 512 bytes. */
const MAX_SIGNATURE_IN_BYTES = 512;
/** PKCS#8 of an RSA_4096 key has about 2,400 bytes; its ciphertext a little more. */
const MAX_PRIVATE_KEY_IN_BYTES = 4096;

const signedMessage = {
  keyId,
  /** Base64 of a digest or of the message. */
  message: annotate(base64Bytes({ minBytes: 1, maxBytes: 4096 }), { secret: true }),
  signingAlgorithm: annotate(z.enum(signingAlgorithmNames), { error: 'algorithmMismatch' }),
  messageType: z.enum(['DIGEST', 'RAW']).default('DIGEST'),
  sequence,
};

const signRefusals = [
  ...useRefusals,
  'symmetricUnsupported',
  'hmacUnsupported',
  'keyIsForEncryption',
  'algorithmMismatch',
  'digestLengthMismatch',
] as const;

export const sign = defineOperation({
  id: 'kms.sign',
  service: 'kms',
  summary: 'Sign a message or digest',
  description:
    'RSASSA-PSS uses a salt as long as the digest; ECDSA and SM2 signatures are ASN.1 DER. With `message_type` DIGEST the length of `message` must be that of the hash.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:sign',
  grantOperation: 'sign',
  trace: { name: 'sign', resourceType: 'cmk' },
  input: z.object(signedMessage),
  output: z.object({
    keyId: z.string(),
    signature: base64Bytes({ minBytes: 1, maxBytes: MAX_SIGNATURE_IN_BYTES }),
  }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/sign' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/sign' },
  refusals: signRefusals,
});

export const verify = defineOperation({
  id: 'kms.verify',
  service: 'kms',
  summary: 'Verify a signature',
  description: 'A signature that does not match is no error: `signature_valid` is "false".',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:verify',
  grantOperation: 'verify',
  trace: { name: 'validateSignature', resourceType: 'cmk' },
  input: z.object({
    ...signedMessage,
    signature: base64Bytes({ minBytes: 1, maxBytes: MAX_SIGNATURE_IN_BYTES }),
  }),
  output: z.object({ keyId: z.string(), signatureValid: booleanText }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/verify' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/verify' },
  refusals: signRefusals,
});

export const getPublicKey = defineOperation({
  id: 'kms.getPublicKey',
  service: 'kms',
  summary: 'Get the public key',
  description: 'PEM with CRLF line ends, SubjectPublicKeyInfo (RFC 5280). Asymmetric keys only.',
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:getPublicKey',
  grantOperation: 'get-publickey',
  trace: { name: 'showPublicKey', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  output: z.object({ keyId: z.string(), publicKey: z.string() }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/get-publickey' },
  console: { method: 'GET', path: '/kms/keys/{keyId}/public-key' },
  refusals: [...useRefusals, 'symmetricUnsupported', 'hmacUnsupported'],
});

const privateKeyBytes = annotate(base64Bytes({ minBytes: 1, maxBytes: MAX_PRIVATE_KEY_IN_BYTES }), {
  secret: true,
});

function pairInput<const Specs extends readonly [string, ...string[]]>(specs: Specs) {
  return z.object({
    keyId,
    keySpec: annotate(z.enum(specs), { error: 'dataKeySpecInvalid' }),
    withPlainText: looseBoolean.default(true),
    additionalAuthenticatedData: associatedData.additionalAuthenticatedData,
    sequence,
  });
}

function pairOutput<const Specs extends readonly [string, ...string[]]>(specs: Specs) {
  return z.object({
    keyId: z.string(),
    keySpec: z.enum(specs),
    publicKey: base64Bytes({ minBytes: 1, maxBytes: MAX_PRIVATE_KEY_IN_BYTES }),
    privateKeyCipherText: privateKeyBytes,
    privateKeyPlainText: privateKeyBytes.optional(),
  });
}

const pairRefusals = [...useRefusals, 'asymmetricUnsupported', 'hmacUnsupported', 'keyIsForSigning'] as const;
const pairDescription =
  'The public key is Base64 of DER (SubjectPublicKeyInfo), the private key Base64 of DER (PKCS#8), in clear only with `with_plain_text`; `private_key_cipher_text` is Base64.';

export const createRsaDatakeyPair = defineOperation({
  id: 'kms.createRsaDatakeyPair',
  service: 'kms',
  summary: 'Create an RSA data key pair',
  description: pairDescription,
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:createRsaDatakeyPair',
  legacyActions: ['kms:dek:create'],
  trace: { name: 'createRsaDatakeyPair', resourceType: 'cmk' },
  input: pairInput(rsaDatakeySpecNames),
  output: pairOutput(rsaDatakeySpecNames),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/create-rsa-datakey-pair' },
  refusals: pairRefusals,
});

export const createEcDatakeyPair = defineOperation({
  id: 'kms.createEcDatakeyPair',
  service: 'kms',
  summary: 'Create an elliptic-curve data key pair',
  description: pairDescription,
  scope: 'project',
  effect: 'use',
  action: 'kms:cmk:createEcDatakeyPair',
  legacyActions: ['kms:dek:create'],
  trace: { name: 'createEcDatakeyPair', resourceType: 'cmk' },
  input: pairInput(ecDatakeySpecNames).extend(pinFields),
  output: pairOutput(ecDatakeySpecNames),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/create-ec-datakey-pair' },
  refusals: pairRefusals,
});
