import { MalformedError, type RootOfTrust, WrappingKey } from '@dewpoint/crypto-core';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { accountKeyBinding, sealBinding } from './binding.ts';
import { type CacheFigures, LeasedCache } from './leased-cache.ts';
import { viaRoot } from './root-access.ts';

const FIRST_VERSION = 1;
const CAPACITY = 1_000;
const TIME_LIMIT_IN_MS = 10 * 60_000;
const SEAL_FORMAT = 1;
/** Format (1 byte) and version of the account key (4 bytes, big-endian) before the wrapped bytes. */
const SEAL_PREFIX_IN_BYTES = 5;

/**
 * Sealing of an account's own bytes (sessions, documents) under its account key.
 * The first call for an account writes its key in a transaction of its own: call it before you open one.
 */
export interface AccountSealing {
  /** @param context what the bytes are and whose; opening needs the same. No NUL. */
  seal(accountId: string, bytes: Uint8Array, context: string): Promise<Buffer>;
  /** @throws DecryptionFailedError for changed bytes, another account or context; MalformedError for what was never sealed */
  open(accountId: string, sealed: Uint8Array, context: string): Promise<Buffer>;
}

/**
 * The second level of the key hierarchy: one key per account, wrapped by the root of trust, made on first use.
 * Nodes may race to make it: the first row wins and everybody uses that one.
 */
export class AccountKeys implements AccountSealing {
  readonly #store: Store;
  readonly #root: RootOfTrust;
  readonly #clock: Clock;
  readonly #cache: LeasedCache<WrappingKey>;

  constructor(parts: { readonly store: Store; readonly root: RootOfTrust; readonly clock: Clock }) {
    this.#store = parts.store;
    this.#root = parts.root;
    this.#clock = parts.clock;
    this.#cache = new LeasedCache({
      clock: parts.clock,
      capacity: CAPACITY,
      timeLimitInMs: TIME_LIMIT_IN_MS,
      dispose: (key) => key.destroy(),
    });
  }

  /** Version under which new material is wrapped. */
  readonly currentVersion = FIRST_VERSION;

  /**
   * Lends the account key of one version; makes the first one where the account has none.
   * Its first use in an account opens a transaction: call it before you open one.
   */
  use<T>(accountId: string, version: number, work: (key: WrappingKey) => T | Promise<T>): Promise<T> {
    return this.#cache.use(`${accountId}/${version}`, accountId, () => this.#load(accountId, version), work);
  }

  async seal(accountId: string, bytes: Uint8Array, context: string): Promise<Buffer> {
    const wrapped = await this.use(accountId, this.currentVersion, (key) =>
      key.wrap(bytes, sealBinding(accountId, context)),
    );
    const prefix = Buffer.alloc(SEAL_PREFIX_IN_BYTES);
    prefix.writeUInt8(SEAL_FORMAT, 0);
    prefix.writeUInt32BE(this.currentVersion, 1);
    return Buffer.concat([prefix, wrapped]);
  }

  async open(accountId: string, sealed: Uint8Array, context: string): Promise<Buffer> {
    const blob = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length);
    if (blob.length <= SEAL_PREFIX_IN_BYTES || blob.readUInt8(0) !== SEAL_FORMAT) {
      throw new MalformedError('sealed bytes', `want format ${SEAL_FORMAT}`);
    }
    const version = blob.readUInt32BE(1);
    if (version !== FIRST_VERSION)
      throw new MalformedError('sealed bytes', `unknown account key version ${version}`);
    return this.use(accountId, version, (key) =>
      key.unwrap(blob.subarray(SEAL_PREFIX_IN_BYTES), sealBinding(accountId, context)),
    );
  }

  /** Destroys what is past its time limit. */
  sweep(): void {
    this.#cache.sweep();
  }

  dropAll(): void {
    this.#cache.dropAll();
  }

  figures(): CacheFigures {
    return this.#cache.figures();
  }

  async #load(accountId: string, version: number): Promise<WrappingKey> {
    const wrapped =
      (await this.#read(accountId, version)) ??
      (version === FIRST_VERSION ? await this.#create(accountId) : undefined);
    if (wrapped === undefined)
      throw new Error(`account key ${version} of account ${accountId} is not in the store`);
    const bytes = await viaRoot(() => this.#root.unwrap(wrapped, accountKeyBinding(accountId, version)));
    try {
      return WrappingKey.fromBytes(bytes);
    } finally {
      bytes.fill(0);
    }
  }

  async #read(accountId: string, version: number): Promise<Uint8Array | undefined> {
    const row = await this.#store.read
      .selectFrom('account_keys')
      .select('wrapped')
      .where('account_id', '=', accountId)
      .where('version', '=', version)
      .executeTakeFirst();
    return row?.wrapped;
  }

  /** Answers the row that is in the store afterwards, which may be another node's. */
  async #create(accountId: string): Promise<Uint8Array | undefined> {
    const fresh = WrappingKey.generate();
    const bytes = fresh.revealBytes();
    fresh.destroy();
    try {
      const wrapped = await viaRoot(() =>
        this.#root.wrap(bytes, accountKeyBinding(accountId, FIRST_VERSION)),
      );
      await this.#store.transaction((transaction) =>
        transaction
          .insertInto('account_keys')
          .values({ account_id: accountId, version: FIRST_VERSION, wrapped, created_at: this.#clock.now() })
          .onConflict((conflict) => conflict.columns(['account_id', 'version']).doNothing())
          .execute(),
      );
      return await this.#read(accountId, FIRST_VERSION);
    } finally {
      bytes.fill(0);
    }
  }
}
