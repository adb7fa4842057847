import { timingSafeEqual } from 'node:crypto';
import { type DatakeySpec, OperationError, type OperationInput } from '@dewpoint/contract';
import { digest, generateDataKeyPair } from '@dewpoint/crypto-core';
import type { RequestContext } from '../context.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import { viaRoot } from '../keys/root-access.ts';
import type { HandlersOf } from '../pipeline/handler.ts';
import { type AssociatedDataInput, associatedDataOf } from './associated-data.ts';
import { cipherTextInvalid, decryptWith, headerOf } from './ciphertext-key.ts';
import { checkUse } from './key-rules.ts';
import type { KmsParts } from './kms-parts.ts';

const DEFAULT_LENGTH_IN_BITS = 512;
const DIGEST_IN_BYTES = 32;

const lengthInBits: Readonly<Record<DatakeySpec, number>> = {
  AES_256: 256,
  AES_128: 128,
  SM4: 128,
  HMAC_256: 256,
  HMAC_384: 384,
  HMAC_512: 512,
  HMAC_SM3: 256,
};

type DataKeyOperations =
  | 'kms.createDatakey'
  | 'kms.createDatakeyWithoutPlaintext'
  | 'kms.encryptDatakey'
  | 'kms.decryptDatakey'
  | 'kms.createRsaDatakeyPair'
  | 'kms.createEcDatakeyPair'
  | 'kms.createRandom';

/** Data keys, data key pairs and random numbers (CRY-02, CRY-05). */
export function dataKeyHandlers(parts: KmsParts): HandlersOf<DataKeyOperations> {
  const { directory, materials, root, uses } = parts;

  async function usableKey(context: RequestContext, keyId: string, now: number): Promise<KeyRecord> {
    const { key } = await directory.find(context, keyId);
    checkUse(key, { kind: 'dataKey' }, now);
    return key;
  }

  async function wrap(key: KeyRecord, dataKey: Uint8Array, input: AssociatedDataInput): Promise<Buffer> {
    const associatedData = associatedDataOf(input);
    return materials.useCipher(key, key.currentVersion, (cipher) =>
      cipher.encrypt('datakey', dataKey, associatedData),
    );
  }

  async function create(
    context: RequestContext,
    input: OperationInput<'kms.createDatakey' | 'kms.createDatakeyWithoutPlaintext'>,
    now: number,
  ): Promise<{ keyId: string; plainText: Buffer; cipherText: Buffer }> {
    const key = await usableKey(context, input.keyId, now);
    const bits =
      input.datakeyLength ??
      (input.keySpec === undefined ? DEFAULT_LENGTH_IN_BITS : lengthInBits[input.keySpec]);
    const plainText = await viaRoot(() => root.random(bits / 8));
    return { keyId: key.id, plainText, cipherText: await wrap(key, plainText, input) };
  }

  /** The private key is sealed as data, which decrypt-data opens: decrypt-datakey ends at 1024 bytes. */
  async function createPair<Spec extends string>(
    context: RequestContext,
    input: PairInput<Spec>,
    now: number,
  ): Promise<PairAnswer<Spec>> {
    const key = await usableKey(context, input.keyId, now);
    const pair = await generateDataKeyPair(input.keySpec);
    const associatedData = associatedDataOf(input);
    const privateKeyCipherText = await materials.useCipher(key, key.currentVersion, (cipher) =>
      cipher.encrypt('data', pair.privateKeyDer, associatedData),
    );
    return {
      keyId: key.id,
      keySpec: input.keySpec,
      publicKey: pair.publicKeyDer,
      privateKeyCipherText,
      ...(input.withPlainText ? { privateKeyPlainText: pair.privateKeyDer } : {}),
    };
  }

  return {
    'kms.createDatakey': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const answer = await create(context, input, now);
        uses.count('createDatakey');
        return answer;
      },
    },
    'kms.createDatakeyWithoutPlaintext': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { keyId, cipherText, plainText } = await create(context, input, now);
        plainText.fill(0);
        uses.count('createDatakeyWithoutPlaintext');
        return { keyId, cipherText };
      },
    },
    'kms.encryptDatakey': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const key = await usableKey(context, input.keyId, now);
        const dataKey = checkedDataKey(key, input);
        const cipherText = await wrap(key, dataKey, input);
        uses.count('encryptDatakey');
        return { keyId: key.id, cipherText, datakeyLength: dataKey.length };
      },
    },
    'kms.decryptDatakey': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const key = await usableKey(context, input.keyId, now);
        const header = headerOf(input.cipherText);
        if (header.keyId !== key.id || header.purpose !== 'datakey') throw cipherTextInvalid();
        const associatedData = associatedDataOf(input);
        const dataKey = await decryptWith(parts, key, header, (cipher) =>
          cipher.decrypt('datakey', input.cipherText, associatedData),
        );
        if (dataKey.length !== input.datakeyCipherLength) {
          dataKey.fill(0);
          throw new OperationError('cipherLengthMismatch', { field: 'datakey_cipher_length' });
        }
        uses.count('decryptDatakey');
        return {
          dataKey,
          datakeyLength: dataKey.length,
          datakeyDgst: digest(key.spec.dataKeyDigest, dataKey),
        };
      },
    },
    'kms.createRsaDatakeyPair': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const answer = await createPair(context, input, now);
        uses.count('createRsaDatakeyPair');
        return answer;
      },
    },
    'kms.createEcDatakeyPair': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const answer = await createPair(context, input, now);
        uses.count('createEcDatakeyPair');
        return answer;
      },
    },
    'kms.createRandom': {
      kind: 'direct',
      async run({ input }) {
        const randomData = await viaRoot(() => root.random(input.randomDataLength / 8));
        uses.count('createRandom');
        return { randomData };
      },
    },
  };
}

interface PairInput<Spec> extends AssociatedDataInput {
  readonly keyId: string;
  readonly keySpec: Spec;
  readonly withPlainText: boolean;
}

interface PairAnswer<Spec> {
  readonly keyId: string;
  readonly keySpec: Spec;
  readonly publicKey: Buffer;
  readonly privateKeyCipherText: Buffer;
  readonly privateKeyPlainText?: Buffer;
}

/**
 * The data key in front of its digest.
 * @throws OperationError when length or digest do not fit
 */
function checkedDataKey(key: KeyRecord, input: OperationInput<'kms.encryptDatakey'>): Uint8Array {
  const { plainText, datakeyPlainLength } = input;
  if (plainText.length !== datakeyPlainLength + DIGEST_IN_BYTES) {
    throw new OperationError('plainLengthMismatch', { field: 'datakey_plain_length' });
  }
  const dataKey = plainText.subarray(0, datakeyPlainLength);
  const given = plainText.subarray(datakeyPlainLength);
  if (!timingSafeEqual(digest(key.spec.dataKeyDigest, dataKey), given)) {
    const name = key.spec.dataKeyDigest === 'sm3' ? 'SM3' : 'SHA-256';
    throw new OperationError('plainDigestMismatch', {
      field: 'plain_text',
      message: `The digest at the end of plain_text does not match the data key. Under this key it is ${name}.`,
    });
  }
  return dataKey;
}
