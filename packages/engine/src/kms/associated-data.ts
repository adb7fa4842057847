/** What a client bound a ciphertext to; both fields are optional and both must be repeated on decryption. */
export interface AssociatedDataInput {
  readonly additionalAuthenticatedData?: string | undefined;
  readonly encryptionContext?: Readonly<Record<string, string>> | undefined;
}

/** One byte each before the length; a context can never pass for additional data. */
const CONTEXT_TAG = 1;
const ADDITIONAL_DATA_TAG = 2;
const PREFIX_IN_BYTES = 5;
const nothing = Buffer.alloc(0);

/**
 * The associated data of the cipher. Each part that is there: tag (1 byte), length in bytes (4, big-endian), bytes. An empty
 * object and an empty text count as absent. Stored ciphertexts depend on these bytes: never change them.
 */
export function associatedDataOf(input: AssociatedDataInput): Buffer {
  const { additionalAuthenticatedData, encryptionContext } = input;
  const parts: Buffer[] = [];
  if (encryptionContext !== undefined && Object.keys(encryptionContext).length > 0) {
    parts.push(part(CONTEXT_TAG, canonicalJson(encryptionContext)));
  }
  if (additionalAuthenticatedData !== undefined && additionalAuthenticatedData !== '') {
    parts.push(part(ADDITIONAL_DATA_TAG, additionalAuthenticatedData));
  }
  return parts.length === 0 ? nothing : Buffer.concat(parts);
}

/** RFC 8785 for an object of strings. Written out, because JavaScript moves keys that look like numbers to the front. */
function canonicalJson(context: Readonly<Record<string, string>>): string {
  const members = Object.keys(context)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(context[name])}`);
  return `{${members.join(',')}}`;
}

function part(tag: number, text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const prefix = Buffer.alloc(PREFIX_IN_BYTES);
  prefix.writeUInt8(tag, 0);
  prefix.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([prefix, bytes]);
}
