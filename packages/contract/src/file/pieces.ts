/** Cuts a stream of bytes into pieces of one length. A full piece is held back until more comes: only then is it known not to be the last. */
export class Pieces {
  readonly #lengthInBytes: number;
  #piece: Uint8Array<ArrayBuffer>;
  #filled = 0;

  constructor(lengthInBytes: number) {
    this.#lengthInBytes = lengthInBytes;
    this.#piece = new Uint8Array(lengthInBytes);
  }

  /** The pieces that are complete now; each is valid until the next one is asked for. */
  *add(bytes: Uint8Array): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
    for (let from = 0; from < bytes.length; ) {
      if (this.#filled === this.#lengthInBytes) {
        yield this.#piece;
        this.#filled = 0;
      }
      const part = bytes.subarray(from, from + this.#lengthInBytes - this.#filled);
      this.#piece.set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
    }
  }

  /** What is left: 0 bytes only when nothing ever came. */
  last(): Uint8Array<ArrayBuffer> {
    return this.#piece.subarray(0, this.#filled);
  }

  /** Overwrites what is held. */
  wipe(): void {
    this.#piece.fill(0);
  }
}
