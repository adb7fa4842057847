import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import { KeyMaterial } from '../src/key-material.ts';
import { keySpec } from '../src/key-spec.ts';
import { sign, verifyWithPublicKey } from '../src/signature.ts';
import { describeWycheproof, filterCases, hex, runCases, type VectorGroup } from './vectors.ts';

const suffixes: Readonly<Record<string, string>> = {
  'SHA-256': 'SHA_256',
  'SHA-384': 'SHA_384',
  'SHA-512': 'SHA_512',
};
const nodeNames: Readonly<Record<string, string>> = {
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
const digestLengths: Readonly<Record<string, number>> = { 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

const digestOf = (sha: string, message: Buffer): Buffer => hash(nodeNames[sha] ?? '', message, 'buffer');

const publicKeys = new Map<string, KeyObject>();

function publicKeyOf({ publicKeyDer }: VectorGroup): KeyObject {
  const known = publicKeys.get(publicKeyDer);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: hex(publicKeyDer), format: 'der', type: 'spki' });
  publicKeys.set(publicKeyDer, key);
  return key;
}

/** Every key of the product has e = 65537; the files also have keys with e = 3. */
const hasOurExponent = (group: VectorGroup): boolean =>
  publicKeyOf(group).asymmetricKeyDetails?.publicExponent === 65537n;

/** RAW and DIGEST must both say what the file says; "acceptable" is refused. */
async function verifiesAsTheFileSays(
  groups: readonly VectorGroup[],
  spec: string,
  algorithm: string,
): Promise<Record<string, number>> {
  return runCases(groups, async ({ msg, sig, result }, group) => {
    const message = hex(msg);
    const key = publicKeyOf(group);
    const row = keySpec(spec);
    const raw = await verifyWithPublicKey(row, key, algorithm, 'RAW', message, hex(sig));
    const digest = digestOf(group.sha, message);
    const prehashed = await verifyWithPublicKey(row, key, algorithm, 'DIGEST', digest, hex(sig));
    return raw === (result === 'valid') && prehashed === raw;
  });
}

describeWycheproof('CRY-03 Wycheproof: ECDSA verification', (read) => {
  test('ecdsa_secp256r1_sha256_test.json', async () => {
    const { testGroups } = read('ecdsa_secp256r1_sha256_test.json');
    const count = await verifiesAsTheFileSays(testGroups, 'EC_P256', 'ECDSA_SHA_256');
    expect(count).toEqual({ valid: 174, invalid: 310 });
  });

  test('ecdsa_secp384r1_sha384_test.json', async () => {
    const { testGroups } = read('ecdsa_secp384r1_sha384_test.json');
    const count = await verifiesAsTheFileSays(testGroups, 'EC_P384', 'ECDSA_SHA_384');
    expect(count).toEqual({ valid: 194, invalid: 310 });
  });
});

describeWycheproof('CRY-03 Wycheproof: RSASSA-PKCS1-v1_5 verification', (read) => {
  const counts = [
    { bits: 2048, sha: 'SHA-256', count: { valid: 7, acceptable: 1, invalid: 249 } },
    { bits: 2048, sha: 'SHA-384', count: { valid: 7, acceptable: 1, invalid: 250 } },
    { bits: 2048, sha: 'SHA-512', count: { valid: 7, acceptable: 1, invalid: 250 } },
    { bits: 3072, sha: 'SHA-256', count: { valid: 7, acceptable: 1, invalid: 250 } },
    { bits: 3072, sha: 'SHA-384', count: { valid: 7, acceptable: 1, invalid: 251 } },
    { bits: 3072, sha: 'SHA-512', count: { valid: 7, acceptable: 1, invalid: 251 } },
    { bits: 4096, sha: 'SHA-256', count: { valid: 7, acceptable: 1, invalid: 250 } },
    { bits: 4096, sha: 'SHA-384', count: { valid: 7, acceptable: 1, invalid: 251 } },
    { bits: 4096, sha: 'SHA-512', count: { valid: 7, acceptable: 1, invalid: 251 } },
  ];
  for (const { bits, sha, count } of counts) {
    const name = `rsa_signature_${bits}_${nodeNames[sha]}_test.json`;
    test(name, async () => {
      const groups = filterCases(read(name), (_, group) => hasOurExponent(group));
      const tally = await verifiesAsTheFileSays(groups, `RSA_${bits}`, `RSASSA_PKCS1_V1_5_${suffixes[sha]}`);
      expect(tally).toEqual(count);
    });
  }
});

describeWycheproof('CRY-03 Wycheproof: RSASSA-PSS verification, salt as long as the digest', (read) => {
  const counts = [
    {
      name: 'rsa_pss_2048_sha256_mgf1_32_test.json',
      bits: 2048,
      sha: 'SHA-256',
      count: { valid: 63, invalid: 45 },
    },
    {
      name: 'rsa_pss_2048_sha384_mgf1_48_test.json',
      bits: 2048,
      sha: 'SHA-384',
      count: { valid: 95, invalid: 46 },
    },
    {
      name: 'rsa_pss_3072_sha256_mgf1_32_test.json',
      bits: 3072,
      sha: 'SHA-256',
      count: { valid: 63, invalid: 45 },
    },
    {
      name: 'rsa_pss_4096_sha256_mgf1_32_test.json',
      bits: 4096,
      sha: 'SHA-256',
      count: { valid: 63, invalid: 45 },
    },
    {
      name: 'rsa_pss_4096_sha384_mgf1_48_test.json',
      bits: 4096,
      sha: 'SHA-384',
      count: { valid: 95, invalid: 46 },
    },
    {
      name: 'rsa_pss_4096_sha512_mgf1_64_test.json',
      bits: 4096,
      sha: 'SHA-512',
      count: { valid: 132, invalid: 47 },
    },
  ];
  for (const { name, bits, sha, count } of counts) {
    test(name, async () => {
      const { testGroups } = read(name);
      const tally = await verifiesAsTheFileSays(testGroups, `RSA_${bits}`, `RSASSA_PSS_${suffixes[sha]}`);
      expect(tally).toEqual(count);
    });
  }

  test('rsa_pss_misc_test.json: the sizes, digests and salt lengths that are offered', async () => {
    const offered = filterCases(
      read('rsa_pss_misc_test.json'),
      (_, { sha, mgfSha, sLen, keySize }) =>
        sha === mgfSha && sLen === digestLengths[sha] && [2048, 3072, 4096].includes(keySize),
    );
    let cases = 0;
    for (const group of offered) {
      const tally = await verifiesAsTheFileSays(
        [group],
        `RSA_${group.keySize}`,
        `RSASSA_PSS_${suffixes[group.sha]}`,
      );
      cases += Object.values(tally).reduce((sum, n) => sum + n, 0);
    }
    expect(cases).toBe(3);
    expect(offered.some(({ keySize, sha }) => keySize === 2048 && sha === 'SHA-512')).toBe(true);
  });

  test('rsa_pss_misc_test.json: another salt length is refused although the signature is valid', async () => {
    const otherSalt = filterCases(
      read('rsa_pss_misc_test.json'),
      (_, { sha, mgfSha, sLen, keySize }) =>
        sha === mgfSha &&
        digestLengths[sha] !== undefined &&
        sLen !== digestLengths[sha] &&
        [2048, 3072, 4096].includes(keySize),
    );
    expect(otherSalt.flatMap((group) => group.tests)).toHaveLength(15);
    for (const group of otherSalt) {
      for (const { msg, sig } of group.tests) {
        const row = keySpec(`RSA_${group.keySize}`);
        const algorithm = `RSASSA_PSS_${suffixes[group.sha]}`;
        const key = publicKeyOf(group);
        expect(await verifyWithPublicKey(row, key, algorithm, 'RAW', hex(msg), hex(sig))).toBe(false);
        const digest = digestOf(group.sha, hex(msg));
        expect(await verifyWithPublicKey(row, key, algorithm, 'DIGEST', digest, hex(sig))).toBe(false);
      }
    }
  });
});

describeWycheproof('CRY-03 Wycheproof: RSASSA-PKCS1-v1_5 signing is deterministic', (read) => {
  for (const bits of [2048, 3072, 4096]) {
    const name = `rsa_pkcs1_${bits}_sig_gen_test.json`;
    test(`${name}: RAW and DIGEST give exactly the file's signature`, async () => {
      const groups = filterCases(
        read(name),
        ({ result }, { sha, keySize }) =>
          result === 'valid' && suffixes[sha] !== undefined && keySize === bits,
      );
      const count = await runCases(groups, async ({ msg, sig }, group) => {
        const material = KeyMaterial.fromBytes(keySpec(`RSA_${bits}`), hex(group.privateKeyPkcs8));
        const algorithm = `RSASSA_PKCS1_V1_5_${suffixes[group.sha]}`;
        const raw = await sign(material, algorithm, 'RAW', hex(msg));
        const prehashed = await sign(material, algorithm, 'DIGEST', digestOf(group.sha, hex(msg)));
        return raw.equals(hex(sig)) && prehashed.equals(raw);
      });
      expect(count).toEqual({ valid: 24 });
    });
  }
});
