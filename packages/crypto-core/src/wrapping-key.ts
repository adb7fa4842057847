import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { gcmNonceLengthInBytes, gcmTagLengthInBytes, openAesGcm, sealAesGcm } from './aes-gcm.ts';
import { DecryptionFailedError, MalformedError } from './errors.ts';

/**
 * A wrapped key: format (01), 12 bytes nonce, AES-256-GCM ciphertext as long as the key, 16 bytes tag.
 * The caller's context is the associated data; the format byte can only be 01, so it needs no proof.
 */
const format = 1;
const nonceAt = 1;
const ciphertextAt = nonceAt + gcmNonceLengthInBytes;
const overheadInBytes = ciphertextAt + gcmTagLengthInBytes;
const keyLengthInBytes = 32;

/**
 * An AES-256 key that wraps other keys (account keys; key material under them). It wraps a key once in that key's life, not
 * data, so that its random nonces stay far from the limit of 2^32.
 */
export class WrappingKey {
  #bytes: Buffer | undefined;
  #key: KeyObject | undefined;
  /** An own function property: JSON.stringify calls it, structuredClone refuses because of it. */
  readonly toJSON: () => never = () => {
    throw new TypeError(`${String(this)} cannot be serialised; wrap it with the key above it`);
  };

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#key = createSecretKey(bytes);
  }

  static generate(): WrappingKey {
    return new WrappingKey(randomBytes(keyLengthInBytes));
  }

  /** Copies. @throws MalformedError for anything but 32 bytes */
  static fromBytes(bytes: Uint8Array): WrappingKey {
    if (bytes.length !== keyLengthInBytes) {
      throw new MalformedError('wrapping key', `want ${keyLengthInBytes} bytes, got ${bytes.length}`);
    }
    return new WrappingKey(Buffer.from(bytes));
  }

  /** A copy; the caller zeroes it after use. */
  revealBytes(): Buffer {
    return Buffer.from(this.#live(this.#bytes));
  }

  /** @param context must be given again to unwrap, byte for byte */
  wrap(plain: Uint8Array, context: Uint8Array): Buffer {
    const nonce = randomBytes(gcmNonceLengthInBytes);
    const { ciphertext, tag } = sealAesGcm(this.#live(this.#key), nonce, context, plain);
    return Buffer.concat([Buffer.from([format]), nonce, ciphertext, tag]);
  }

  /** @throws DecryptionFailedError for every failure, with one message */
  unwrap(blob: Uint8Array, context: Uint8Array): Buffer {
    const key = this.#live(this.#key);
    if (blob.length < overheadInBytes || blob[0] !== format) throw new DecryptionFailedError();
    const tagAt = blob.length - gcmTagLengthInBytes;
    const nonce = blob.subarray(nonceAt, ciphertextAt);
    return openAesGcm(key, nonce, context, blob.subarray(ciphertextAt, tagAt), blob.subarray(tagAt));
  }

  /** Zeroes the bytes. Any later use is a TypeError. */
  destroy(): void {
    this.#bytes?.fill(0);
    this.#bytes = undefined;
    this.#key = undefined;
  }

  toString(): string {
    return '[WrappingKey]';
  }

  [inspect.custom](): string {
    return String(this);
  }

  #live<T>(value: T | undefined): T {
    if (value === undefined) throw new TypeError('[WrappingKey] has been destroyed');
    return value;
  }
}
