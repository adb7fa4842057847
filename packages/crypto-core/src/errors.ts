/** Stable codes of every error this package throws on purpose. Misuse by a programmer is a plain TypeError. */
export type CryptoErrorCode =
  | 'MALFORMED'
  | 'DECRYPTION_FAILED'
  | 'UNSUPPORTED_ALGORITHM'
  | 'PLAINTEXT_TOO_LONG'
  | 'DIGEST_LENGTH'
  | 'ROOT_UNAVAILABLE'
  | 'ROOT_MISMATCH';

/** Base of all coded errors; `code` is what callers branch on, `message` is for people and never holds key bytes. */
export abstract class CryptoError extends Error {
  abstract readonly code: CryptoErrorCode;
}

/** Bytes from outside that do not have the shape they claim. `field` names the part that is wrong. */
export class MalformedError extends CryptoError {
  override readonly name = 'MalformedError';
  readonly code = 'MALFORMED';
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
  }
}

/**
 * Every failure to decrypt or unwrap, with one message: telling a wrong key from a changed byte or a
 * wrong context would be an oracle.
 */
export class DecryptionFailedError extends CryptoError {
  override readonly name = 'DecryptionFailedError';
  readonly code = 'DECRYPTION_FAILED';

  constructor() {
    super('decryption failed: the ciphertext, its key or its associated data do not belong together');
  }
}

/** The algorithm is unknown or does not fit the key spec. */
export class UnsupportedAlgorithmError extends CryptoError {
  override readonly name = 'UnsupportedAlgorithmError';
  readonly code = 'UNSUPPORTED_ALGORITHM';
  readonly algorithm: string;
  readonly allowed: readonly string[];

  /** @param allowed what the same key spec does offer; empty when it offers nothing of the kind */
  constructor(algorithm: string, keySpecName: string, allowed: readonly string[]) {
    const offer = allowed.length === 0 ? 'it has none for this operation' : `use ${allowed.join(', ')}`;
    super(`algorithm ${JSON.stringify(algorithm.slice(0, 64))} does not fit a ${keySpecName} key; ${offer}`);
    this.algorithm = algorithm;
    this.allowed = allowed;
  }
}

/** The plaintext is longer than the algorithm can carry. */
export class PlaintextTooLongError extends CryptoError {
  override readonly name = 'PlaintextTooLongError';
  readonly code = 'PLAINTEXT_TOO_LONG';
  readonly limitInBytes: number;
  readonly gotInBytes: number;

  constructor(limitInBytes: number, gotInBytes: number) {
    super(`plaintext too long: want at most ${limitInBytes} bytes, got ${gotInBytes}`);
    this.limitInBytes = limitInBytes;
    this.gotInBytes = gotInBytes;
  }
}

/** A message of type DIGEST that is not as long as the algorithm's digest. */
export class DigestLengthError extends CryptoError {
  override readonly name = 'DigestLengthError';
  readonly code = 'DIGEST_LENGTH';
  readonly wantInBytes: number;
  readonly gotInBytes: number;

  constructor(wantInBytes: number, gotInBytes: number) {
    super(`digest length: want ${wantInBytes} bytes, got ${gotInBytes}`);
    this.wantInBytes = wantInBytes;
    this.gotInBytes = gotInBytes;
  }
}

/** The root of trust cannot be used now (sealed, unreachable, timed out). `detail` is for operators. */
export class RootUnavailableError extends CryptoError {
  override readonly name = 'RootUnavailableError';
  readonly code = 'ROOT_UNAVAILABLE';
  readonly detail: string;

  constructor(detail: string, options?: ErrorOptions) {
    super(`root of trust unavailable: ${detail}`, options);
    this.detail = detail;
  }
}

/** The root of trust answers, but holds another root key than the one that wrapped the data. */
export class RootMismatchError extends CryptoError {
  override readonly name = 'RootMismatchError';
  readonly code = 'ROOT_MISMATCH';

  constructor(detail: string, options?: ErrorOptions) {
    super(`root of trust mismatch: ${detail}`, options);
  }
}
