import { OperationError } from '@dewpoint/contract';
import {
  type CiphertextHeader,
  DecryptionFailedError,
  MalformedError,
  parseCiphertext,
  type SymmetricCipher,
} from '@dewpoint/crypto-core';
import type { RequestContext } from '../context.ts';
import type { ListedKey } from '../keys/key-directory.ts';
import { MaterialMissingError } from '../keys/key-materials.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { Resource } from '../pipeline/handler.ts';
import { wasDestroyed } from './key-deletion.ts';
import type { KmsParts } from './kms-parts.ts';

/** Every failure to decrypt has this one answer, whatever is wrong (no oracle). */
export function cipherTextInvalid(cause?: unknown): OperationError {
  return new OperationError('cipherTextInvalid', { cause });
}

/** A call asks twice for the header of its ciphertext: for the permission and for the decryption. */
const parsedHeaders = new WeakMap<Uint8Array, CiphertextHeader>();

/**
 * The header of a ciphertext of encrypt-data.
 * @throws OperationError `cipherTextInvalid`
 */
export function headerOf(ciphertext: Uint8Array): CiphertextHeader {
  const parsed = parsedHeaders.get(ciphertext);
  if (parsed !== undefined) return parsed;
  try {
    const header = parseCiphertext(ciphertext);
    parsedHeaders.set(ciphertext, header);
    return header;
  } catch (error) {
    if (error instanceof MalformedError) throw cipherTextInvalid(error);
    throw error;
  }
}

/** Finds the key that a ciphertext names (TOOL-02, TOOL-05). */
export class CiphertextKeys {
  readonly #parts: Pick<KmsParts, 'directory' | 'store'>;

  constructor(parts: Pick<KmsParts, 'directory' | 'store'>) {
    this.#parts = parts;
  }

  /** For permissions; to a caller who may not know of the key its ciphertext is garbage. @throws as `find` */
  async resourceOf(context: RequestContext, ciphertext: Uint8Array): Promise<Resource> {
    const { resource } = await this.find(context, headerOf(ciphertext));
    return { ...resource, missing: 'cipherTextInvalid' };
  }

  /**
   * @throws OperationError `keyNotFound` for a key of this project that was destroyed; `cipherTextInvalid` for one that never was here,
   * so that a ciphertext of another account or project answers as garbage does (TOOL-06)
   */
  async find(context: RequestContext, header: CiphertextHeader): Promise<ListedKey> {
    try {
      return await this.#parts.directory.find(context, header.keyId);
    } catch (error) {
      if (!(error instanceof OperationError) || error.errorName !== 'keyNotFound') throw error;
      if (!(await wasDestroyed(this.#parts.store, context, header.keyId))) throw cipherTextInvalid();
      throw new OperationError('keyNotFound', {
        message: `The key ${header.keyId} of this ciphertext has been deleted. What it encrypted can never be decrypted again.`,
      });
    }
  }
}

/**
 * Runs a decryption with the key version of the header.
 * @throws OperationError `cipherTextInvalid` for whatever does not open
 */
export async function decryptWith(
  parts: Pick<KmsParts, 'materials'>,
  key: KeyRecord,
  header: CiphertextHeader,
  work: (cipher: SymmetricCipher) => Buffer,
): Promise<Buffer> {
  if (key.spec.name !== header.algorithm) throw cipherTextInvalid();
  try {
    return await parts.materials.useCipher(key, header.keyVersion, work);
  } catch (error) {
    const known =
      error instanceof DecryptionFailedError ||
      error instanceof MalformedError ||
      error instanceof MaterialMissingError;
    throw known ? cipherTextInvalid(error) : error;
  }
}
