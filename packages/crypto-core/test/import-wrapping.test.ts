import { constants, createPrivateKey, createPublicKey, publicEncrypt } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { encryptionAlgorithms } from '../src/encryption-algorithms.ts';
import {
  CryptoError,
  DecryptionFailedError,
  MalformedError,
  UnsupportedAlgorithmError,
} from '../src/errors.ts';
import {
  generateImportKeyPair,
  type ImportWrappingAlgorithm,
  importWrappingAlgorithms,
  isPkcs1Plaintext,
  unwrapImported,
} from '../src/import-wrapping.ts';
import { KeyMaterial } from '../src/key-material.ts';
import { keySpec } from '../src/key-spec.ts';
import { kwpUnwrap, kwpWrap } from '../src/kwp.ts';
import { failureOf, materialFor } from './materials.ts';
import { hex, readCommitted, readCommittedBytes } from './vectors.ts';

vi.setConfig({ testTimeout: 120_000 });

interface ImportVectors {
  readonly keyMaterial: readonly { id: string; hex: string }[];
  readonly wrappingKeys: readonly {
    id: string;
    privateKeyPkcs8Base64: string;
    publicKeyDerFile: string;
    publicKeyDerBase64: string;
  }[];
  readonly wrappedKeyMaterial: readonly {
    id: string;
    wrappingKey: string;
    algorithm: ImportWrappingAlgorithm;
    ciphertextHex: string;
  }[];
  readonly targetKeys: readonly {
    id: string;
    spec: string;
    privateKeyPkcs8File: string;
    publicKeyDerBase64: string;
  }[];
  readonly kwpWrappedKeys: readonly { plaintext: string; kek: string; ciphertextHex: string }[];
  readonly compositeWrappedKeys: readonly {
    wrappingKey: string;
    algorithm: string;
    rsaPartLength: number;
    plaintext: string;
    ciphertextBase64: string;
  }[];
  readonly invalidCases: readonly {
    id: string;
    kind: 'rsa' | 'rsa-wrong-length' | 'kwp';
    wrappingKey: string;
    algorithm: ImportWrappingAlgorithm;
    decryptsToHex: string;
    kekHex: string;
    ciphertextHex: string;
  }[];
}

const vectors = readCommitted<ImportVectors>('import/manifest.json');
const aesKey = hex(vectors.keyMaterial[0]?.hex ?? '');

function find<Entry extends { id: string }>(entries: readonly Entry[], id: string): Entry {
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new Error(`the manifest has no ${id}`);
  return entry;
}

const wrappingKey = (id: string): Buffer =>
  Buffer.from(find(vectors.wrappingKeys, id).privateKeyPkcs8Base64, 'base64');
const targetKey = (id: string): Buffer =>
  readCommittedBytes(`import/${find(vectors.targetKeys, id).privateKeyPkcs8File}`);

describe('IMP-03 the worked examples', () => {
  test('the public half of each wrapping key is the one of the files', () => {
    for (const { id, publicKeyDerFile, publicKeyDerBase64 } of vectors.wrappingKeys) {
      const derived = createPublicKey(
        createPrivateKey({ key: wrappingKey(id), format: 'der', type: 'pkcs8' }),
      );
      const bytes = derived.export({ type: 'spki', format: 'der' });
      expect(bytes).toEqual(readCommittedBytes(`import/${publicKeyDerFile}`));
      expect(bytes.toString('base64')).toBe(publicKeyDerBase64);
    }
    expect(vectors.wrappingKeys).toHaveLength(2);
  });

  test('the AES key comes out of every wrapping', async () => {
    for (const { wrappingKey: id, algorithm, ciphertextHex } of vectors.wrappedKeyMaterial) {
      expect(await unwrapImported(algorithm, wrappingKey(id), hex(ciphertextHex))).toEqual(aesKey);
    }
    expect(vectors.wrappedKeyMaterial).toHaveLength(6);
  });

  test('private keys come out of KWP, which gives the same bytes back, and are keys of their spec', () => {
    for (const { plaintext, ciphertextHex } of vectors.kwpWrappedKeys) {
      const expected = targetKey(plaintext);
      const unwrapped = kwpUnwrap(aesKey, hex(ciphertextHex));
      expect(unwrapped).toEqual(expected);
      expect(kwpWrap(aesKey, expected)).toEqual(hex(ciphertextHex));
      const { spec, publicKeyDerBase64 } = find(vectors.targetKeys, plaintext);
      const material = KeyMaterial.fromBytes(keySpec(spec), unwrapped);
      expect(material.publicKeyDer().toString('base64')).toBe(publicKeyDerBase64);
    }
    expect(vectors.kwpWrappedKeys).toHaveLength(2);
  });

  test('private keys come out of the composite form', async () => {
    const algorithms: Readonly<Record<string, ImportWrappingAlgorithm>> = {
      RSA_AES_KEY_WRAP_SHA_256: 'RSAES_OAEP_SHA_256',
      RSA_AES_KEY_WRAP_SHA_1: 'RSAES_OAEP_SHA_1',
    };
    for (const composite of vectors.compositeWrappedKeys) {
      const bytes = Buffer.from(composite.ciphertextBase64, 'base64');
      const algorithm = algorithms[composite.algorithm] ?? 'RSAES_PKCS1_V1_5';
      const rsaPart = bytes.subarray(0, composite.rsaPartLength);
      const temporaryKey = await unwrapImported(algorithm, wrappingKey(composite.wrappingKey), rsaPart);
      const unwrapped = kwpUnwrap(temporaryKey, bytes.subarray(composite.rsaPartLength));
      expect(unwrapped).toEqual(targetKey(composite.plaintext));
    }
    expect(vectors.compositeWrappedKeys).toHaveLength(8);
  });

  test('every invalid case is refused', async () => {
    const count: Record<string, number> = {};
    for (const invalid of vectors.invalidCases) {
      count[invalid.kind] = (count[invalid.kind] ?? 0) + 1;
      const bytes = hex(invalid.ciphertextHex);
      if (invalid.kind === 'kwp') {
        const failure = await failureOf(() => kwpUnwrap(hex(invalid.kekHex), bytes));
        expect(failure, invalid.id).toBeInstanceOf(DecryptionFailedError);
        continue;
      }
      const unwrapping = () => unwrapImported(invalid.algorithm, wrappingKey(invalid.wrappingKey), bytes);
      if (invalid.kind === 'rsa') {
        expect(await failureOf(unwrapping), invalid.id).toBeInstanceOf(DecryptionFailedError);
        continue;
      }
      const material = await unwrapping();
      expect(material, invalid.id).toEqual(hex(invalid.decryptsToHex));
      expect(() => KeyMaterial.fromBytes(keySpec('AES_256'), material)).toThrow(MalformedError);
    }
    expect(count).toEqual({ rsa: 6, 'rsa-wrong-length': 3, kwp: 10 });
  });
});

const wrap = async (
  algorithm: ImportWrappingAlgorithm,
  publicKeyDer: Buffer,
  plain: Uint8Array,
): Promise<Buffer> => {
  const publicKey = createPublicKey({ key: publicKeyDer, format: 'der', type: 'spki' });
  const row = encryptionAlgorithms.get(algorithm);
  if (row === undefined) throw new Error(`no row for ${algorithm}`);
  return row.encrypt(publicKey, plain);
};

describe('IMP-02 wrapping key pairs', () => {
  const algorithms = ['RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1', 'RSAES_PKCS1_V1_5', 'SM2_ENCRYPT'] as const;

  test('are offered for exactly the four algorithms', () => {
    expect(importWrappingAlgorithms).toEqual(algorithms);
  });

  test.each(algorithms)(
    '%s: symmetric material, and a private key under a temporary AES key',
    async (algorithm) => {
      const pair = await generateImportKeyPair(algorithm);
      const other = await generateImportKeyPair(algorithm);
      expect(pair.publicKeyDer).not.toEqual(other.publicKeyDer);
      const wrapped = await wrap(algorithm, pair.publicKeyDer, aesKey);
      expect(await unwrapImported(algorithm, pair.privateKeyDer, wrapped)).toEqual(aesKey);
      const target = await materialFor('EC_P256');
      const underTemporary = kwpWrap(aesKey, target.revealBytes());
      const temporary = await unwrapImported(algorithm, pair.privateKeyDer, wrapped);
      const imported = KeyMaterial.fromBytes(target.spec, kwpUnwrap(temporary, underTemporary));
      expect(imported.equals(target)).toBe(true);
    },
  );

  test.each(['RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1', 'SM2_ENCRYPT'] as const)(
    '%s: another wrapping key and every cut is refused',
    async (algorithm) => {
      const pair = await generateImportKeyPair(algorithm);
      const other = await generateImportKeyPair(algorithm);
      const wrapped = await wrap(algorithm, pair.publicKeyDer, aesKey);
      const stranger = await failureOf(() => unwrapImported(algorithm, other.privateKeyDer, wrapped));
      expect(stranger).toEqual(new DecryptionFailedError());
      for (let length = 0; length < wrapped.length; length += 1) {
        const cut = wrapped.subarray(0, length);
        const failure = await failureOf(() => unwrapImported(algorithm, pair.privateKeyDer, cut));
        expect(failure).toEqual(new DecryptionFailedError());
      }
    },
  );

  test('RSAES_PKCS1_V1_5: bad padding is no oracle, its result is not the key and fails the integrity of KWP', async () => {
    const pair = await generateImportKeyPair('RSAES_PKCS1_V1_5');
    const target = kwpWrap(aesKey, Buffer.alloc(100, 1));
    const publicKey = createPublicKey({ key: pair.publicKeyDer, format: 'der', type: 'spki' });
    const noPadding = publicEncrypt(
      { key: publicKey, padding: constants.RSA_NO_PADDING },
      Buffer.alloc(256, 1),
    );
    const first = await unwrapImported('RSAES_PKCS1_V1_5', pair.privateKeyDer, noPadding);
    expect(await unwrapImported('RSAES_PKCS1_V1_5', pair.privateKeyDer, noPadding)).toEqual(first);
    expect(first.equals(aesKey)).toBe(false);
    expect(await failureOf(() => kwpUnwrap(first, target))).toBeInstanceOf(CryptoError);
    for (const length of [0, 1, 255, 257, 384]) {
      const failure = await failureOf(() =>
        unwrapImported('RSAES_PKCS1_V1_5', pair.privateKeyDer, Buffer.alloc(length, 1)),
      );
      expect(failure).toEqual(new DecryptionFailedError());
    }
  });

  test('RSAES_PKCS1_V1_5: what was unwrapped is told from what implicit rejection made up', async () => {
    const name = 'RSAES_PKCS1_V1_5';
    const pair = await generateImportKeyPair(name);
    const wrapped = await wrap(name, pair.publicKeyDer, aesKey);
    const unwrapped = await unwrapImported(name, pair.privateKeyDer, wrapped);
    expect(isPkcs1Plaintext(pair.privateKeyDer, wrapped, unwrapped)).toBe(true);
    expect(isPkcs1Plaintext(pair.privateKeyDer, wrapped, Buffer.alloc(32))).toBe(false);
    expect(isPkcs1Plaintext(pair.privateKeyDer, wrapped, Buffer.alloc(256))).toBe(false);
    const other = await generateImportKeyPair(name);
    for (let i = 0; i < 32; i++) {
      const foreign = await wrap(name, other.publicKeyDer, aesKey);
      foreign[0] = 0;
      const madeUp = await unwrapImported(name, pair.privateKeyDer, foreign);
      // Of very short results one in 256 passes by chance; the caller's length check stops those.
      if (madeUp.length >= 16) expect(isPkcs1Plaintext(pair.privateKeyDer, foreign, madeUp)).toBe(false);
    }
  });

  test('an algorithm that is not in the list is refused', async () => {
    // A caller in plain JavaScript, or a name straight from a request, can get here.
    const name: string = 'SYMMETRIC_DEFAULT';
    const isKnown = (candidate: string): candidate is ImportWrappingAlgorithm => candidate === name;
    if (!isKnown(name)) throw new Error('unreachable');
    expect(await failureOf(() => generateImportKeyPair(name))).toBeInstanceOf(UnsupportedAlgorithmError);
    const failure = await failureOf(() => unwrapImported(name, Buffer.alloc(0), Buffer.alloc(0)));
    expect(failure).toBeInstanceOf(UnsupportedAlgorithmError);
  });
});
