import { OperationError, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import {
  DecryptionFailedError,
  decryptAsymmetric,
  encryptAsymmetric,
  MalformedError,
  PlaintextTooLongError,
} from '@dewpoint/crypto-core';
import type { RequestContext } from '../context.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { HandlersOf, Resource } from '../pipeline/handler.ts';
import { associatedDataOf } from './associated-data.ts';
import { CiphertextKeys, cipherTextInvalid, decryptWith, headerOf } from './ciphertext-key.ts';
import { checkUse } from './key-rules.ts';
import type { KmsParts } from './kms-parts.ts';

const SYMMETRIC = 'SYMMETRIC_DEFAULT';

type DecryptInput = OperationInput<'kms.decryptData'>;

/** encrypt-data and decrypt-data (CRY-01, CRY-06). */
export function dataEncryptionHandlers(parts: KmsParts): HandlersOf<'kms.encryptData' | 'kms.decryptData'> {
  const { directory, materials, uses } = parts;
  const ciphertextKeys = new CiphertextKeys(parts);

  async function encrypt(
    key: KeyRecord,
    input: OperationInput<'kms.encryptData'>,
    plaintext: Buffer,
  ): Promise<Buffer> {
    const associatedData = associatedDataOf(input);
    if (key.spec.symmetric) {
      return materials.useCipher(key, key.currentVersion, (cipher) =>
        cipher.encrypt('data', plaintext, associatedData),
      );
    }
    refuseAssociatedData(associatedData);
    return materials.useMaterial(key, (material) =>
      encryptAsymmetric(material, input.encryptionAlgorithm, plaintext),
    );
  }

  async function decryptSymmetric(
    context: RequestContext,
    input: DecryptInput,
    now: number,
  ): Promise<{ key: KeyRecord; plaintext: Buffer }> {
    const header = headerOf(input.cipherText);
    const { key } = await ciphertextKeys.find(context, header);
    checkUse(key, { kind: 'decrypt', algorithm: SYMMETRIC }, now);
    if (header.purpose === 'datakey' || (input.keyId !== undefined && input.keyId !== key.id)) {
      throw cipherTextInvalid();
    }
    const { purpose } = header;
    const associatedData = associatedDataOf(input);
    const plaintext = await decryptWith(parts, key, header, (cipher) =>
      cipher.decrypt(purpose, input.cipherText, associatedData),
    );
    return { key, plaintext };
  }

  async function decryptWithNamedKey(
    context: RequestContext,
    input: DecryptInput,
    now: number,
  ): Promise<{ key: KeyRecord; plaintext: Buffer }> {
    const { key } = await directory.find(context, namedKey(input));
    checkUse(key, { kind: 'decrypt', algorithm: input.encryptionAlgorithm }, now);
    refuseAssociatedData(associatedDataOf(input));
    try {
      const plaintext = await materials.useMaterial(key, (material) =>
        decryptAsymmetric(material, input.encryptionAlgorithm, input.cipherText),
      );
      return { key, plaintext };
    } catch (error) {
      const known = error instanceof DecryptionFailedError || error instanceof MalformedError;
      throw known ? cipherTextInvalid(error) : error;
    }
  }

  return {
    'kms.encryptData': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { key } = await directory.find(context, input.keyId);
        checkUse(key, { kind: 'encrypt', algorithm: input.encryptionAlgorithm }, now);
        try {
          const cipherText = await encrypt(key, input, Buffer.from(input.plainText, 'utf8'));
          uses.count('encryptData');
          return { keyId: key.id, cipherText };
        } catch (error) {
          throw error instanceof PlaintextTooLongError ? tooLong(key, error) : error;
        }
      },
    },
    'kms.decryptData': {
      kind: 'direct',
      /** The key that permissions are checked against stands in the ciphertext, or beside it for an asymmetric one. */
      async resource(context, input): Promise<Resource> {
        if (input.encryptionAlgorithm !== SYMMETRIC) {
          return (await directory.find(context, namedKey(input))).resource;
        }
        return ciphertextKeys.resourceOf(context, input.cipherText);
      },
      async run({ context, input, now }): Promise<OperationOutput<'kms.decryptData'>> {
        const symmetric = input.encryptionAlgorithm === SYMMETRIC;
        const { key, plaintext } = symmetric
          ? await decryptSymmetric(context, input, now)
          : await decryptWithNamedKey(context, input, now);
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

/** Asymmetric algorithms bind nothing; to take the data and forget it would promise what is not kept. */
function refuseAssociatedData(associatedData: Buffer): void {
  if (associatedData.length === 0) return;
  throw new OperationError('parameterInvalid', {
    field: 'additional_authenticated_data',
    message:
      'additional_authenticated_data and encryption_context cannot be bound by an asymmetric algorithm. Leave them out.',
  });
}

function tooLong(key: KeyRecord, error: PlaintextTooLongError): OperationError {
  const errorName = key.spec.symmetric ? 'parameterInvalid' : 'asymmetricPlaintextTooLong';
  return new OperationError(errorName, {
    field: 'plain_text',
    message: `plain_text is too long for this key and algorithm: want at most ${error.limitInBytes} bytes, got ${error.gotInBytes}.`,
    cause: error,
  });
}
