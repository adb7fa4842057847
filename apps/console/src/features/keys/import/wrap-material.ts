import { type KeySpecName, materialLengthInBytes, type WrappingAlgorithm } from '@dewpoint/contract';
import { aeskwp } from '@noble/ciphers/aes.js';

/**
 * Wraps key material in the page (IMP-07). WebCrypto does OAEP and makes keys; RFC 5649 is not in WebCrypto and comes from a library.
 * Bytes in clear are overwritten as soon as they are wrapped, and never leave the caller's hands.
 */

const TEMPORARY_KEY_IN_BYTES = 32;

/** Ciphertexts: what the server gets. */
export interface WrappedMaterial {
  readonly encryptedKeyMaterial: Uint8Array;
  /** Of asymmetric keys. */
  readonly encryptedPrivatekey: Uint8Array | null;
}

export interface WrappingKey {
  readonly algorithm: WrappingAlgorithm;
  /** DER, SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
}

/** Whether browsers can wrap with the algorithm: WebCrypto has neither RSAES-PKCS1-v1_5 nor SM2. */
export function canWrapHere(algorithm: WrappingAlgorithm): boolean {
  return algorithm === 'RSAES_OAEP_SHA_256' || algorithm === 'RSAES_OAEP_SHA_1';
}

/** Whether browsers can make such a key: WebCrypto has no SM2. */
export function canGenerateHere(spec: KeySpecName): boolean {
  return spec !== 'SM2';
}

/**
 * @param material bytes of a symmetric key, or a PKCS#8 private key in DER; overwritten in any case
 */
export async function wrapMaterial(
  spec: KeySpecName,
  { algorithm, publicKey }: WrappingKey,
  material: Uint8Array<ArrayBuffer>,
): Promise<WrappedMaterial> {
  const temporaryKey = crypto.getRandomValues(new Uint8Array(TEMPORARY_KEY_IN_BYTES));
  try {
    const hash = algorithm === 'RSAES_OAEP_SHA_1' ? 'SHA-1' : 'SHA-256';
    const key = await crypto.subtle.importKey(
      'spki',
      Uint8Array.from(publicKey),
      { name: 'RSA-OAEP', hash },
      false,
      ['encrypt'],
    );
    const encrypt = async (bytes: Uint8Array<ArrayBuffer>) =>
      new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', key, bytes));
    if (materialLengthInBytes(spec) !== undefined) {
      return { encryptedKeyMaterial: await encrypt(material), encryptedPrivatekey: null };
    }
    return {
      encryptedKeyMaterial: await encrypt(temporaryKey),
      encryptedPrivatekey: aeskwp(temporaryKey).encrypt(material),
    };
  } finally {
    temporaryKey.fill(0);
    material.fill(0);
  }
}

/** New material for a key: random bytes, or a PKCS#8 private key in DER. The caller overwrites it. */
export async function generateMaterial(spec: KeySpecName): Promise<Uint8Array<ArrayBuffer>> {
  const length = materialLengthInBytes(spec);
  if (length !== undefined) return crypto.getRandomValues(new Uint8Array(length));
  const { privateKey } = await crypto.subtle.generateKey(
    spec.startsWith('RSA_')
      ? { ...rsa, modulusLength: modulusLengthOf(spec), publicExponent: Uint8Array.of(1, 0, 1) }
      : ecdsa(spec),
    true,
    spec.startsWith('RSA_') ? ['encrypt', 'decrypt'] : ['sign', 'verify'],
  );
  return new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
}

/** Why bytes are no material for a key. */
export type MaterialProblem = 'length' | 'encrypted' | 'pkcs1' | 'privateKey';

/** Material read from a file, or why it is none for the key. */
export async function readMaterial(
  spec: KeySpecName,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ readonly material: Uint8Array<ArrayBuffer> } | { readonly problem: MaterialProblem }> {
  const length = materialLengthInBytes(spec);
  if (length !== undefined) return bytes.length === length ? { material: bytes } : { problem: 'length' };
  const read = fromPem(bytes);
  if ('problem' in read) return read;
  return (await isPrivateKeyOf(spec, read.material)) ? read : { problem: 'privateKey' };
}

/** DER as it is; of PEM what is inside. */
function fromPem(
  bytes: Uint8Array<ArrayBuffer>,
): { readonly material: Uint8Array<ArrayBuffer> } | { readonly problem: MaterialProblem } {
  const text = new TextDecoder('latin1').decode(bytes);
  const [, kind, body] = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END/.exec(text) ?? [];
  if (kind === undefined || body === undefined) return { material: bytes };
  if (kind === 'ENCRYPTED ') return { problem: 'encrypted' };
  if (kind !== '') return { problem: 'pkcs1' };
  try {
    return {
      material: Uint8Array.from(atob(body.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0)),
    };
  } catch {
    return { problem: 'privateKey' };
  }
}

async function isPrivateKeyOf(spec: KeySpecName, pkcs8: Uint8Array<ArrayBuffer>): Promise<boolean> {
  // WebCrypto does not know SM2: the server looks at it. A private key in DER is a SEQUENCE.
  if (spec === 'SM2') return pkcs8[0] === 0x30;
  try {
    if (!spec.startsWith('RSA_')) {
      await crypto.subtle.importKey('pkcs8', pkcs8, ecdsa(spec), false, ['sign']);
      return true;
    }
    const { algorithm } = await crypto.subtle.importKey('pkcs8', pkcs8, rsa, false, ['decrypt']);
    return 'modulusLength' in algorithm && algorithm.modulusLength === modulusLengthOf(spec);
  } catch {
    return false;
  }
}

const rsa = { name: 'RSA-OAEP', hash: 'SHA-256' } as const;
const ecdsa = (spec: KeySpecName) => ({ name: 'ECDSA', namedCurve: spec === 'EC_P256' ? 'P-256' : 'P-384' });
const modulusLengthOf = (spec: KeySpecName) => Number(spec.slice('RSA_'.length));
