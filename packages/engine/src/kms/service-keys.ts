import type { RequestContext } from '../context.ts';
import type { KeyDirectory, ListedKey } from '../keys/key-directory.ts';
import type { KeyMaterials } from '../keys/key-materials.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import { headerOf } from './ciphertext-key.ts';
import { checkUse } from './key-rules.ts';

/**
 * Keys for the product's own services: they protect their data with data keys under a key of the account, as any client does with
 * create-datakey and decrypt-datakey, and ask for the caller's permission on the key themselves.
 */
export interface ServiceKeys {
  /** A key of the caller's account and project. @throws OperationError `keyNotFound` */
  find(context: RequestContext, keyId: string): Promise<ListedKey>;
  /** @throws OperationError unless the key is an enabled symmetric encryption key with its material (KEY-06, KEY-07) */
  checkUsable(key: KeyRecord, now: number): void;
  /** Wraps a data key under the current version. May load the key: call it outside of transactions. */
  wrapDataKey(key: KeyRecord, dataKey: Uint8Array, binding: Uint8Array): Promise<Buffer>;
  /**
   * @throws DecryptionFailedError, MaterialMissingError; OperationError `cipherTextInvalid` for what is no ciphertext;
   * `rootOfTrustUnavailable`
   */
  unwrapDataKey(key: KeyRecord, wrapped: Uint8Array, binding: Uint8Array): Promise<Buffer>;
}

export function createServiceKeys(parts: {
  readonly directory: KeyDirectory;
  readonly materials: KeyMaterials;
}): ServiceKeys {
  const { directory, materials } = parts;
  return {
    find: (context, keyId) => directory.find(context, keyId),
    checkUsable: (key, now) => checkUse(key, { kind: 'dataKey' }, now),
    wrapDataKey: async (key, dataKey, binding) =>
      materials.useCipher(key, key.currentVersion, (cipher) => cipher.encrypt('datakey', dataKey, binding)),
    unwrapDataKey: async (key, wrapped, binding) =>
      materials.useCipher(key, headerOf(wrapped).keyVersion, (cipher) =>
        cipher.decrypt('datakey', wrapped, binding),
      ),
  };
}
