import { OperationError } from '@dewpoint/contract';
import { computeMac, DigestLengthError, sign, verify, verifyMac } from '@dewpoint/crypto-core';
import type { HandlersOf } from '../pipeline/handler.ts';
import { checkUse } from './key-rules.ts';
import type { KmsParts } from './kms-parts.ts';

type SignatureOperations =
  | 'kms.sign'
  | 'kms.verify'
  | 'kms.getPublicKey'
  | 'kms.generateMac'
  | 'kms.verifyMac';

/** Signatures, public keys and message authentication codes (CRY-03, CRY-04). */
export function signatureHandlers(parts: KmsParts): HandlersOf<SignatureOperations> {
  const { directory, materials, uses } = parts;
  return {
    'kms.sign': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { key } = await directory.find(context, input.keyId);
        checkUse(key, { kind: 'sign', algorithm: input.signingAlgorithm }, now);
        const signature = await withDigestRefusal(() =>
          materials.useMaterial(key, (material) =>
            sign(material, input.signingAlgorithm, input.messageType, input.message),
          ),
        );
        uses.count('sign');
        return { keyId: key.id, signature };
      },
    },
    'kms.verify': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { key } = await directory.find(context, input.keyId);
        checkUse(key, { kind: 'verify', algorithm: input.signingAlgorithm }, now);
        const signatureValid = await withDigestRefusal(() =>
          materials.useMaterial(key, (material) =>
            verify(material, input.signingAlgorithm, input.messageType, input.message, input.signature),
          ),
        );
        uses.count('verify');
        return { keyId: key.id, signatureValid };
      },
    },
    'kms.getPublicKey': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { key } = await directory.find(context, input.keyId);
        checkUse(key, { kind: 'publicKey' }, now);
        const pem = await materials.useMaterial(key, (material) => material.publicKeyPem());
        uses.count('getPublicKey');
        // CRLF as in the documents' samples.
        return { keyId: key.id, publicKey: pem.replaceAll('\n', '\r\n') };
      },
    },
    'kms.generateMac': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { key } = await directory.find(context, input.keyId);
        checkUse(key, { kind: 'mac', algorithm: input.macAlgorithm }, now);
        const mac = await materials.useMaterial(key, (material) =>
          computeMac(material, input.macAlgorithm, input.message),
        );
        uses.count('generateMac');
        return { keyId: key.id, macAlgorithm: input.macAlgorithm, mac };
      },
    },
    'kms.verifyMac': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input, now }) {
        const { key } = await directory.find(context, input.keyId);
        checkUse(key, { kind: 'mac', algorithm: input.macAlgorithm }, now);
        const macValid = await materials.useMaterial(key, (material) =>
          verifyMac(material, input.macAlgorithm, input.message, input.mac),
        );
        uses.count('verifyMac');
        return { keyId: key.id, macAlgorithm: input.macAlgorithm, macValid };
      },
    },
  };
}

async function withDigestRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DigestLengthError) {
      throw new OperationError('digestLengthMismatch', {
        field: 'message',
        message: `The length of the digest does not fit the algorithm: want ${error.wantInBytes} bytes, got ${error.gotInBytes}.`,
        cause: error,
      });
    }
    throw error;
  }
}
