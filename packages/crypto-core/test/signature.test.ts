import { describe, expect, test, vi } from 'vitest';
import { type DigestName, digest, digestLengthInBytes } from '../src/digest.ts';
import { DigestLengthError, UnsupportedAlgorithmError } from '../src/errors.ts';
import { type KeySpecName, keySpecs } from '../src/key-spec.ts';
import { sign, verify } from '../src/signature.ts';
import { sm2MessageDigest } from '../src/sm2.ts';
import { bitFlips, failureOf, materialFor, nothing } from './materials.ts';

vi.setConfig({ testTimeout: 120_000 });

const message = Buffer.from('message to be signed');
const digestNames: readonly (readonly [string, DigestName])[] = [
  ['SHA_256', 'sha256'],
  ['SHA_384', 'sha384'],
  ['SHA_512', 'sha512'],
  ['SM3', 'sm3'],
];
const digestNameOf = (algorithm: string): DigestName =>
  digestNames.find(([suffix]) => algorithm.endsWith(suffix))?.[1] ?? 'sha256';

const pairs = keySpecs.flatMap(({ name, signingAlgorithms }) =>
  signingAlgorithms.map((algorithm): readonly [KeySpecName, string] => [name, algorithm]),
);

describe.each(pairs)('CRY-03 %s with %s', (spec, algorithm) => {
  const digestName = digestNameOf(algorithm);
  const digestOf = async (bytes: Uint8Array): Promise<Buffer> => {
    const material = await materialFor(spec);
    return spec === 'SM2' ? sm2MessageDigest(material.publicKeyObject(), bytes) : digest(digestName, bytes);
  };

  test('RAW and DIGEST signatures verify in both ways', async () => {
    const material = await materialFor(spec);
    const hash = await digestOf(message);
    for (const signature of [
      await sign(material, algorithm, 'RAW', message),
      await sign(material, algorithm, 'DIGEST', hash),
    ]) {
      expect(await verify(material, algorithm, 'RAW', message, signature)).toBe(true);
      expect(await verify(material, algorithm, 'DIGEST', hash, signature)).toBe(true);
      expect(await verify(material, algorithm, 'RAW', Buffer.from('another'), signature)).toBe(false);
      expect(await verify(material, algorithm, 'DIGEST', await digestOf(nothing), signature)).toBe(false);
    }
  });

  test('signs an empty message and one of 4096 bytes', async () => {
    const material = await materialFor(spec);
    for (const bytes of [nothing, Buffer.alloc(4096, 5)]) {
      const signature = await sign(material, algorithm, 'RAW', bytes);
      expect(await verify(material, algorithm, 'RAW', bytes, signature)).toBe(true);
      expect(await verify(material, algorithm, 'DIGEST', await digestOf(bytes), signature)).toBe(true);
    }
  });

  test('a cut, a longer and an empty signature is false, not an error', async () => {
    const material = await materialFor(spec);
    const hash = await digestOf(message);
    const signature = await sign(material, algorithm, 'RAW', message);
    const others = [
      nothing,
      signature.subarray(1),
      signature.subarray(0, -1),
      Buffer.concat([signature, Buffer.from([0])]),
      Buffer.concat([Buffer.from([0]), signature]),
      Buffer.alloc(signature.length),
      Buffer.alloc(signature.length, 0xff),
    ];
    for (const other of others) {
      expect(await verify(material, algorithm, 'RAW', message, other)).toBe(false);
      expect(await verify(material, algorithm, 'DIGEST', hash, other)).toBe(false);
    }
  });

  test('a digest of another length is refused', async () => {
    const material = await materialFor(spec);
    const want = digestLengthInBytes[digestName];
    for (const got of [0, 1, want - 1, want + 1, 128]) {
      const expected = new DigestLengthError(want, got);
      const bytes = Buffer.alloc(got);
      expect(await failureOf(() => sign(material, algorithm, 'DIGEST', bytes))).toEqual(expected);
      expect(await failureOf(() => verify(material, algorithm, 'DIGEST', bytes, message))).toEqual(expected);
    }
  });

  test('another key of the same kind does not verify', async () => {
    const material = await materialFor(spec);
    const signature = await sign(material, algorithm, 'RAW', message);
    for (const other of keySpecs.filter(
      ({ signingAlgorithms, name }) => signingAlgorithms.includes(algorithm) && name !== spec,
    )) {
      expect(await verify(await materialFor(other.name), algorithm, 'RAW', message, signature)).toBe(false);
    }
  });
});

describe('CRY-03 changed signatures', () => {
  test.each([
    ['RSA_2048', 'RSASSA_PSS_SHA_256'],
    ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512'],
    ['EC_P256', 'ECDSA_SHA_256'],
    ['SM2', 'SM2DSA_SM3'],
  ] as const)('%s %s: no flip of a bit verifies', async (spec, algorithm) => {
    const material = await materialFor(spec);
    const signature = await sign(material, algorithm, 'RAW', message);
    const verdicts = [];
    for (const { flipped } of bitFlips(signature)) {
      verdicts.push(verify(material, algorithm, 'RAW', message, flipped));
    }
    expect((await Promise.all(verdicts)).filter((valid) => valid)).toHaveLength(0);
  });

  test('the same message under PSS and PKCS1 or another digest does not verify', async () => {
    const material = await materialFor('RSA_2048');
    const { signingAlgorithms } = material.spec;
    for (const made of signingAlgorithms) {
      const signature = await sign(material, made, 'RAW', message);
      for (const read of signingAlgorithms.filter((algorithm) => algorithm !== made)) {
        expect(await verify(material, read, 'RAW', message, signature), `${made} as ${read}`).toBe(false);
      }
    }
  });

  test('PSS, ECDSA and SM2 signatures differ each time', async () => {
    for (const [spec, algorithm] of [
      ['RSA_2048', 'RSASSA_PSS_SHA_256'],
      ['EC_P256', 'ECDSA_SHA_256'],
      ['SM2', 'SM2DSA_SM3'],
    ] as const) {
      const material = await materialFor(spec);
      const hash = digest('sha256', message);
      const [first, second] = [
        await sign(material, algorithm, 'DIGEST', hash),
        await sign(material, algorithm, 'DIGEST', hash),
      ];
      expect(first).not.toEqual(second);
    }
  });
});

describe('CRY-03 algorithms that do not fit', () => {
  test('every algorithm is refused by every spec that does not list it', async () => {
    const all = new Set(keySpecs.flatMap(({ signingAlgorithms }) => signingAlgorithms));
    for (const spec of keySpecs) {
      const material = await materialFor(spec.name);
      for (const algorithm of ['', 'toString', 'RSASSA_PSS_SHA_1', ...all]) {
        if (spec.signingAlgorithms.includes(algorithm)) continue;
        const signing = await failureOf(() => sign(material, algorithm, 'RAW', message));
        expect(signing).toBeInstanceOf(UnsupportedAlgorithmError);
        expect(signing).toMatchObject({
          code: 'UNSUPPORTED_ALGORITHM',
          algorithm,
          allowed: spec.signingAlgorithms,
        });
        if (spec.symmetric) continue;
        const verifying = await failureOf(() => verify(material, algorithm, 'RAW', message, message));
        expect(verifying).toBeInstanceOf(UnsupportedAlgorithmError);
      }
    }
  });
});
