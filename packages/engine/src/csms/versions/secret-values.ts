import { OperationError } from '@dewpoint/contract';
import type { WrappingKey } from '@dewpoint/crypto-core';
import type { Clock } from '../../clock.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import { type CacheFigures, LeasedCache } from '../../keys/leased-cache.ts';
import type { ServiceKeys } from '../../kms/service-keys.ts';
import type { Store } from '../../store/store.ts';
import { type SecretRecord, secretAddress, type VersionRecord } from '../secrets/secret-record.ts';
import { openDataKey, openValue, type SecretValue } from './value-sealing.ts';
import { readSealedVersion } from './version-repository.ts';

/** With the longest values 64 MB. */
const CAPACITY = 2_000;
const TIME_LIMIT_IN_MS = 5 * 60_000;

/** What a reading needs: the unwrapped data key and the value as it is stored. */
interface OpenableVersion {
  readonly dataKey: WrappingKey;
  readonly kind: VersionRecord['kind'];
  readonly sealed: Uint8Array;
}

/**
 * Reads values (SEC-10). What stays in memory, bounded and for a time, is the sealed value and its data key, not the value: opening it
 * costs microseconds. Both go when the secret or the key changes; permissions and the state of the key are asked before every reading.
 */
export class SecretValues {
  readonly #store: Store;
  readonly #keys: ServiceKeys;
  readonly #cache: LeasedCache<OpenableVersion>;

  constructor(parts: { readonly store: Store; readonly keys: ServiceKeys; readonly clock: Clock }) {
    this.#store = parts.store;
    this.#keys = parts.keys;
    this.#cache = new LeasedCache({
      clock: parts.clock,
      capacity: CAPACITY,
      timeLimitInMs: TIME_LIMIT_IN_MS,
      dispose: ({ dataKey }) => dataKey.destroy(),
    });
  }

  /**
   * @param key of the version, already checked for this caller
   * @throws OperationError `secretVersionNotFound`, `secretValueUnreadable`, `rootOfTrustUnavailable`
   */
  read(secret: SecretRecord, version: VersionRecord, key: KeyRecord): Promise<SecretValue> {
    return this.#cache.use(
      `${secret.id}/${version.version}`,
      [secretAddress(secret), key.id],
      () => this.#load(secret, version, key),
      ({ dataKey, kind, sealed }) => openValue(dataKey, secret, version.version, { kind, bytes: sealed }),
    );
  }

  /** @param group address of a secret or ID of a key */
  drop(group: string): void {
    this.#cache.drop(group);
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

  async #load(secret: SecretRecord, version: VersionRecord, key: KeyRecord): Promise<OpenableVersion> {
    const row = await readSealedVersion(this.#store.read, secret.id, version.version);
    if (row === undefined) throw new OperationError('secretVersionNotFound');
    const dataKey = await openDataKey(this.#keys, key, secret, row.wrapped_data_key);
    return { dataKey, kind: row.kind, sealed: row.sealed_value };
  }
}
