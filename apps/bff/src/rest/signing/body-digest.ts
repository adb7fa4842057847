import { hash } from 'node:crypto';
import { OperationError } from '@dewpoint/contract';
import type { SigningAlgorithm } from './signing-algorithms.ts';

/** What a client writes in the place of the digest of a body that is not JSON. */
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** The last line of the canonical request, and whether it vouches for the body. */
export interface BodyDigest {
  /** Texts that the client may have signed. */
  readonly payloads: readonly string[];
  /** Throws when the body is not the one that was signed; for after the signature was found to be good. */
  requireSigned(): void;
}

/** @param declared value of X-Sdk-Content-Sha256 (or -Sm3), where it was sent; it is signed as it stands */
export function bodyDigest(
  algorithm: SigningAlgorithm,
  body: Uint8Array,
  declared: string | undefined,
  contentType: string | undefined,
): BodyDigest {
  const actual = hash(algorithm.digest, body);
  if (declared === undefined || declared === '') return { payloads: [actual], requireSigned() {} };
  if (declared === UNSIGNED) {
    return {
      // Signers differ in what they sign for no body: the text of the header, or the digest of nothing.
      payloads: body.length === 0 ? [UNSIGNED, actual] : [UNSIGNED],
      requireSigned() {
        if (body.length > 0 && isJson(contentType)) throw new OperationError('unsignedBodyRefused');
      },
    };
  }
  return {
    payloads: [declared],
    requireSigned() {
      if (declared.toLowerCase() !== actual) throw new OperationError('bodyHashMismatch');
    },
  };
}

/** A body without a type counts as JSON: all that operations read is. */
function isJson(contentType: string | undefined): boolean {
  return contentType === undefined || /^\s*application\/(?:[^\s;]*\+)?(?:json|bson)\b/i.test(contentType);
}
