import { constants, type KeyObject, sign as signMessage, verify as verifyMessage } from 'node:crypto';
import { type DigestName, digestLengthInBytes, type Sha2Name } from './digest.ts';
import { DigestLengthError, UnsupportedAlgorithmError } from './errors.ts';
import type { KeyMaterial } from './key-material.ts';
import type { KeySpec } from './key-spec.ts';
import { offload } from './offload/pool.ts';
import type { EcdsaCurve } from './prehashed.ts';
import { sm2MessageDigest } from './sm2.ts';

/** RAW: the message itself, which is digested here. DIGEST: the digest, already computed by the caller. */
export type MessageType = 'RAW' | 'DIGEST';

interface Operation {
  sign(privateKey: KeyObject, publicKey: KeyObject, input: Uint8Array): Promise<Buffer>;
  verify(publicKey: KeyObject, input: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** One signing algorithm (CRY-03). */
interface SignatureAlgorithm {
  readonly digestName: DigestName;
  readonly operations: Readonly<Record<MessageType, Operation>>;
}

/** What crypto.sign takes beside the key. */
interface NativePadding {
  readonly padding?: number;
  readonly saltLength?: number;
  readonly dsaEncoding?: 'der';
}

/** OpenSSL on a thread of libuv's pool, for what would stop the event loop for longer than a few tens of microseconds. */
const native = (digestName: Sha2Name, padding: NativePadding): Operation => ({
  sign: (privateKey, _publicKey, message) =>
    new Promise((resolve, reject) => {
      signMessage(digestName, message, { key: privateKey, ...padding }, (error, signature) => {
        if (error === null) resolve(signature);
        else reject(error);
      });
    }),
  verify: (publicKey, message, signature) =>
    new Promise((resolve, reject) => {
      verifyMessage(digestName, message, { key: publicKey, ...padding }, signature, (error, valid) => {
        if (error === null) resolve(valid);
        else reject(error);
      });
    }),
});

/** P-256 takes 17 to 45 us: less than a trip through the thread pool. */
const nativeInline = (digestName: Sha2Name, padding: NativePadding): Operation => ({
  sign: async (privateKey, _publicKey, message) =>
    signMessage(digestName, message, { key: privateKey, ...padding }),
  verify: async (publicKey, message, signature) =>
    verifyMessage(digestName, message, { key: publicKey, ...padding }, signature),
});

const rsaPss = (digestName: Sha2Name): SignatureAlgorithm => ({
  digestName,
  operations: {
    RAW: native(digestName, {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }),
    DIGEST: {
      sign: (privateKey, _publicKey, hash) => offload('pssSignDigest', privateKey, digestName, hash),
      verify: (publicKey, hash, signature) =>
        offload('pssVerifyDigest', publicKey, digestName, hash, signature),
    },
  },
});

const rsaPkcs1 = (digestName: Sha2Name): SignatureAlgorithm => ({
  digestName,
  operations: {
    RAW: native(digestName, { padding: constants.RSA_PKCS1_PADDING }),
    DIGEST: {
      sign: (privateKey, _publicKey, hash) => offload('pkcs1SignDigest', privateKey, digestName, hash),
      verify: (publicKey, hash, signature) =>
        offload('pkcs1VerifyDigest', publicKey, digestName, hash, signature),
    },
  },
});

const ecdsa = (
  curve: EcdsaCurve,
  digestName: Sha2Name,
  openssl: (digestName: Sha2Name, padding: NativePadding) => Operation,
): SignatureAlgorithm => ({
  digestName,
  operations: {
    RAW: openssl(digestName, { dsaEncoding: 'der' }),
    DIGEST: {
      sign: (privateKey, _publicKey, hash) => offload('ecdsaSignDigest', privateKey, curve, hash),
      verify: (publicKey, hash, signature) => offload('ecdsaVerifyDigest', publicKey, curve, hash, signature),
    },
  },
});

const sm2Digest: Operation = {
  sign: (privateKey, _publicKey, e) => offload('sm2Sign', privateKey, e),
  verify: (publicKey, e, signature) => offload('sm2Verify', publicKey, e, signature),
};

const sm2: SignatureAlgorithm = {
  digestName: 'sm3',
  operations: {
    RAW: {
      sign: (privateKey, publicKey, message) =>
        sm2Digest.sign(privateKey, publicKey, sm2MessageDigest(publicKey, message)),
      verify: (publicKey, message, signature) =>
        sm2Digest.verify(publicKey, sm2MessageDigest(publicKey, message), signature),
    },
    DIGEST: sm2Digest,
  },
};

const algorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  ['RSASSA_PSS_SHA_256', rsaPss('sha256')],
  ['RSASSA_PSS_SHA_384', rsaPss('sha384')],
  ['RSASSA_PSS_SHA_512', rsaPss('sha512')],
  ['RSASSA_PKCS1_V1_5_SHA_256', rsaPkcs1('sha256')],
  ['RSASSA_PKCS1_V1_5_SHA_384', rsaPkcs1('sha384')],
  ['RSASSA_PKCS1_V1_5_SHA_512', rsaPkcs1('sha512')],
  ['ECDSA_SHA_256', ecdsa('prime256v1', 'sha256', nativeInline)],
  ['ECDSA_SHA_384', ecdsa('secp384r1', 'sha384', native)],
  ['SM2DSA_SM3', sm2],
]);

/**
 * RSA: PSS with a salt as long as the digest, or PKCS #1 v1.5. ECDSA and SM2: SEQUENCE { r, s } in DER.
 * SM2DSA_SM3 takes e = SM3(ZA || message) as its digest, and the signer ID 1234567812345678 for RAW.
 * @throws UnsupportedAlgorithmError, DigestLengthError
 */
export async function sign(
  material: KeyMaterial,
  algorithm: string,
  messageType: MessageType,
  message: Uint8Array,
): Promise<Buffer> {
  const operation = operationFor(material.spec, algorithm, messageType, message);
  return operation.sign(material.revealKeyObject(), material.publicKeyObject(), message);
}

/**
 * False for every signature that is not the key's over this message, malformed ones included.
 * @throws UnsupportedAlgorithmError, DigestLengthError
 */
export async function verify(
  material: KeyMaterial,
  algorithm: string,
  messageType: MessageType,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return verifyWithPublicKey(
    material.spec,
    material.publicKeyObject(),
    algorithm,
    messageType,
    message,
    signature,
  );
}

/** `verify` where only the public half is at hand. The key is taken to be of the spec. */
export async function verifyWithPublicKey(
  spec: KeySpec,
  publicKey: KeyObject,
  algorithm: string,
  messageType: MessageType,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  return operationFor(spec, algorithm, messageType, message).verify(publicKey, message, signature);
}

function operationFor(
  spec: KeySpec,
  algorithm: string,
  messageType: MessageType,
  message: Uint8Array,
): Operation {
  const row = spec.signingAlgorithms.includes(algorithm) ? algorithms.get(algorithm) : undefined;
  if (row === undefined) throw new UnsupportedAlgorithmError(algorithm, spec.name, spec.signingAlgorithms);
  const wantInBytes = digestLengthInBytes[row.digestName];
  if (messageType === 'DIGEST' && message.length !== wantInBytes) {
    throw new DigestLengthError(wantInBytes, message.length);
  }
  return row.operations[messageType];
}
