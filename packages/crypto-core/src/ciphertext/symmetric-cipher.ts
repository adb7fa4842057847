import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { digest } from '../digest.ts';
import { DecryptionFailedError, MalformedError } from '../errors.ts';
import type { KeyMaterial } from '../key-material.ts';
import {
  type CiphertextMessage,
  type CiphertextPurpose,
  ciphertextLength,
  encodeAuthenticatedHeader,
  encodeIdentity,
  encodeKeyId,
  encodeKeyVersion,
  headerNonce,
  headerSalt,
  paddedLength,
  parseMessage,
  prefixLengthInBytes,
  saltLengthInBytes,
} from './format.ts';
import { writeNonce } from './nonce-pool.ts';
import { type CipherSuite, deriveSubkey, type Subkey, suiteForSpec } from './suites.ts';

/**
 * Messages under one subkey. With random 96-bit nonces 2^28 messages keep the chance of a repeated nonce below 2^-41;
 * NIST SP 800-38D section 8.3 allows 2^32 and 2^-32.
 */
export const messagesPerEpoch = 2 ** 28;

/** Subkeys kept for decryption. A process that encrypted through many restarts leaves one salt for each. */
const cachedSubkeys = 64;

export interface KeyVersionBinding {
  /** Lower-case UUID. */
  readonly keyId: string;
  /** 1 to 2^32 - 1. */
  readonly keyVersion: number;
}

interface LoadedKeys {
  readonly material: KeyObject;
  /** What new messages are encrypted under. */
  epoch: SaltedSubkey;
}

/** A subkey with the bytes 0-75 of every ciphertext that is made with it. */
interface SaltedSubkey {
  readonly subkey: Subkey;
  readonly salt: Buffer;
  readonly prefixes: Readonly<Record<CiphertextPurpose, Buffer>>;
}

/**
 * One loaded key version (AES_256 or SM4). Data is encrypted under a subkey derived by HKDF from the
 * material and a random salt; a new salt is drawn when the cipher is constructed and after 2^28 messages, so that no
 * key ever comes near the limit for random nonces and nothing has to be counted in a store (CRY-07). Holds its own
 * copy of the key: the material may be destroyed afterwards.
 */
export class SymmetricCipher {
  readonly #suite: CipherSuite;
  readonly #binding: KeyVersionBinding;
  readonly #keyIdAndVersion: Buffer;
  readonly #messagesPerEpoch: number;
  readonly #cache = new Map<string, SaltedSubkey>();
  #keys: LoadedKeys | undefined;
  #messagesLeft: number;

  /**
   * @param limits.messagesPerEpoch lower than 2^28 for tests
   * @throws TypeError for a key that is not AES_256 or SM4, or a binding out of range
   */
  constructor(
    material: KeyMaterial,
    binding: KeyVersionBinding,
    limits: { readonly messagesPerEpoch?: number } = {},
  ) {
    const limit = limits.messagesPerEpoch ?? messagesPerEpoch;
    if (!Number.isInteger(limit) || limit < 1 || limit > messagesPerEpoch) {
      throw new TypeError(`messagesPerEpoch: want 1 to ${messagesPerEpoch}, got ${limit}`);
    }
    this.#suite = suiteForSpec(material.spec.name);
    this.#binding = { keyId: binding.keyId, keyVersion: binding.keyVersion };
    const { keyId, keyVersion } = binding;
    this.#keyIdAndVersion = Buffer.concat([encodeKeyId(keyId), encodeKeyVersion(keyVersion)]);
    this.#messagesPerEpoch = limit;
    const key = copyOf(material);
    this.#keys = { material: key, epoch: this.#derive(key, randomBytes(saltLengthInBytes)) };
    this.#messagesLeft = limit;
  }

  /**
   * @returns exactly `ciphertextLength(plaintext.length)` bytes
   * @throws PlaintextTooLongError over 65536 bytes
   */
  encrypt(purpose: CiphertextPurpose, plaintext: Uint8Array, associatedData: Uint8Array): Buffer {
    const keys = this.#live();
    const length = ciphertextLength(plaintext.length);
    const { subkey, prefixes } = this.#nextMessage(keys);
    const header = encodeAuthenticatedHeader(prefixes[purpose], plaintext.length, writeNonce);
    const padded = pad(plaintext);
    const { ciphertext, tag } = subkey.seal(headerNonce(header), header, associatedData, padded);
    if (padded !== plaintext) padded.fill(0);
    return Buffer.concat([header, ...tag, ciphertext], length);
  }

  /** @throws DecryptionFailedError for every failure, with one message */
  decrypt(purpose: CiphertextPurpose, ciphertext: Uint8Array, associatedData: Uint8Array): Buffer {
    const keys = this.#live();
    const message = parseOrFail(ciphertext);
    const header = message.authenticatedHeader;
    const salted = this.#subkeyFor(keys, purpose, header);
    const padded = salted.subkey.open(message.nonce, header, associatedData, message.body, message.tag);
    if (salted !== keys.epoch) this.#remember(salted);
    return unpad(padded, message.plaintextLength);
  }

  /** Drops the keys. Any later use is a TypeError. */
  destroy(): void {
    this.#keys = undefined;
    this.#cache.clear();
  }

  toJSON(): string {
    return String(this);
  }

  toString(): string {
    return `[SymmetricCipher ${this.#suite.algorithm} ${this.#binding.keyId} version ${this.#binding.keyVersion}]`;
  }

  [inspect.custom](): string {
    return String(this);
  }

  #nextMessage(keys: LoadedKeys): SaltedSubkey {
    if (this.#messagesLeft === 0) {
      this.#remember(keys.epoch);
      keys.epoch = this.#derive(keys.material, randomBytes(saltLengthInBytes));
      this.#messagesLeft = this.#messagesPerEpoch;
    }
    this.#messagesLeft -= 1;
    return keys.epoch;
  }

  /** The prefix is compared as a whole: magic, format, algorithm, purpose, key version, key id, salt and digest. */
  #subkeyFor({ material, epoch }: LoadedKeys, purpose: CiphertextPurpose, header: Buffer): SaltedSubkey {
    const prefix = header.subarray(0, prefixLengthInBytes);
    if (epoch.prefixes[purpose].equals(prefix)) return epoch;
    const salt = headerSalt(header);
    const salted = this.#cache.get(salt.toString('latin1')) ?? this.#derive(material, salt);
    if (!salted.prefixes[purpose].equals(prefix)) throw new DecryptionFailedError();
    return salted;
  }

  /** Only subkeys that have opened something are kept, so that garbage cannot push good ones out. */
  #remember(salted: SaltedSubkey): void {
    const name = salted.salt.toString('latin1');
    this.#cache.delete(name);
    this.#cache.set(name, salted);
    if (this.#cache.size <= cachedSubkeys) return;
    const [oldest] = this.#cache.keys();
    if (oldest !== undefined) this.#cache.delete(oldest);
  }

  #derive(material: KeyObject, salt: Buffer): SaltedSubkey {
    const subkey = deriveSubkey(this.#suite, material, salt, this.#keyIdAndVersion);
    const ownSalt = Buffer.from(salt);
    return {
      subkey,
      salt: ownSalt,
      prefixes: {
        data: this.#prefix('data', salt),
        datakey: this.#prefix('datakey', salt),
        text: this.#prefix('text', salt),
      },
    };
  }

  #prefix(purpose: CiphertextPurpose, salt: Buffer): Buffer {
    const { algorithm, digestName } = this.#suite;
    const identity = encodeIdentity({ purpose, algorithm, salt, ...this.#binding });
    return Buffer.concat([identity, digest(digestName, identity)], prefixLengthInBytes);
  }

  #live(): LoadedKeys {
    if (this.#keys === undefined) throw new TypeError(`${String(this)} has been destroyed`);
    return this.#keys;
  }
}

function copyOf(material: KeyMaterial): KeyObject {
  const bytes = material.revealBytes();
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

function parseOrFail(ciphertext: Uint8Array): CiphertextMessage {
  try {
    return parseMessage(ciphertext);
  } catch (error) {
    if (error instanceof MalformedError) throw new DecryptionFailedError();
    throw error;
  }
}

function pad(plaintext: Uint8Array): Uint8Array {
  const length = paddedLength(plaintext.length);
  if (length === plaintext.length) return plaintext;
  // From Node's pool, which costs a fifth; the caller zeroes it after use.
  const padded = Buffer.allocUnsafe(length);
  padded.set(plaintext, 0);
  padded.fill(0, plaintext.length);
  return padded;
}

/** The padding is authenticated, so anything but zeros means that the encrypting side was not this format. */
function unpad(padded: Buffer, plaintextLength: number): Buffer {
  for (let at = plaintextLength; at < padded.length; at += 1) {
    if (padded[at] !== 0) {
      padded.fill(0);
      throw new DecryptionFailedError();
    }
  }
  return padded.subarray(0, plaintextLength);
}
