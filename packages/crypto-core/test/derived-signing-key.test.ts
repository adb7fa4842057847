import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type DerivedSigningAlgorithm, deriveSigningKey } from '../src/derived-signing-key.ts';
import { ecPublicPoint } from '../src/private-key.ts';
import { sign, verify } from '../src/signature.ts';

/** Made with huaweicloudsdkcore 3.1.219 (Python), P256SHA256Signer and SM2SM3Signer. */
const accessKeyId = 'AKEXAMPLE0123456789A';
const secret = createSecretKey(Buffer.from('SKexample0123456789012345678901234567890'));
const message = Buffer.from('request to sign');
const vectors: readonly {
  algorithm: DerivedSigningAlgorithm;
  signingAlgorithm: string;
  publicPoint: string;
  signature: string;
}[] = [
  {
    algorithm: 'SDK-ECDSA-P256-SHA256',
    signingAlgorithm: 'ECDSA_SHA_256',
    publicPoint:
      '04fe65d1dc7e9f3c8265e3d09a8032d9968203763596fa3ddabd8f1effdbc85c2afe84c1e739e738e4b0542b53d316595683a6bf1a1f75d2831880c9488e8acc45',
    signature:
      '304502200b4ddfede34a8678e5d210c42872bfea49ea82aecd169520031e58551a8ad4210221008fdccbaa49f929e25a733d5788215a5fcf53c0f2ecbd87fa74d275337f44a0dc',
  },
  {
    algorithm: 'SDK-SM2-SM3',
    signingAlgorithm: 'SM2DSA_SM3',
    publicPoint:
      '049b25dfe32aea6bffbadadb8638ae2cfc5eca3c4fd1bb65fe6c703da92b042c587392e073446bc2705952ceced75c87f2e2026a5211eb2211e02d884434e8c7a9',
    signature:
      '3046022100edac5f91116a7dce0bdb1b4e5765c1f12bbd156fa29064ef114d5f3062cf24a8022100a49e5e3b08792df6ca09655fc51b38fc841581a2d9699f91dd4b3364605a8494',
  },
];

describe.each(vectors)('IAM-05 signing key derived from a secret: $algorithm', (vector) => {
  const material = deriveSigningKey(vector.algorithm, accessKeyId, secret);

  it('is the key that the public SDK derives', () => {
    expect(ecPublicPoint(material.publicKeyObject()).toString('hex')).toBe(vector.publicPoint);
  });

  it('verifies a signature that the public SDK made, and none over another message', async () => {
    const signature = Buffer.from(vector.signature, 'hex');
    expect(await verify(material, vector.signingAlgorithm, 'RAW', message, signature)).toBe(true);
    const other = Buffer.from('request to sigm');
    expect(await verify(material, vector.signingAlgorithm, 'RAW', other, signature)).toBe(false);
  });

  it('differs for another access key and for another secret', async () => {
    const signature = await sign(material, vector.signingAlgorithm, 'RAW', message);
    for (const other of [
      deriveSigningKey(vector.algorithm, 'AKEXAMPLE0123456789B', secret),
      deriveSigningKey(vector.algorithm, accessKeyId, createSecretKey(Buffer.from('another secret'))),
    ]) {
      expect(await verify(other, vector.signingAlgorithm, 'RAW', message, signature)).toBe(false);
    }
  });
});
