import { OperationError, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import type { CiphertextHeader, CiphertextPurpose } from '@dewpoint/crypto-core';
import type { RequestContext } from '../context.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { Call, HandlersOf, Resource } from '../pipeline/handler.ts';
import { associatedDataOf } from './associated-data.ts';
import { CiphertextKeys, cipherTextInvalid, headerOf } from './ciphertext-key.ts';
import { decryptNamed, decryptUnder, encryptUnder, SYMMETRIC_ALGORITHM } from './data-cipher.ts';
import { checkUse } from './key-rules.ts';
import type { KmsParts } from './kms-parts.ts';

type Input = OperationInput<'kms.reEncrypt'>;

const ACTION = 'kms:cmk:reEncrypt';
/** Ciphertexts of data keys are hexadecimal and begin with the magic bytes 02 00; "0200" in Base64 is no beginning of a ciphertext. */
const datakeyText = /^0200(?:[0-9a-fA-F]{2})*$/;

/** A ciphertext as it was sent, and whether in the form of data keys. */
interface SentCiphertext {
  readonly bytes: Buffer;
  readonly hexadecimal: boolean;
}

interface Opened {
  readonly key: KeyRecord;
  readonly plaintext: Buffer;
  readonly purpose: CiphertextPurpose;
}

/**
 * re-encrypt: decryption under the rules of the source key, encryption under those of the destination; the plaintext never leaves. Both keys
 * must be open to the caller.
 */
export function reEncryptionHandlers(parts: KmsParts): HandlersOf<'kms.reEncrypt'> {
  const { directory, uses } = parts;
  const ciphertextKeys = new CiphertextKeys(parts);

  async function openSymmetric({ context, input, now }: Call<'kms.reEncrypt'>): Promise<Opened> {
    const { bytes, hexadecimal } = ciphertextOf(input);
    const header = headerOf(bytes);
    const { key } = await ciphertextKeys.find(context, header);
    checkSource(key, header, hexadecimal, input, now);
    const associatedData = associatedDataOf({
      additionalAuthenticatedData: input.sourceAdditionalAuthenticatedData,
    });
    const plaintext = await decryptNamed(parts, key, header, bytes, associatedData);
    const { datakeyCipherLength: length } = input;
    if (header.purpose === 'datakey' && length !== undefined && length !== plaintext.length) {
      plaintext.fill(0);
      throw new OperationError('cipherLengthMismatch', { field: 'datakey_cipher_length' });
    }
    return { key, plaintext, purpose: header.purpose };
  }

  async function openAsymmetric({ context, input, now }: Call<'kms.reEncrypt'>): Promise<Opened> {
    const { key } = await directory.find(context, sourceKeyOf(input));
    const { bytes, hexadecimal } = ciphertextOf(input);
    if (hexadecimal) throw cipherTextInvalid();
    const bound = {
      algorithm: input.sourceEncryptionAlgorithm,
      associatedData: associatedDataOf({
        additionalAuthenticatedData: input.sourceAdditionalAuthenticatedData,
      }),
    };
    return { key, plaintext: await decryptUnder(parts, key, bytes, bound, now), purpose: 'data' };
  }

  async function sourceOf(context: RequestContext, input: Input): Promise<Resource> {
    if (input.sourceEncryptionAlgorithm !== SYMMETRIC_ALGORITHM) {
      return directory.resourceOf(context, { keyId: sourceKeyOf(input) });
    }
    return ciphertextKeys.resourceOf(context, ciphertextOf(input).bytes);
  }

  async function run(call: Call<'kms.reEncrypt'>): Promise<OperationOutput<'kms.reEncrypt'>> {
    const { context, input, now } = call;
    const destination = await directory.find(context, input.destinationKeyId);
    await call.authorize(ACTION, destination.resource);
    const symmetric = input.sourceEncryptionAlgorithm === SYMMETRIC_ALGORITHM;
    const source = symmetric ? await openSymmetric(call) : await openAsymmetric(call);
    try {
      const bound = {
        algorithm: input.destinationEncryptionAlgorithm,
        associatedData: associatedDataOf({
          additionalAuthenticatedData: input.destinationAdditionalAuthenticatedData,
        }),
        purpose: source.purpose,
      };
      const cipherText = await encryptUnder(parts, destination.key, source.plaintext, bound, now);
      uses.count('reEncrypt');
      return {
        keyId: destination.key.id,
        sourceKeyId: source.key.id,
        sourceEncryptionAlgorithm: input.sourceEncryptionAlgorithm,
        destinationEncryptionAlgorithm: input.destinationEncryptionAlgorithm,
        cipherText: cipherText.toString(source.purpose === 'datakey' ? 'hex' : 'base64'),
      };
    } finally {
      source.plaintext.fill(0);
    }
  }

  return { 'kms.reEncrypt': { kind: 'direct', resource: sourceOf, run } };
}

function checkSource(
  key: KeyRecord,
  header: CiphertextHeader,
  hexadecimal: boolean,
  input: Input,
  now: number,
): void {
  const isDatakey = header.purpose === 'datakey';
  checkUse(key, isDatakey ? { kind: 'dataKey' } : { kind: 'decrypt', algorithm: SYMMETRIC_ALGORITHM }, now);
  const otherKey = input.sourceKeyId !== undefined && input.sourceKeyId !== key.id;
  if (otherKey || isDatakey !== hexadecimal) throw cipherTextInvalid();
}

function ciphertextOf({ cipherText }: Input): SentCiphertext {
  if (datakeyText.test(cipherText)) return { bytes: Buffer.from(cipherText, 'hex'), hexadecimal: true };
  const bytes = Buffer.from(cipherText, 'base64');
  if (bytes.toString('base64') !== cipherText) throw cipherTextInvalid();
  return { bytes, hexadecimal: false };
}

function sourceKeyOf({ sourceKeyId }: Input): string {
  if (sourceKeyId !== undefined) return sourceKeyId;
  throw new OperationError('parameterMissing', {
    field: 'source_key_id',
    message:
      'source_key_id is missing. A ciphertext of an asymmetric key does not name its key: give source_key_id.',
  });
}
