import { MalformedError } from './errors.ts';

/**
 * The few pieces of DER (ITU-T X.690) that key and SM2 formats need. The reader accepts DER only: definite lengths
 * in their shortest form, minimal non-negative integers, nothing left over. Bytes outside are a MalformedError
 * that names the field given to the reader.
 */
const tag = { integer: 0x02, bitString: 0x03, octetString: 0x04, oid: 0x06, sequence: 0x30 } as const;

export class DerReader {
  readonly #bytes: Buffer;
  readonly #field: string;
  #position = 0;

  /** @param field what the bytes are; begins every error message */
  constructor(bytes: Uint8Array, field: string) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#field = field;
  }

  get done(): boolean {
    return this.#position === this.#bytes.length;
  }

  sequence(): DerReader {
    return new DerReader(this.#element(tag.sequence, 'SEQUENCE'), this.#field);
  }

  octetString(): Buffer {
    return this.#element(tag.octetString, 'OCTET STRING');
  }

  /** Contents of an object identifier in lower-case hex, without tag and length. */
  oid(): string {
    return this.#element(tag.oid, 'OBJECT IDENTIFIER').toString('hex');
  }

  /** A bit string of whole bytes. */
  bitString(): Buffer {
    const content = this.#element(tag.bitString, 'BIT STRING');
    if (content[0] !== 0) throw this.#malformed('BIT STRING with unused bits');
    return content.subarray(1);
  }

  /** A non-negative INTEGER, left-padded with zeros to exactly `lengthInBytes`. */
  unsignedInteger(lengthInBytes: number): Buffer {
    const content = this.#element(tag.integer, 'INTEGER');
    const first = content[0];
    if (first === undefined) throw this.#malformed('empty INTEGER');
    if (first >= 0x80) throw this.#malformed('negative INTEGER');
    if (first === 0 && content.length > 1 && (content[1] ?? 0) < 0x80) {
      throw this.#malformed('INTEGER that is not in its shortest form');
    }
    const magnitude = first === 0 ? content.subarray(1) : content;
    if (magnitude.length > lengthInBytes) {
      throw this.#malformed(
        `INTEGER too large; want at most ${lengthInBytes} bytes, got ${magnitude.length}`,
      );
    }
    const padded = Buffer.alloc(lengthInBytes);
    magnitude.copy(padded, lengthInBytes - magnitude.length);
    return padded;
  }

  /** The contents of a constructed context-specific element `[number]`, or undefined when the next one is another. */
  optionalContext(number: number): DerReader | undefined {
    const wanted = 0xa0 | number;
    if (this.#bytes[this.#position] !== wanted) return undefined;
    return new DerReader(this.#element(wanted, `[${number}]`), this.#field);
  }

  /** @throws MalformedError when bytes are left over */
  end(): void {
    if (!this.done) {
      throw this.#malformed(`${this.#bytes.length - this.#position} bytes after the end`);
    }
  }

  #element(wantedTag: number, what: string): Buffer {
    if (this.#bytes[this.#position] !== wantedTag) throw this.#malformed(`want ${what}`);
    const length = this.#length(this.#position + 1);
    const end = length.contentStart + length.contentLength;
    if (end > this.#bytes.length) throw this.#malformed(`${what} is cut short`);
    this.#position = end;
    return this.#bytes.subarray(length.contentStart, end);
  }

  #length(at: number): { contentStart: number; contentLength: number } {
    const first = this.#bytes[at];
    if (first === undefined) throw this.#malformed('length is cut short');
    if (first < 0x80) return { contentStart: at + 1, contentLength: first };
    const octets = first & 0x7f;
    // Three octets of length are 16 MiB: far above anything that is read here.
    if (octets === 0 || octets > 3) throw this.#malformed('length is indefinite or too large');
    if (at + 1 + octets > this.#bytes.length) throw this.#malformed('length is cut short');
    const contentLength = this.#bytes.readUIntBE(at + 1, octets);
    if (contentLength < 0x80 || contentLength < 2 ** (8 * (octets - 1))) {
      throw this.#malformed('length is not in its shortest form');
    }
    return { contentStart: at + 1 + octets, contentLength };
  }

  #malformed(problem: string): MalformedError {
    return new MalformedError(this.#field, `not the expected DER: ${problem}`);
  }
}

function element(tagByte: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tagByte, content.length]), content]);
  const lengthHex = content.length.toString(16);
  const length = Buffer.from(lengthHex.padStart(lengthHex.length + (lengthHex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([tagByte, 0x80 | length.length]), length, content]);
}

/** Writers of the same pieces; they trust their caller. */
export const der = {
  sequence: (...items: readonly Uint8Array[]): Buffer => element(tag.sequence, ...items),
  octetString: (bytes: Uint8Array): Buffer => element(tag.octetString, bytes),
  bitString: (bytes: Uint8Array): Buffer => element(tag.bitString, Buffer.from([0]), bytes),
  oid: (contentHex: string): Buffer => element(tag.oid, Buffer.from(contentHex, 'hex')),
  context: (number: number, content: Uint8Array): Buffer => element(0xa0 | number, content),
  /** A non-negative INTEGER from its big-endian magnitude. */
  unsignedInteger(magnitude: Uint8Array): Buffer {
    const firstUsed = magnitude.findIndex((byte) => byte !== 0);
    const shortest = firstUsed === -1 ? Buffer.from([0]) : magnitude.subarray(firstUsed);
    return element(tag.integer, Buffer.from((shortest[0] ?? 0) >= 0x80 ? [0] : []), shortest);
  },
};
