import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { DerReader, der } from './der.ts';
import { MalformedError } from './errors.ts';
import type { KeySpec } from './key-spec.ts';

const field = 'private key';

/** Object identifiers as DER contents in hex: RFC 5480 for the NIST curves, GM/T 0006-2012 for SM2. */
const ecPublicKeyOid = '2a8648ce3d0201';
const curves = {
  prime256v1: { oid: '2a8648ce3d030107', coordinateLengthInBytes: 32 },
  secp384r1: { oid: '2b81040022', coordinateLengthInBytes: 48 },
  SM2: { oid: '2a811ccf5501822d', coordinateLengthInBytes: 32 },
} as const;

/** The only public exponent accepted: what every RSA generator of today writes (FIPS 186-5 appendix A.1.1 allows it). */
const publicExponent = 65537n;

/** Longest PKCS#8 read: an RSA_4096 key takes about 2.4 KB. */
const longestPkcs8InBytes = 8192;

export interface LoadedPrivateKey {
  readonly keyObject: KeyObject;
  /** PKCS#8 DER in one form for each key, so that equal keys have equal bytes. */
  readonly pkcs8: Buffer;
}

/**
 * Reads a private key that may come from outside: unencrypted PKCS#8 DER (RFC 5208) of exactly the spec's type and size,
 * nothing after it, private and public half belonging together.
 * @throws MalformedError
 */
export function loadPrivateKey(spec: KeySpec, pkcs8: Uint8Array): LoadedPrivateKey {
  if (pkcs8.length > longestPkcs8InBytes) {
    throw new MalformedError(
      field,
      `want at most ${longestPkcs8InBytes} bytes of PKCS#8 DER, got ${pkcs8.length}`,
    );
  }
  const outer = new DerReader(pkcs8, field);
  outer.sequence();
  outer.end();
  return spec.curve === undefined ? loadRsa(spec, pkcs8) : loadEc(spec.name, spec.curve, pkcs8);
}

/** SubjectPublicKeyInfo DER (RFC 5280) of a private or public key. */
export function exportPublicKeyDer(key: KeyObject): Buffer {
  const publicKey = key.type === 'public' ? key : createPublicKey(key);
  return publicKey.export({ type: 'spki', format: 'der' });
}

/** The point of an EC or SM2 SubjectPublicKeyInfo, uncompressed: 04, x, y. */
export function ecPublicPoint(key: KeyObject): Buffer {
  const info = new DerReader(exportPublicKeyDer(key), 'public key').sequence();
  info.sequence();
  return info.bitString();
}

/** The scalar of an EC or SM2 private key, big-endian, as long as a coordinate. The caller zeroes it. */
export function ecPrivateScalar(key: KeyObject, curve: keyof typeof curves): Buffer {
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const scalar = Buffer.from(readEcPrivateKey(curve, pkcs8, 'key').scalar);
  pkcs8.fill(0);
  return scalar;
}

/**
 * PKCS#8 DER of the EC or SM2 private key with this scalar.
 * @param scalar big-endian, as long as a coordinate
 * @throws MalformedError for a scalar outside 1 to n - 1
 */
export function pkcs8OfScalar(curve: keyof typeof curves, scalar: Uint8Array): Buffer {
  return writeEcPrivateKey(curve, scalar, derivePublicPoint(curve, scalar));
}

function loadRsa(spec: KeySpec, pkcs8: Uint8Array): LoadedPrivateKey {
  const keyObject = importPkcs8(pkcs8);
  const { modulusLength, publicExponent: exponent } = keyObject.asymmetricKeyDetails ?? {};
  if (keyObject.asymmetricKeyType !== 'rsa') throw new MalformedError(field, `want an ${spec.name} key`);
  if (modulusLength !== spec.modulusLengthInBits) {
    throw new MalformedError(
      field,
      `want a modulus of ${spec.modulusLengthInBits} bits, got ${modulusLength}`,
    );
  }
  if (exponent !== publicExponent) {
    throw new MalformedError(field, `want the public exponent ${publicExponent}, got ${exponent}`);
  }
  const probe = Buffer.from('pairwise consistency');
  const belongsTogether = verify('sha256', probe, createPublicKey(keyObject), signProbe(keyObject, probe));
  if (!belongsTogether)
    throw new MalformedError(field, 'its private and public parts do not belong together');
  return { keyObject, pkcs8: keyObject.export({ type: 'pkcs8', format: 'der' }) };
}

function signProbe(keyObject: KeyObject, probe: Buffer): Buffer {
  try {
    return sign('sha256', probe, keyObject);
  } catch {
    throw new MalformedError(field, 'its RSA numbers are not a working key');
  }
}

function loadEc(specName: string, curve: keyof typeof curves, pkcs8: Uint8Array): LoadedPrivateKey {
  const { scalar, publicPoint } = readEcPrivateKey(curve, pkcs8, specName);
  const derived = derivePublicPoint(curve, scalar);
  if (
    publicPoint !== undefined &&
    !(publicPoint.length === derived.length && timingSafeEqual(publicPoint, derived))
  ) {
    throw new MalformedError(field, 'its private and public parts do not belong together');
  }
  const canonical = writeEcPrivateKey(curve, scalar, derived);
  return { keyObject: importPkcs8(canonical), pkcs8: canonical };
}

/** ECPrivateKey of RFC 5915 inside PKCS#8, named curves only. */
function readEcPrivateKey(
  curve: keyof typeof curves,
  pkcs8: Uint8Array,
  specName: string,
): { scalar: Buffer; publicPoint: Buffer | undefined } {
  const info = new DerReader(pkcs8, field).sequence();
  info.unsignedInteger(1);
  const algorithm = info.sequence();
  if (algorithm.oid() !== ecPublicKeyOid || algorithm.oid() !== curves[curve].oid) {
    throw new MalformedError(field, `want an ${specName} key`);
  }
  algorithm.end();
  const content = new DerReader(info.octetString(), field);
  const key = content.sequence();
  content.end();
  key.unsignedInteger(1);
  const scalar = key.octetString();
  const wantInBytes = curves[curve].coordinateLengthInBytes;
  if (scalar.length !== wantInBytes) {
    throw new MalformedError(field, `want a scalar of ${wantInBytes} bytes, got ${scalar.length}`);
  }
  const parameters = key.optionalContext(0);
  if (parameters !== undefined && parameters.oid() !== curves[curve].oid) {
    throw new MalformedError(field, 'it names two curves');
  }
  const publicPoint = key.optionalContext(1)?.bitString();
  key.end();
  return { scalar, publicPoint };
}

function writeEcPrivateKey(curve: keyof typeof curves, scalar: Uint8Array, publicPoint: Uint8Array): Buffer {
  const key = der.sequence(
    der.unsignedInteger(Buffer.from([1])),
    der.octetString(scalar),
    der.context(1, der.bitString(publicPoint)),
  );
  const algorithm = der.sequence(der.oid(ecPublicKeyOid), der.oid(curves[curve].oid));
  return der.sequence(der.unsignedInteger(Buffer.from([0])), algorithm, der.octetString(key));
}

function derivePublicPoint(curve: keyof typeof curves, scalar: Uint8Array): Buffer {
  const pair = createECDH(curve);
  try {
    pair.setPrivateKey(scalar);
  } catch {
    throw new MalformedError(field, 'its scalar is outside the range of the curve');
  }
  return pair.getPublicKey();
}

function importPkcs8(pkcs8: Uint8Array): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    throw new MalformedError(field, 'want an unencrypted PKCS#8 private key in DER');
  }
}
