import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openAesGcm, sealAesGcm } from '../src/aes-gcm.ts';
import { hkdf } from '../src/hkdf.ts';
import { KeyMaterial } from '../src/key-material.ts';
import { keySpec } from '../src/key-spec.ts';
import { kwpUnwrap, kwpWrap } from '../src/kwp.ts';
import { hmac, verifyMac } from '../src/mac.ts';
import {
  describeWycheproof,
  filterCases,
  hex,
  runCases,
  type VectorTest,
  wycheproofManifest,
} from './vectors.ts';

/** True when `run` throws an error of this name. */
function refuses(errorName: string, run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    return error instanceof Error && error.name === errorName;
  }
}

const opens = (vector: VectorTest): Buffer =>
  openAesGcm(
    createSecretKey(hex(vector.key)),
    hex(vector.iv),
    hex(vector.aad),
    hex(vector.ct),
    hex(vector.tag),
  );

describeWycheproof(
  'CRY-08 Wycheproof: AES-256-GCM, the cipher of WrappingKey and of AES_256 ciphertexts',
  (read) => {
    test('seals and opens every case with a 96-bit nonce and a 128-bit tag', async () => {
      const groups = filterCases(
        read('aes_gcm_test.json'),
        (_, { keySize, ivSize, tagSize }) => keySize === 256 && ivSize === 96 && tagSize === 128,
      );
      const count = await runCases(groups, (vector) => {
        if (vector.result === 'invalid') return refuses('DecryptionFailedError', () => opens(vector));
        const sealed = sealAesGcm(
          createSecretKey(hex(vector.key)),
          hex(vector.iv),
          hex(vector.aad),
          hex(vector.msg),
        );
        return (
          sealed.ciphertext.equals(hex(vector.ct)) &&
          sealed.tag.equals(hex(vector.tag)) &&
          opens(vector).equals(hex(vector.msg))
        );
      });
      expect(count).toEqual({ valid: 39, invalid: 27 });
    });

    test('refuses every other nonce length, also where the file says valid', async () => {
      const groups = filterCases(
        read('aes_gcm_test.json'),
        (_, { keySize, ivSize }) => keySize === 256 && ivSize !== 96,
      );
      const count = await runCases(groups, (vector) => refuses('TypeError', () => opens(vector)));
      expect(count).toEqual({ valid: 37, invalid: 2 });
    });
  },
);

describeWycheproof('IMP-03 Wycheproof: RFC 5649 key wrap with padding', (read) => {
  test('wraps and unwraps every case of 128, 192 and 256-bit keys', async () => {
    const file = read('aes_kwp_test.json');
    const count = await runCases(file.testGroups, (vector) => {
      const kek = hex(vector.key);
      if (vector.result === 'invalid')
        return refuses('DecryptionFailedError', () => kwpUnwrap(kek, hex(vector.ct)));
      return (
        kwpUnwrap(kek, hex(vector.ct)).equals(hex(vector.msg)) &&
        kwpWrap(kek, hex(vector.msg)).equals(hex(vector.ct))
      );
    });
    expect(count).toEqual({ valid: 77, invalid: 177 });
    expect(file.numberOfTests).toBe(254);
  });
});

describeWycheproof('CRY-07 Wycheproof: HKDF-SHA256, the derivation of subkeys', (read) => {
  test('derives every case and refuses more than 255 blocks', async () => {
    const count = await runCases(read('hkdf_sha256_test.json').testGroups, (vector) => {
      const derive = () =>
        hkdf('sha256', createSecretKey(hex(vector.ikm)), hex(vector.salt), hex(vector.info), vector.size);
      return vector.result === 'invalid' ? refuses('RangeError', derive) : derive().equals(hex(vector.okm));
    });
    expect(count).toEqual({ valid: 83, invalid: 3 });
  });
});

describeWycheproof('CRY-04 Wycheproof: HMAC', (read) => {
  const files = [
    {
      name: 'hmac_sha256_test.json',
      digestName: 'sha256',
      spec: 'HMAC_256',
      algorithm: 'HMAC_SHA_256',
      tagSize: 256,
    },
    {
      name: 'hmac_sha384_test.json',
      digestName: 'sha384',
      spec: 'HMAC_384',
      algorithm: 'HMAC_SHA_384',
      tagSize: 384,
    },
    {
      name: 'hmac_sha512_test.json',
      digestName: 'sha512',
      spec: 'HMAC_512',
      algorithm: 'HMAC_SHA_512',
      tagSize: 512,
    },
    { name: 'hmac_sm3_test.json', digestName: 'sm3', spec: 'HMAC_SM3', algorithm: 'HMAC_SM3', tagSize: 256 },
  ] as const;

  for (const { name, digestName, spec, algorithm, tagSize } of files) {
    test(`${name}: full tags`, async () => {
      const groups = filterCases(read(name), (_, group) => group.tagSize === tagSize);
      const count = await runCases(groups, (vector) => {
        const tag = hmac(digestName, createSecretKey(hex(vector.key)), hex(vector.msg));
        return tag.equals(hex(vector.tag)) === (vector.result === 'valid');
      });
      expect(count).toEqual({ valid: 33, invalid: 54 });
    });

    test(`${name}: verifyMac accepts exactly the full valid tags of keys of the spec's length`, async () => {
      const lengthInBits = (keySpec(spec).materialLengthInBytes ?? 0) * 8;
      const groups = filterCases(read(name), (_, group) => group.keySize === lengthInBits);
      const count = await runCases(groups, (vector, group) => {
        const material = KeyMaterial.fromBytes(keySpec(spec), hex(vector.key));
        const accepted = verifyMac(material, algorithm, hex(vector.msg), hex(vector.tag));
        return accepted === (vector.result === 'valid' && group.tagSize === tagSize);
      });
      expect(groups.some((group) => group.tagSize < tagSize)).toBe(true);
      expect(count).toEqual({ valid: 54, invalid: 108 });
    });
  }
});

describe('CRY-08 Wycheproof: the whole manifest', () => {
  test('every file is either run or has a reason why not', () => {
    const notOffered: Readonly<Record<string, string>> = {
      'aes_wrap_test.json': 'RFC 3394 without padding is not offered; import uses RFC 5649',
      'ed25519_test.json': 'no key spec of KEY-03 is Ed25519',
      'sm4_gcm_test.json': 'SM4 keys encrypt with SM4-CTR and HMAC-SM3',
      'sm4_ccm_test.json': 'SM4 keys encrypt with SM4-CTR and HMAC-SM3',
    };
    const run = [
      /^aes_(gcm|kwp)_test/,
      /^hkdf_sha256_test/,
      /^hmac_(sha256|sha384|sha512|sm3)_test/,
      /^rsa_oaep_(2048_sha1_mgf1sha1|(2048|3072|4096)_sha256_mgf1sha256|misc)_test/,
      /^rsa_pkcs1_(2048|3072|4096)(_sig_gen)?_test/,
      /^rsa_signature_(2048|3072|4096)_sha(256|384|512)_test/,
      /^rsa_pss_(2048_sha256_mgf1_32|2048_sha384_mgf1_48|3072_sha256_mgf1_32|misc)_test/,
      /^rsa_pss_4096_(sha256_mgf1_32|sha384_mgf1_48|sha512_mgf1_64)_test/,
      /^ecdsa_secp(256r1_sha256|384r1_sha384)_test/,
    ];
    const unaccounted = [...wycheproofManifest.keys()].filter(
      (name) => notOffered[name] === undefined && !run.some((pattern) => pattern.test(name)),
    );
    expect(unaccounted).toEqual([]);
    expect(wycheproofManifest.size).toBe(40);
  });
});
