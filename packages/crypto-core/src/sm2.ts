import type { KeyObject } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { DerReader, der } from './der.ts';
import { digest } from './digest.ts';
import { MalformedError } from './errors.ts';
import { ecPrivateScalar, ecPublicPoint } from './private-key.ts';

/**
 * SM2 signature and public key encryption (GB/T 32918.2 and .4-2016, forms of GM/T 0009-2012) by sm-crypto-v2, which stands on
 * @noble/curves. The library computes; strict DER, range checks and the rules that it leaves out
 * are here. Its operations take 0.4 to 4 ms: they run through the offload pool. Like all big-integer arithmetic
 * in JavaScript they are not constant-time by construction, and the private scalar passes through a string.
 */
const signerId = '1234567812345678';
const coordinateLengthInBytes = 32;
const pointLengthInBytes = 1 + 2 * coordinateLengthInBytes;
const c3LengthInBytes = 32;
const uncompressedPoint = 0x04;
const c1c3c2 = 1;
const raw = { der: false, hash: false } as const;

/** The curve's order n, GB/T 32918.5-2017. */
const order = Buffer.from('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123', 'hex');

/** The algorithm has no limit that matters; this is the longest plaintext of encrypt-data (CRY-01). */
export const sm2PlaintextLimitInBytes = 4096;

/** What is signed: e = SM3(ZA || message), ZA from the default signer ID 1234567812345678 (GM/T 0009-2012). */
export function sm2MessageDigest(publicKey: KeyObject, message: Uint8Array): Buffer {
  const coordinates = ecPublicPoint(publicKey).subarray(1).toString('hex');
  return digest('sm3', Buffer.concat([sm2.getZ(coordinates, signerId), message]));
}

/** @param e 32 bytes @returns SEQUENCE { r, s } in DER */
export function sm2Sign(privateKey: KeyObject, e: Uint8Array): Buffer {
  const signature = Buffer.from(sm2.doSignature(new Uint8Array(e), scalarHex(privateKey), raw), 'hex');
  const r = signature.subarray(0, coordinateLengthInBytes);
  return der.sequence(
    der.unsignedInteger(r),
    der.unsignedInteger(signature.subarray(coordinateLengthInBytes)),
  );
}

/** False for everything that is not a signature of `e`: other DER, r or s outside 1 to n - 1. */
export function sm2Verify(publicKey: KeyObject, e: Uint8Array, signature: Uint8Array): boolean {
  const rs = readSignature(signature);
  if (rs === undefined) return false;
  try {
    return sm2.doVerifySignature(new Uint8Array(e), rs.toString('hex'), pointHex(publicKey), raw);
  } catch {
    return false;
  }
}

/**
 * @param plaintext at least 1 byte
 * @returns SEQUENCE { x, y, C3, C2 } in DER
 */
export function sm2Encrypt(publicKey: KeyObject, plaintext: Uint8Array): Buffer {
  for (;;) {
    const parts = splitCiphertext(
      Buffer.concat([
        Buffer.from([uncompressedPoint]),
        Buffer.from(sm2.doEncrypt(plaintext, pointHex(publicKey), c1c3c2), 'hex'),
      ]),
    );
    // GB/T 32918.4 step A5: with an all-zero key stream another random number must be drawn. The library does not look.
    if (!parts.c2.equals(plaintext)) return encodeCiphertext(parts);
  }
}

/**
 * Reads the DER form and C1 C3 C2 with an uncompressed C1.
 * @returns undefined when the ciphertext is malformed or was not made for this key
 */
export function sm2Decrypt(privateKey: KeyObject, ciphertext: Uint8Array): Buffer | undefined {
  try {
    const parts = readCiphertext(ciphertext);
    const joined = Buffer.concat([parts.c1.subarray(1), parts.c3, parts.c2]).toString('hex');
    const plaintext: unknown = sm2.doDecrypt(joined, scalarHex(privateKey), c1c3c2, { output: 'array' });
    // A wrong C3 gives an empty array that is no Uint8Array; an all-zero key stream is an error by step B4.
    if (!(plaintext instanceof Uint8Array) || parts.c2.equals(plaintext)) return undefined;
    return Buffer.from(plaintext);
  } catch {
    return undefined;
  }
}

interface CiphertextParts {
  readonly c1: Buffer;
  readonly c2: Buffer;
  readonly c3: Buffer;
}

function readCiphertext(ciphertext: Uint8Array): CiphertextParts {
  if (ciphertext[0] === uncompressedPoint) return splitCiphertext(Buffer.from(ciphertext));
  const outer = new DerReader(ciphertext, 'SM2 ciphertext');
  const sequence = outer.sequence();
  outer.end();
  const x = sequence.unsignedInteger(coordinateLengthInBytes);
  const y = sequence.unsignedInteger(coordinateLengthInBytes);
  const c3 = sequence.octetString();
  const c2 = sequence.octetString();
  sequence.end();
  if (c3.length !== c3LengthInBytes) throw new MalformedError('SM2 ciphertext', 'C3 is not 32 bytes');
  return checkedLength({ c1: Buffer.concat([Buffer.from([uncompressedPoint]), x, y]), c3, c2 });
}

function splitCiphertext(joined: Buffer): CiphertextParts {
  const c2At = pointLengthInBytes + c3LengthInBytes;
  return checkedLength({
    c1: joined.subarray(0, pointLengthInBytes),
    c3: joined.subarray(pointLengthInBytes, c2At),
    c2: joined.subarray(c2At),
  });
}

function checkedLength(parts: CiphertextParts): CiphertextParts {
  if (parts.c2.length < 1 || parts.c2.length > sm2PlaintextLimitInBytes) {
    throw new MalformedError('SM2 ciphertext', `C2: want 1 to ${sm2PlaintextLimitInBytes} bytes`);
  }
  return parts;
}

function encodeCiphertext({ c1, c2, c3 }: CiphertextParts): Buffer {
  const x = c1.subarray(1, 1 + coordinateLengthInBytes);
  const y = c1.subarray(1 + coordinateLengthInBytes);
  return der.sequence(
    der.unsignedInteger(x),
    der.unsignedInteger(y),
    der.octetString(c3),
    der.octetString(c2),
  );
}

function readSignature(signature: Uint8Array): Buffer | undefined {
  try {
    const outer = new DerReader(signature, 'signature');
    const sequence = outer.sequence();
    outer.end();
    const r = sequence.unsignedInteger(coordinateLengthInBytes);
    const s = sequence.unsignedInteger(coordinateLengthInBytes);
    sequence.end();
    return isInRange(r) && isInRange(s) ? Buffer.concat([r, s]) : undefined;
  } catch {
    return undefined;
  }
}

function isInRange(integer: Buffer): boolean {
  return integer.some((byte) => byte !== 0) && Buffer.compare(integer, order) < 0;
}

function pointHex(publicKey: KeyObject): string {
  return ecPublicPoint(publicKey).toString('hex');
}

function scalarHex(privateKey: KeyObject): string {
  const scalar = ecPrivateScalar(privateKey, 'SM2');
  const hex = scalar.toString('hex');
  scalar.fill(0);
  return hex;
}
