/** One token (or none, for a root without hardware) as health pages show it. */
export interface TokenHealth {
  readonly label: string;
  readonly ok: boolean;
  /** For operators; holds no secret. */
  readonly detail: string;
}

/** What screens say of the protection (HSM-01). */
export interface RootDescription {
  readonly kind: 'software' | 'pkcs11';
  /** True when the root key is unreadable to whoever copies the disk: held by a token, or sealed with a passphrase. */
  readonly sealed: boolean;
  readonly label: string;
  readonly detail: string;
}

export interface RootHealth {
  /** True while at least one copy of the root key can serve. */
  readonly ok: boolean;
  /** In order of preference; empty when the root of trust uses no token. */
  readonly tokens: readonly TokenHealth[];
}

/**
 * The AES-256 root key that protects every other key (architecture.md, "Keys and the root of trust"; HSM-01). No method
 * gives the root key away.
 *
 * Every method but `describe` rejects with RootUnavailableError while the root cannot serve, and after `close`.
 */
export interface RootOfTrust {
  describe(): RootDescription;

  /**
   * Wraps a key: AES-256-GCM with a fresh random nonce, `context` as associated data.
   *
   * @param key 1 to 8192 bytes (RangeError)
   * @param context what the key belongs to; the same bytes are needed to unwrap
   * @returns the wrapped key in the format of wrapped-key.ts
   */
  wrap(key: Uint8Array, context: Uint8Array): Promise<Buffer>;

  /**
   * @throws MalformedError when the bytes are not a wrapped key
   * @throws RootMismatchError when another root key wrapped it
   * @throws DecryptionFailedError when the bytes were changed or the context differs
   */
  unwrap(blob: Uint8Array, context: Uint8Array): Promise<Buffer>;

  /**
   * Tells whether a wrapped key should be unwrapped and wrapped again, because a root key now in service did not wrap
   * it: a token was away when it was written, or has been added since (HSM-04).
   *
   * @throws MalformedError when the bytes are not a wrapped key
   */
  needsRewrap(blob: Uint8Array): Promise<boolean>;

  /** Random bytes of the root's own generator. @param lengthInBytes 1 to 65536 (RangeError) */
  random(lengthInBytes: number): Promise<Buffer>;

  /** Never rejects: tries each token with a real wrap and unwrap. */
  health(): Promise<RootHealth>;

  /** Frees keys, sessions and processes. Calling it again does nothing. */
  close(): Promise<void>;
}
