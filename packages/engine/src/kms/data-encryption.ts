import { OperationError, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { HandlersOf, Resource } from '../pipeline/handler.ts';
import { associatedDataOf } from './associated-data.ts';
import { CiphertextKeys, cipherTextInvalid, headerOf } from './ciphertext-key.ts';
import { decryptNamed, decryptUnder, encryptUnder, SYMMETRIC_ALGORITHM } from './data-cipher.ts';
import { checkUse } from './key-rules.ts';
import type { KmsParts } from './kms-parts.ts';

type DecryptInput = OperationInput<'kms.decryptData'>;

interface Decrypted {
  readonly key: KeyRecord;
  readonly plaintext: Buffer;
}

/** encrypt-data and decrypt-data (CRY-01, CRY-06). */
export function dataEncryptionHandlers(parts: KmsParts): HandlersOf<'kms.encryptData' | 'kms.decryptData'> {
  const { directory, uses } = parts;
  const ciphertextKeys = new CiphertextKeys(parts);

  async function decryptSymmetric(
    context: RequestContext,
    input: DecryptInput,
    now: number,
  ): Promise<Decrypted> {
    const header = headerOf(input.cipherText);
    const { key } = await ciphertextKeys.find(context, header);
    checkUse(key, { kind: 'decrypt', algorithm: SYMMETRIC_ALGORITHM }, now);
    if (header.purpose === 'datakey' || (input.keyId !== undefined && input.keyId !== key.id)) {
      throw cipherTextInvalid();
    }
    const associatedData = associatedDataOf(input);
    return { key, plaintext: await decryptNamed(parts, key, header, input.cipherText, associatedData) };
  }

  async function decryptAsymmetric(
    context: RequestContext,
    input: DecryptInput,
    now: number,
  ): Promise<Decrypted> {
    const { key } = await directory.find(context, namedKey(input));
    const bound = { algorithm: input.encryptionAlgorithm, associatedData: associatedDataOf(input) };
    return { key, plaintext: await decryptUnder(parts, key, input.cipherText, bound, now) };
  }

  return {
    'kms.encryptData': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { key } = directory.known(context, input.keyId) ?? (await directory.find(context, input.keyId));
        const bound = {
          algorithm: input.encryptionAlgorithm,
          associatedData: associatedDataOf(input),
          purpose: 'data' as const,
        };
        const cipherText = await encryptUnder(parts, key, Buffer.from(input.plainText, 'utf8'), bound, now);
        uses.count('encryptData');
        return { keyId: key.id, cipherText };
      },
    },
    'kms.decryptData': {
      kind: 'direct',
      /** The key that permissions are checked against stands in the ciphertext, or beside it for an asymmetric one. */
      async resource(context, input): Promise<Resource> {
        if (input.encryptionAlgorithm !== SYMMETRIC_ALGORITHM) {
          return (await directory.find(context, namedKey(input))).resource;
        }
        return ciphertextKeys.resourceOf(context, input.cipherText);
      },
      async run({ context, input, now }): Promise<OperationOutput<'kms.decryptData'>> {
        const symmetric = input.encryptionAlgorithm === SYMMETRIC_ALGORITHM;
        const { key, plaintext } = symmetric
          ? await decryptSymmetric(context, input, now)
          : await decryptAsymmetric(context, input, now);
        uses.count('decryptData');
        return { keyId: key.id, plainText: plaintext.toString('utf8'), plainTextBase64: plaintext };
      },
    },
  };
}

function namedKey(input: DecryptInput): string {
  if (input.keyId !== undefined) return input.keyId;
  throw new OperationError('parameterMissing', {
    field: 'key_id',
    message: 'key_id is missing. A ciphertext of an asymmetric key does not name its key: give key_id.',
  });
}
