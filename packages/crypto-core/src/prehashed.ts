import { constants, type KeyObject, privateEncrypt, publicDecrypt, randomBytes } from 'node:crypto';
import { p256, p384 } from '@noble/curves/nist.js';
import forge from 'node-forge';
import type { Sha2Name } from './digest.ts';
import { ecPrivateScalar, ecPublicPoint } from './private-key.ts';

/**
 * Signatures over a digest that the caller has already computed. Node's crypto.sign always hashes, so RSA takes its padding
 * from elsewhere and OpenSSL's plain RSA, and ECDSA comes from @noble/curves. Node 24 has no way to it for ECDSA: sign with a null
 * digest takes SHA-256, OpenSSL's NULL digest is a name that it refuses, privateEncrypt refuses EC keys, and WebCrypto always hashes. All of it is
 * synchronous and takes up to 5 ms, to verify with P-384 16 ms (busy machine): it runs through the offload pool.
 */
export type EcdsaCurve = 'prime256v1' | 'secp384r1';

/** DER of DigestInfo up to the digest, RFC 8017 section 9.2 note 1. */
const digestInfoPrefix: Readonly<Record<Sha2Name, Buffer>> = {
  sha256: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  sha384: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  sha512: Buffer.from('3051300d060960864801650304020305000440', 'hex'),
};

/** EMSA-PKCS1-v1_5 (RFC 8017 section 8.2). */
export function pkcs1SignDigest(key: KeyObject, digestName: Sha2Name, digest: Uint8Array): Buffer {
  const digestInfo = Buffer.concat([digestInfoPrefix[digestName], digest]);
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo);
}

/** Rebuilds what must have been signed and compares the whole, so that nothing is parsed leniently. */
export function pkcs1VerifyDigest(
  key: KeyObject,
  digestName: Sha2Name,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const signed = openSignature(key, constants.RSA_PKCS1_PADDING, signature);
  return signed?.equals(Buffer.concat([digestInfoPrefix[digestName], digest])) ?? false;
}

/** EMSA-PSS with MGF1 of the same digest and a salt as long as the digest (RFC 8017 section 8.1), padding by node-forge. */
export function pssSignDigest(key: KeyObject, digestName: Sha2Name, digest: Uint8Array): Buffer {
  const digestState = { digest: () => forge.util.createBuffer(toBinaryString(digest)) };
  const encoded = pssScheme(digestName, digest.length).encode(digestState, modulusLengthInBits(key));
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, Buffer.from(encoded, 'latin1'));
}

export function pssVerifyDigest(
  key: KeyObject,
  digestName: Sha2Name,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const encoded = openSignature(key, constants.RSA_NO_PADDING, signature);
  if (encoded === undefined) return false;
  try {
    const scheme = pssScheme(digestName, digest.length);
    return scheme.verify(toBinaryString(digest), toBinaryString(encoded), modulusLengthInBits(key));
  } catch {
    return false;
  }
}

const nobleCurves = { prime256v1: p256, secp384r1: p384 } as const;
/** High s is legal ECDSA, and what OpenSSL writes; the signature is SEQUENCE { r, s } in DER. */
const ecdsaForm = { prehash: false, lowS: false, format: 'der' } as const;

/** ECDSA (FIPS 186-5) with a nonce after RFC 6979 section 3.6, hedged with fresh randomness. */
export function ecdsaSignDigest(key: KeyObject, curve: EcdsaCurve, digest: Uint8Array): Buffer {
  const scalar = ecPrivateScalar(key, curve);
  const signature = nobleCurves[curve].sign(digest, scalar, { ...ecdsaForm, extraEntropy: true });
  scalar.fill(0);
  return Buffer.from(signature);
}

export function ecdsaVerifyDigest(
  key: KeyObject,
  curve: EcdsaCurve,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    return nobleCurves[curve].verify(signature, digest, ecPublicPoint(key), ecdsaForm);
  } catch {
    return false;
  }
}

/** The part of node-forge's PSS that is used; strings are binary, one character a byte. */
interface PssScheme {
  encode(digestState: { digest(): forge.util.ByteBuffer }, modulusLengthInBits: number): string;
  verify(digest: string, encoded: string, modulusLengthInBits: number): boolean;
}

function pssScheme(digestName: Sha2Name, saltLengthInBytes: number): PssScheme {
  const scheme: PssScheme = forge.pss.create({
    md: forge.md[digestName].create(),
    mgf: forge.mgf.mgf1.create(forge.md[digestName].create()),
    saltLength: saltLengthInBytes,
    prng: { getBytesSync: (length: number) => toBinaryString(randomBytes(length)) },
  });
  return scheme;
}

/** The public key operation; undefined for a signature that is not exactly one modulus long or out of range. */
function openSignature(key: KeyObject, padding: number, signature: Uint8Array): Buffer | undefined {
  if (signature.length * 8 !== modulusLengthInBits(key)) return undefined;
  try {
    return publicDecrypt({ key, padding }, signature);
  } catch {
    return undefined;
  }
}

function modulusLengthInBits(key: KeyObject): number {
  const length = key.asymmetricKeyDetails?.modulusLength;
  if (length === undefined) throw new TypeError('want an RSA key');
  return length;
}

function toBinaryString(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
