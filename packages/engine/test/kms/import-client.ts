import { execFileSync } from 'node:child_process';
import { constants, createCipheriv, createPublicKey, publicEncrypt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestContext } from '../../src/context.ts';
import type { KmsWorld } from './kms-world.ts';

/** What a client does to import a key, with Node and the openssl command line only (IMP-03). */

export type WrappingAlgorithm =
  | 'RSAES_OAEP_SHA_256'
  | 'RSAES_OAEP_SHA_1'
  | 'RSAES_PKCS1_V1_5'
  | 'SM2_ENCRYPT';

export interface Parameters {
  readonly keyId: string;
  readonly algorithm: WrappingAlgorithm;
  readonly importToken: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  /** Seconds since 1970 UTC. */
  readonly expirationTime: number;
}

export async function fetchParameters(
  world: KmsWorld,
  keyId: string,
  algorithm: WrappingAlgorithm = 'RSAES_OAEP_SHA_256',
  context: RequestContext = world.api,
): Promise<Parameters> {
  const answer = await world.node.run('kms.getParametersForImport', context, {
    keyId,
    wrappingAlgorithm: algorithm,
  });
  return {
    keyId: answer.keyId,
    algorithm,
    importToken: Buffer.from(answer.importToken).toString('base64'),
    publicKey: Buffer.from(answer.publicKey),
    expirationTime: answer.expirationTime,
  };
}

/** Wraps bytes with the public key, as openssl pkeyutl does. @returns Base64 */
export function wrapWith(algorithm: WrappingAlgorithm, publicKey: Buffer, plain: Uint8Array): string {
  if (algorithm === 'SM2_ENCRYPT') return wrapWithSm2(publicKey, plain);
  const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
  if (algorithm === 'RSAES_PKCS1_V1_5') {
    return publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, plain).toString('base64');
  }
  const oaepHash = algorithm === 'RSAES_OAEP_SHA_256' ? 'sha256' : 'sha1';
  return publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, plain).toString(
    'base64',
  );
}

/** RFC 5649 under an AES-128 or AES-256 key. @returns Base64 */
export function wrapPrivateKey(temporaryKey: Uint8Array, pkcs8: Uint8Array): string {
  const name = `id-aes${temporaryKey.length * 8}-wrap-pad`;
  const cipher = createCipheriv(name, temporaryKey, Buffer.from('A65959A6', 'hex'));
  return Buffer.concat([cipher.update(pkcs8), cipher.final()]).toString('base64');
}

function wrapWithSm2(publicKey: Buffer, plain: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'dewpoint-sm2-'));
  try {
    const keyFile = join(folder, 'public.der');
    writeFileSync(keyFile, publicKey);
    const wrapped = execFileSync(
      'openssl',
      ['pkeyutl', '-encrypt', '-pubin', '-keyform', 'DER', '-inkey', keyFile],
      { input: plain },
    );
    return wrapped.toString('base64');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
