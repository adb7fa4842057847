import { createCipheriv, createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { decryptAsymmetric, encryptAsymmetric } from '../src/asymmetric.ts';
import { digest } from '../src/digest.ts';
import { DecryptionFailedError } from '../src/errors.ts';
import { KeyMaterial } from '../src/key-material.ts';
import { keySpec } from '../src/key-spec.ts';
import { sign, verify } from '../src/signature.ts';
import { sm2MessageDigest } from '../src/sm2.ts';
import { sm4Ctr } from '../src/sm4-ctr-hmac.ts';
import { failureOf } from './materials.ts';
import { hex, readCommitted } from './vectors.ts';

interface Sm2Vectors {
  readonly key: {
    readonly privateKeyPkcs8: string;
    readonly publicKeyDer: string;
    readonly publicKeyPem: string;
  };
  readonly signature: {
    readonly numberOfTests: number;
    readonly tests: readonly {
      tcId: number;
      comment: string;
      id: string;
      msg: string;
      e: string;
      sigDer: string;
      result: string;
    }[];
  };
  readonly encryption: {
    readonly numberOfTests: number;
    readonly tests: readonly {
      tcId: number;
      comment: string;
      msg: string;
      c1c3c2: string;
      ctDer: string;
      result: string;
    }[];
  };
}

interface Sm3Vectors {
  readonly numberOfTests: number;
  readonly tests: readonly {
    tcId: number;
    msg: string | null;
    msgRepeat?: { unit: string; count: number };
    digest: string;
  }[];
}

interface Sm4Vectors {
  readonly testGroups: readonly {
    readonly mode: string;
    readonly tests: readonly { tcId: number; key: string; iv: string; msg: string; ct: string }[];
  }[];
}

const sm2 = readCommitted<Sm2Vectors>('gm/sm2.json');
const defaultId = '1234567812345678';
const material = KeyMaterial.fromBytes(keySpec('SM2'), hex(sm2.key.privateKeyPkcs8));

describe('CRY-08 SM2 signatures of the standard and around it', () => {
  test('the key reads and its public half is the published one', () => {
    expect(material.publicKeyDer()).toEqual(hex(sm2.key.publicKeyDer));
    expect(material.publicKeyPem()).toBe(sm2.key.publicKeyPem);
  });

  test('DIGEST takes e: every case has its result', async () => {
    const count: Record<string, number> = {};
    for (const { tcId, comment, e, sigDer, result } of sm2.signature.tests) {
      count[result] = (count[result] ?? 0) + 1;
      const valid = await verify(material, 'SM2DSA_SM3', 'DIGEST', hex(e), hex(sigDer));
      expect(valid, `tcId ${tcId} ${comment}`).toBe(result === 'valid');
    }
    expect(count).toEqual({ valid: 8, invalid: 14 });
    expect(sm2.signature.numberOfTests).toBe(22);
  });

  test('RAW computes e with the default signer ID', async () => {
    let withDefaultId = 0;
    for (const { tcId, id, msg, e, sigDer, result } of sm2.signature.tests) {
      const valid = await verify(material, 'SM2DSA_SM3', 'RAW', hex(msg), hex(sigDer));
      if (id === defaultId) {
        withDefaultId += 1;
        expect(sm2MessageDigest(material.publicKeyObject(), hex(msg)), `tcId ${tcId}`).toEqual(hex(e));
        expect(valid, `tcId ${tcId}`).toBe(result === 'valid');
      } else if (result === 'valid') {
        expect(valid, `tcId ${tcId}: signed under the ID ${id}`).toBe(false);
      }
    }
    expect(withDefaultId).toBe(20);
  });

  test('own signatures verify as RAW and as DIGEST', async () => {
    for (const { msg } of sm2.signature.tests) {
      const e = sm2MessageDigest(material.publicKeyObject(), hex(msg));
      for (const signature of [
        await sign(material, 'SM2DSA_SM3', 'RAW', hex(msg)),
        await sign(material, 'SM2DSA_SM3', 'DIGEST', e),
      ]) {
        expect(await verify(material, 'SM2DSA_SM3', 'RAW', hex(msg), signature)).toBe(true);
        expect(await verify(material, 'SM2DSA_SM3', 'DIGEST', e, signature)).toBe(true);
      }
    }
  });
});

describe('CRY-08 SM2 encryption of the standard and around it', () => {
  test('every case in both forms has its result', async () => {
    const count: Record<string, number> = {};
    for (const { tcId, comment, msg, c1c3c2, ctDer, result } of sm2.encryption.tests) {
      count[result] = (count[result] ?? 0) + 1;
      for (const ciphertext of [hex(ctDer), hex(c1c3c2)]) {
        const decryption = decryptAsymmetric(material, 'SM2_ENCRYPT', ciphertext);
        if (result === 'valid') expect(await decryption, `tcId ${tcId} ${comment}`).toEqual(hex(msg));
        else
          expect(await failureOf(() => decryption), `tcId ${tcId} ${comment}`).toBeInstanceOf(
            DecryptionFailedError,
          );
      }
    }
    expect(count).toEqual({ valid: 8, invalid: 5 });
    expect(sm2.encryption.numberOfTests).toBe(13);
  });

  test('own ciphertexts are DER and read back', async () => {
    for (const { msg } of sm2.encryption.tests) {
      const ciphertext = await encryptAsymmetric(material, 'SM2_ENCRYPT', hex(msg));
      expect(ciphertext[0]).toBe(0x30);
      expect(await decryptAsymmetric(material, 'SM2_ENCRYPT', ciphertext)).toEqual(hex(msg));
    }
  });

  test('the older order C1 C2 C3 and a compressed C1 are refused', async () => {
    const { c1c3c2 } = sm2.encryption.tests[0] ?? { c1c3c2: '' };
    const bytes = hex(c1c3c2);
    const c1c2c3 = Buffer.concat([bytes.subarray(0, 65), bytes.subarray(97), bytes.subarray(65, 97)]);
    const parity = 0x02 | (bytes.readUInt8(64) & 1);
    const compressed = Buffer.concat([Buffer.from([parity]), bytes.subarray(1, 33), bytes.subarray(65)]);
    for (const other of [c1c2c3, compressed]) {
      const failure = await failureOf(() => decryptAsymmetric(material, 'SM2_ENCRYPT', other));
      expect(failure).toBeInstanceOf(DecryptionFailedError);
    }
  });
});

describe('CRY-08 SM3', () => {
  test('every case has its digest', () => {
    const vectors = readCommitted<Sm3Vectors>('gm/sm3.json');
    for (const { tcId, msg, msgRepeat, digest: expected } of vectors.tests) {
      const message =
        msgRepeat === undefined ? hex(msg ?? '') : Buffer.alloc(msgRepeat.count, hex(msgRepeat.unit));
      expect(digest('sm3', message).toString('hex'), `tcId ${tcId}`).toBe(expected);
    }
    expect(vectors.tests).toHaveLength(18);
  });
});

describe('CRY-08 SM4', () => {
  const { testGroups } = readCommitted<Sm4Vectors>('gm/sm4.json');
  const groups = (mode: string) =>
    testGroups.filter((group) => group.mode === mode).flatMap(({ tests }) => tests);

  test('SM4-CTR, the cipher of SM4 ciphertexts: every case both ways', () => {
    for (const { tcId, key, iv, msg, ct } of groups('CTR')) {
      const secret = createSecretKey(hex(key));
      expect(sm4Ctr(secret, hex(iv), hex(msg)).toString('hex'), `tcId ${tcId}`).toBe(ct);
      expect(sm4Ctr(secret, hex(iv), hex(ct)).toString('hex'), `tcId ${tcId}`).toBe(msg);
    }
    expect(groups('CTR')).toHaveLength(4);
  });

  test('the block cipher under it: single blocks come out of counter mode over zeros', () => {
    for (const { tcId, key, msg, ct } of groups('ECB')) {
      const blocks = sm4Blocks(createSecretKey(hex(key)), hex(msg));
      expect(blocks.toString('hex'), `tcId ${tcId}`).toBe(ct);
    }
    expect(groups('ECB')).toHaveLength(3);
  });

  /** One block of counter mode over zeros is the encrypted counter block. */
  function sm4Blocks(key: KeyObject, message: Buffer): Buffer {
    const blocks = [];
    for (let at = 0; at < message.length; at += 16) {
      blocks.push(sm4Ctr(key, message.subarray(at, at + 16), Buffer.alloc(16)));
    }
    return Buffer.concat(blocks);
  }

  test("the standard's example of a million encryptions of one block", () => {
    for (const { key, msg, ct } of groups('ECB-ITERATED')) {
      const cipher = createCipheriv('sm4-ecb', hex(key), null).setAutoPadding(false);
      let block: Buffer = hex(msg);
      for (let round = 0; round < 1_000_000; round += 1) block = cipher.update(block);
      expect(block.toString('hex')).toBe(ct);
    }
    expect(groups('ECB-ITERATED')).toHaveLength(1);
  });
});

describe('CRY-08 the published SM2 key', () => {
  test('is what OpenSSL reads', () => {
    const key = createPrivateKey({ key: hex(sm2.key.privateKeyPkcs8), format: 'der', type: 'pkcs8' });
    expect(key.export({ type: 'pkcs8', format: 'der' })).toEqual(material.revealBytes());
  });
});
