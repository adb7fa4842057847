import { OperationError, type OperationOutput } from '@dewpoint/contract';
import type { CiphertextHeader } from '@dewpoint/crypto-core';
import type { RequestContext } from '../context.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { HandlersOf } from '../pipeline/handler.ts';
import { CiphertextKeys, cipherTextInvalid, decryptWith, headerOf } from './ciphertext-key.ts';
import { checkUsable, checkUse } from './key-rules.ts';
import type { KmsParts } from './kms-parts.ts';

const nothing = Buffer.alloc(0);

/** Names of the ciphers behind the header's algorithm, for people. */
const cipherNames: Readonly<Record<CiphertextHeader['algorithm'], string>> = {
  AES_256: 'AES_256_GCM',
  SM4: 'SM4_CTR_HMAC_SM3',
};

type ToolOperations = 'kms.encryptText' | 'kms.decryptText' | 'kms.inspectCiphertext';

/** The console's online tool (TOOL-01 … TOOL-06). */
export function toolHandlers(parts: KmsParts): HandlersOf<ToolOperations> {
  const { directory, materials, uses } = parts;
  const ciphertextKeys = new CiphertextKeys(parts);
  return {
    'kms.encryptText': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { key } = await directory.find(context, input.keyId);
        checkToolKey(key, now);
        // TOOL-03: what is encrypted is the Base64 of the text; the purpose tells the tool so when it decrypts.
        const plaintext = Buffer.from(Buffer.from(input.text, 'utf8').toString('base64'), 'ascii');
        const cipherText = await materials.useCipher(key, key.currentVersion, (cipher) =>
          cipher.encrypt('text', plaintext, nothing),
        );
        uses.count('encryptText');
        return { keyId: key.id, keyVersion: key.currentVersion, cipherText };
      },
    },
    'kms.decryptText': {
      kind: 'direct',
      resource: (context, input) => ciphertextKeys.resourceOf(context, input.cipherText),
      async run({ context, input, now }) {
        const header = headerOf(input.cipherText);
        const { key } = await ciphertextKeys.find(context, header);
        checkToolKey(key, now);
        const { purpose } = header;
        if (purpose === 'datakey') throw cipherTextInvalid();
        const plaintext = await decryptWith(parts, key, header, (cipher) =>
          cipher.decrypt(purpose, input.cipherText, nothing),
        );
        uses.count('decryptText');
        return {
          ...shownText(purpose, plaintext),
          keyId: key.id,
          keyAlias: key.alias,
          keyVersion: header.keyVersion,
          algorithm: 'SYMMETRIC_DEFAULT' as const,
        };
      },
    },
    'kms.inspectCiphertext': {
      kind: 'direct',
      async run(call) {
        const header = headerOf(call.input.cipherText);
        const answer = await inspect(parts, ciphertextKeys, call.context, header, call.now);
        call.traceResource({ id: header.keyId, name: answer.keyAlias ?? '' });
        return answer;
      },
    },
  };
}

/** Enabled custom symmetric keys only (TOOL-01, TOOL-02, KEY-11). */
function checkToolKey(key: KeyRecord, now: number): void {
  if (key.defaultService !== null) throw new OperationError('defaultKeyRefused');
  checkUse(key, { kind: 'dataKey' }, now);
}

/** The text of what was encrypted, or its bytes where it is no text. */
function shownText(
  purpose: 'data' | 'text',
  plaintext: Buffer,
): { readonly text: string | null; readonly base64: Buffer | null } {
  const bytes = purpose === 'text' ? Buffer.from(plaintext.toString('ascii'), 'base64') : plaintext;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), base64: null };
  } catch {
    return { text: null, base64: bytes };
  }
}

/** TOOL-06: what the header says, as far as the caller may know it. */
async function inspect(
  parts: Pick<KmsParts, 'permittedOperations' | 'directory'>,
  ciphertextKeys: CiphertextKeys,
  context: RequestContext,
  header: CiphertextHeader,
  now: number,
): Promise<OperationOutput<'kms.inspectCiphertext'>> {
  const facts = {
    keyId: header.keyId,
    keyVersion: header.keyVersion,
    algorithm: cipherNames[header.algorithm],
    plaintextSizeInBytes: header.plaintextLength,
  };
  const refused = (keyAlias: string | null, reason: string) => ({
    ...facts,
    keyAlias,
    mayDecrypt: false,
    reason,
  });
  const found = await findOrRefusal(ciphertextKeys, context, header);
  if (found instanceof OperationError) return refused(null, found.message);

  const permitted = await parts.permittedOperations(context, found.resource);
  const maySee = permitted.includes('kms.viewKey');
  const mayDecrypt = permitted.includes('kms.decryptData');
  if (!maySee && !mayDecrypt) throw cipherTextInvalid();
  const keyAlias = maySee ? found.key.alias : null;
  if (!mayDecrypt) return refused(keyAlias, 'You have no permission for kms:cmk:decryptData on this key.');
  if (header.purpose === 'datakey') {
    return refused(keyAlias, 'It holds a data key: decrypt-datakey opens it, decrypt-data does not.');
  }
  try {
    checkUsable(found.key, now);
  } catch (error) {
    if (error instanceof OperationError) return refused(keyAlias, error.message);
    throw error;
  }
  return { ...facts, keyAlias, mayDecrypt: true, reason: null };
}

async function findOrRefusal(
  ciphertextKeys: CiphertextKeys,
  context: RequestContext,
  header: CiphertextHeader,
) {
  try {
    return await ciphertextKeys.find(context, header);
  } catch (error) {
    if (error instanceof OperationError && error.errorName === 'keyNotFound') return error;
    throw error;
  }
}
