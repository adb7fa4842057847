import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { DecryptionFailedError, RootMismatchError, RootUnavailableError } from '../errors.ts';
import { assertRandomLength } from './random-length.ts';
import { KEY_ID_ASSOCIATED_DATA, KEY_ID_NONCE, KEY_ID_PLAINTEXT, rootKeyId } from './root-key-id.ts';
import type { RootDescription, RootHealth, RootOfTrust } from './root-of-trust.ts';
import {
  assertWrappable,
  associatedData,
  encodeWrappedKey,
  NONCE_LENGTH_IN_BYTES,
  parseWrappedKey,
  TAG_LENGTH_IN_BYTES,
} from './wrapped-key.ts';

const randomBytesAsync = promisify(randomBytes);
const ALGORITHM = 'aes-256-gcm';
export const ROOT_KEY_LENGTH_IN_BYTES = 32;

function encrypt(key: KeyObject, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_LENGTH_IN_BYTES });
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** @throws DecryptionFailedError */
function decrypt(key: KeyObject, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_LENGTH_IN_BYTES });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-TAG_LENGTH_IN_BYTES));
  const plaintext = decipher.update(sealed.subarray(0, -TAG_LENGTH_IN_BYTES));
  try {
    decipher.final();
  } catch {
    plaintext.fill(0);
    throw new DecryptionFailedError();
  }
  return plaintext;
}

/** The id of a root key given as bytes. */
export function idOfRootKey(bytes: Uint8Array): string {
  return rootKeyId(encrypt(createSecretKey(bytes), KEY_ID_NONCE, KEY_ID_ASSOCIATED_DATA, KEY_ID_PLAINTEXT));
}

/** A root key in the memory of this process: what the sealed file and the ephemeral root share. */
export class MemoryRoot implements RootOfTrust {
  readonly #description: RootDescription;
  readonly #id: string;
  #key: KeyObject | undefined;

  /** @param bytes the 32 bytes of the root key; zeroed before the constructor returns */
  constructor(bytes: Buffer, description: RootDescription) {
    if (bytes.length !== ROOT_KEY_LENGTH_IN_BYTES) {
      throw new TypeError(`root key: want ${ROOT_KEY_LENGTH_IN_BYTES} bytes, got ${bytes.length}`);
    }
    this.#id = idOfRootKey(bytes);
    this.#key = createSecretKey(bytes);
    this.#description = Object.freeze({ ...description });
    bytes.fill(0);
  }

  describe(): RootDescription {
    return this.#description;
  }

  async wrap(key: Uint8Array, context: Uint8Array): Promise<Buffer> {
    assertWrappable(key);
    const rootKey = this.#open();
    const nonce = randomBytes(NONCE_LENGTH_IN_BYTES);
    const sealed = encrypt(rootKey, nonce, associatedData(this.#id, context), key);
    return encodeWrappedKey([{ rootKeyId: this.#id, nonce, sealed }]);
  }

  async unwrap(blob: Uint8Array, context: Uint8Array): Promise<Buffer> {
    const rootKey = this.#open();
    const recipient = parseWrappedKey(blob).find(({ rootKeyId }) => rootKeyId === this.#id);
    if (recipient === undefined) {
      throw new RootMismatchError(
        `this key was wrapped by another root key than ${this.#id}; start with the root of trust that belongs to this store`,
      );
    }
    return decrypt(rootKey, recipient.nonce, associatedData(this.#id, context), recipient.sealed);
  }

  async needsRewrap(blob: Uint8Array): Promise<boolean> {
    return !parseWrappedKey(blob).some(({ rootKeyId }) => rootKeyId === this.#id);
  }

  async random(lengthInBytes: number): Promise<Buffer> {
    assertRandomLength(lengthInBytes);
    this.#open();
    return randomBytesAsync(lengthInBytes);
  }

  async health(): Promise<RootHealth> {
    return { ok: this.#key !== undefined, tokens: [] };
  }

  async close(): Promise<void> {
    this.#key = undefined;
  }

  #open(): KeyObject {
    if (this.#key === undefined) {
      throw new RootUnavailableError('the root of trust is closed');
    }
    return this.#key;
  }
}
