import { createPublicKey, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';
import { MalformedError } from './errors.ts';
import { generatePrivateKey } from './key-generation.ts';
import type { KeySpec } from './key-spec.ts';
import { exportPublicKeyDer, loadPrivateKey } from './private-key.ts';

/**
 * The one wrapper of key bytes. It prints as `[KeyMaterial AES_256]`; JSON.stringify of it is a TypeError and
 * structuredClone (postMessage, v8.serialize) of it a DataCloneError, so that no log line or message carries
 * a key by accident. Every touch of the bytes goes through an accessor whose name begins with `reveal`.
 */
export class KeyMaterial {
  readonly spec: KeySpec;
  /** An own function property: JSON.stringify calls it, structuredClone refuses because of it. */
  readonly toJSON: () => never = () => {
    throw new TypeError(`${String(this)} cannot be serialised; wrap it with a WrappingKey`);
  };
  #bytes: Buffer | undefined;
  #keyObject: KeyObject | undefined;
  #publicKeyObject: KeyObject | undefined;

  private constructor(spec: KeySpec, bytes: Buffer, keyObject: KeyObject) {
    this.spec = spec;
    this.#bytes = bytes;
    this.#keyObject = keyObject;
  }

  /** New random material. Asymmetric generation runs off the event loop. */
  static async generate(spec: KeySpec): Promise<KeyMaterial> {
    if (spec.materialLengthInBytes !== undefined) {
      return KeyMaterial.#own(spec, randomBytes(spec.materialLengthInBytes));
    }
    const keyObject = await generatePrivateKey(spec);
    return KeyMaterial.#own(spec, keyObject.export({ type: 'pkcs8', format: 'der' }));
  }

  /**
   * Copies `bytes`: raw for symmetric specs, PKCS#8 DER for asymmetric ones (kept in one canonical form, so that
   * the same key imported from two encodings is equal).
   * @throws MalformedError when they do not fit the spec
   */
  static fromBytes(spec: KeySpec, bytes: Uint8Array): KeyMaterial {
    return KeyMaterial.#own(spec, Buffer.from(bytes));
  }

  static #own(spec: KeySpec, bytes: Buffer): KeyMaterial {
    if (spec.materialLengthInBytes === undefined) {
      const { keyObject, pkcs8 } = loadPrivateKey(spec, bytes);
      bytes.fill(0);
      return new KeyMaterial(spec, pkcs8, keyObject);
    }
    if (bytes.length !== spec.materialLengthInBytes) {
      const want = spec.materialLengthInBytes;
      const got = bytes.length;
      bytes.fill(0);
      throw new MalformedError('key material', `want ${want} bytes for ${spec.name}, got ${got}`);
    }
    return new KeyMaterial(spec, bytes, createSecretKey(bytes));
  }

  /** A copy of the raw bytes or of the PKCS#8 DER; the caller zeroes it after use. */
  revealBytes(): Buffer {
    return Buffer.from(this.#live(this.#bytes));
  }

  /** The secret or private key in OpenSSL's hands. It can be exported: handle it like the bytes. */
  revealKeyObject(): KeyObject {
    return this.#live(this.#keyObject);
  }

  /** Compares in constant time; false for another spec. */
  equals(other: KeyMaterial): boolean {
    const mine = this.#live(this.#bytes);
    const theirs = other.#live(other.#bytes);
    return (
      this.spec.name === other.spec.name && mine.length === theirs.length && timingSafeEqual(mine, theirs)
    );
  }

  /** @throws TypeError for a symmetric spec */
  publicKeyObject(): KeyObject {
    const privateKey = this.#live(this.#keyObject);
    if (this.spec.symmetric) throw new TypeError(`${this.spec.name} has no public key`);
    this.#publicKeyObject ??= createPublicKey(privateKey);
    return this.#publicKeyObject;
  }

  /** SubjectPublicKeyInfo, DER. @throws TypeError for a symmetric spec */
  publicKeyDer(): Buffer {
    return exportPublicKeyDer(this.publicKeyObject());
  }

  /** SubjectPublicKeyInfo, PEM with LF line ends. @throws TypeError for a symmetric spec */
  publicKeyPem(): string {
    return this.publicKeyObject().export({ type: 'spki', format: 'pem' }).toString();
  }

  /** Zeroes the bytes. Any later use is a TypeError. */
  destroy(): void {
    this.#bytes?.fill(0);
    this.#bytes = undefined;
    this.#keyObject = undefined;
    this.#publicKeyObject = undefined;
  }

  toString(): string {
    return `[KeyMaterial ${this.spec.name}]`;
  }

  [inspect.custom](): string {
    return String(this);
  }

  #live<T>(value: T | undefined): T {
    if (value === undefined) throw new TypeError(`${String(this)} has been destroyed`);
    return value;
  }
}
