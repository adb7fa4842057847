import { KeyMaterial, type KeySpec, SymmetricCipher } from '@dewpoint/crypto-core';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { AccountKeys } from './account-keys.ts';
import { materialBinding } from './binding.ts';
import type { KeyRecord } from './key-record.ts';
import { type CacheFigures, LeasedCache } from './leased-cache.ts';

const CAPACITY = 10_000;
const TIME_LIMIT_IN_MS = 10 * 60_000;

/** The key has no material in this version: it was never there, or imported material was deleted. */
export class MaterialMissingError extends Error {
  override readonly name = 'MaterialMissingError';
}

/** One loaded key version: the cipher of encrypt-data's own format for AES_256 and SM4, the material itself for all other specs. */
type LoadedVersion =
  | { readonly kind: 'cipher'; readonly cipher: SymmetricCipher }
  | { readonly kind: 'material'; readonly material: KeyMaterial };

/** Material wrapped for its row in `key_versions`. */
export interface WrappedMaterial {
  readonly version: number;
  readonly wrapped: Buffer;
  readonly accountKeyVersion: number;
}

/** Which key version of whom; the spec is part of what the wrapping is bound to. */
export interface MaterialPlace {
  readonly accountId: string;
  readonly keyId: string;
  readonly version: number;
  readonly spec: KeySpec;
}

/**
 * The third level of the key hierarchy: material of each key version, wrapped by the account key. Unwrapped it lives only here, lent to
 * one operation at a time, destroyed when it leaves the cache.
 */
export class KeyMaterials {
  readonly #store: Store;
  readonly #accountKeys: AccountKeys;
  readonly #cache: LeasedCache<LoadedVersion>;

  constructor(parts: { readonly store: Store; readonly accountKeys: AccountKeys; readonly clock: Clock }) {
    this.#store = parts.store;
    this.#accountKeys = parts.accountKeys;
    this.#cache = new LeasedCache({
      clock: parts.clock,
      capacity: CAPACITY,
      timeLimitInMs: TIME_LIMIT_IN_MS,
      dispose: (loaded) => (loaded.kind === 'cipher' ? loaded.cipher : loaded.material).destroy(),
    });
  }

  /** Wraps material for its place; the caller keeps and destroys the material. May open a transaction of its own. */
  async wrap(place: MaterialPlace, material: KeyMaterial): Promise<WrappedMaterial> {
    const bytes = material.revealBytes();
    try {
      const accountKeyVersion = this.#accountKeys.currentVersion;
      const wrapped = await this.#accountKeys.use(place.accountId, accountKeyVersion, (key) =>
        key.wrap(bytes, materialBinding({ ...place, spec: place.spec.name })),
      );
      return { version: place.version, wrapped, accountKeyVersion };
    } finally {
      bytes.fill(0);
    }
  }

  /**
   * Lends the cipher of one version of a symmetric encryption key to work that ends in this turn.
   * @returns no promise where the cipher is at hand
   * @throws MaterialMissingError; TypeError for a key that is not AES_256 or SM4
   */
  useCipher<T>(
    key: KeyRecord,
    version: number,
    work: (cipher: SymmetricCipher) => Awaited<T>,
  ): Awaited<T> | Promise<Awaited<T>> {
    const lent = (loaded: LoadedVersion) => {
      if (loaded.kind !== 'cipher')
        throw new TypeError(`key ${key.id}: ${key.spec.name} has no symmetric cipher`);
      return work(loaded.cipher);
    };
    return this.#cache.useNow(`${key.id}/${version}`, key.id, () => this.#load(key, version), lent);
  }

  /**
   * Lends the material of the current version of a key for signatures, MACs or asymmetric encryption.
   * @throws MaterialMissingError; TypeError for AES_256 and SM4
   */
  useMaterial<T>(key: KeyRecord, work: (material: KeyMaterial) => T | Promise<T>): Promise<T> {
    return this.#use(key, key.currentVersion, (loaded) => {
      if (loaded.kind !== 'material')
        throw new TypeError(`key ${key.id}: ${key.spec.name} lends its cipher only`);
      return work(loaded.material);
    });
  }

  /** Forgets all versions of one key. */
  drop(keyId: string): void {
    this.#cache.drop(keyId);
  }

  dropAll(): void {
    this.#cache.dropAll();
  }

  /** Destroys what is past its time limit. */
  sweep(): void {
    this.#cache.sweep();
  }

  figures(): CacheFigures {
    return this.#cache.figures();
  }

  #use<T>(key: KeyRecord, version: number, work: (loaded: LoadedVersion) => T | Promise<T>): Promise<T> {
    return this.#cache.use(`${key.id}/${version}`, key.id, () => this.#load(key, version), work);
  }

  async #load(key: KeyRecord, version: number): Promise<LoadedVersion> {
    const row = await this.#store.read
      .selectFrom('key_versions')
      .select(['wrapped_material', 'account_key_version'])
      .where('key_id', '=', key.id)
      .where('version', '=', version)
      .executeTakeFirst();
    const wrapped = row?.wrapped_material;
    if (row === undefined || wrapped === null || wrapped === undefined) {
      throw new MaterialMissingError(`key ${key.id} has no material in version ${version}`);
    }
    const place = { accountId: key.accountId, keyId: key.id, version, spec: key.spec.name };
    const bytes = await this.#accountKeys.use(key.accountId, row.account_key_version, (accountKey) =>
      accountKey.unwrap(wrapped, materialBinding(place)),
    );
    try {
      const material = KeyMaterial.fromBytes(key.spec, bytes);
      if (!key.spec.encryptionAlgorithms.includes('SYMMETRIC_DEFAULT')) return { kind: 'material', material };
      const cipher = new SymmetricCipher(material, { keyId: key.id, keyVersion: version });
      // The cipher has a copy of its own; one copy in memory is enough.
      material.destroy();
      return { kind: 'cipher', cipher };
    } finally {
      bytes.fill(0);
    }
  }
}
