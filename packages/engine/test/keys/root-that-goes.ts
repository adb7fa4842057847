import { type RootOfTrust, RootUnavailableError } from '@dewpoint/crypto-core';

/** A root of trust that can go away, as an HSM does. */
export class RootThatGoes implements RootOfTrust {
  readonly #root: RootOfTrust;
  away = false;
  unwraps = 0;
  constructor(root: RootOfTrust) {
    this.#root = root;
  }
  describe = () => this.#root.describe();
  health = async () => (this.away ? { ok: false, tokens: [] } : this.#root.health());
  close = () => this.#root.close();
  needsRewrap = (blob: Uint8Array) => this.#reach(() => this.#root.needsRewrap(blob));
  wrap = (key: Uint8Array, context: Uint8Array) => this.#reach(() => this.#root.wrap(key, context));
  random = (length: number) => this.#reach(() => this.#root.random(length));
  unwrap = (blob: Uint8Array, context: Uint8Array) => {
    this.unwraps += 1;
    return this.#reach(() => this.#root.unwrap(blob, context));
  };
  async #reach<T>(call: () => Promise<T>): Promise<T> {
    if (this.away) throw new RootUnavailableError('pulled out by the test');
    return call();
  }
}
