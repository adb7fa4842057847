import type { KeySpec } from './key-spec.ts';

export {
  CryptoError,
  type CryptoErrorCode,
  DecryptionFailedError,
  DigestLengthError,
  MalformedError,
  PlaintextTooLongError,
  RootMismatchError,
  RootUnavailableError,
  UnsupportedAlgorithmError,
} from './errors.ts';
export {
  type KeyFamily,
  type KeySpec,
  type KeySpecName,
  type KeyUsage,
  keySpec,
  keySpecs,
} from './key-spec.ts';

// Signatures first, so that the engine can be compiled against them; the modules follow commit by commit.
export declare class KeyMaterial {
  private constructor();
  readonly spec: KeySpec;
  static generate(spec: KeySpec): Promise<KeyMaterial>;
  static fromBytes(spec: KeySpec, bytes: Uint8Array): KeyMaterial;
  revealBytes(): Buffer;
  equals(other: KeyMaterial): boolean;
  publicKeyDer(): Buffer;
  publicKeyPem(): string;
  destroy(): void;
}

export type CiphertextPurpose = 'data' | 'datakey';
export interface CiphertextHeader {
  readonly purpose: CiphertextPurpose;
  readonly algorithm: 'AES_256' | 'SM4';
  readonly keyId: string;
  readonly keyVersion: number;
  readonly plaintextLength: number;
}
export declare class SymmetricCipher {
  constructor(material: KeyMaterial, binding: { keyId: string; keyVersion: number });
  encrypt(purpose: CiphertextPurpose, plaintext: Uint8Array, associatedData: Uint8Array): Buffer;
  decrypt(purpose: CiphertextPurpose, ciphertext: Uint8Array, associatedData: Uint8Array): Buffer;
  destroy(): void;
}
export declare function parseCiphertext(bytes: Uint8Array): CiphertextHeader;
export declare function ciphertextLength(plaintextLength: number): number;

export declare function encryptAsymmetric(
  material: KeyMaterial,
  algorithm: string,
  plaintext: Uint8Array,
): Promise<Buffer>;
export declare function decryptAsymmetric(
  material: KeyMaterial,
  algorithm: string,
  ciphertext: Uint8Array,
): Promise<Buffer>;
export declare function asymmetricPlaintextLimitInBytes(spec: KeySpec, algorithm: string): number;

export type MessageType = 'RAW' | 'DIGEST';
export declare function sign(
  material: KeyMaterial,
  algorithm: string,
  messageType: MessageType,
  message: Uint8Array,
): Promise<Buffer>;
export declare function verify(
  material: KeyMaterial,
  algorithm: string,
  messageType: MessageType,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean>;

export declare function computeMac(material: KeyMaterial, algorithm: string, message: Uint8Array): Buffer;
export declare function verifyMac(
  material: KeyMaterial,
  algorithm: string,
  message: Uint8Array,
  mac: Uint8Array,
): boolean;

export declare class WrappingKey {
  private constructor();
  static generate(): WrappingKey;
  static fromBytes(bytes: Uint8Array): WrappingKey;
  revealBytes(): Buffer;
  wrap(plain: Uint8Array, context: Uint8Array): Buffer;
  unwrap(blob: Uint8Array, context: Uint8Array): Buffer;
  destroy(): void;
}
export declare function kwpWrap(kek: Uint8Array, plain: Uint8Array): Buffer;
export declare function kwpUnwrap(kek: Uint8Array, wrapped: Uint8Array): Buffer;
export type ImportWrappingAlgorithm =
  | 'RSAES_OAEP_SHA_256'
  | 'RSAES_OAEP_SHA_1'
  | 'RSAES_PKCS1_V1_5'
  | 'SM2_ENCRYPT';
export declare function generateImportKeyPair(
  algorithm: ImportWrappingAlgorithm,
): Promise<{ publicKeyDer: Buffer; privateKeyDer: Buffer }>;
export declare function unwrapImported(
  algorithm: ImportWrappingAlgorithm,
  privateKeyDer: Uint8Array,
  wrapped: Uint8Array,
): Promise<Buffer>;
export declare function generateDataKeyPair(
  spec: string,
): Promise<{ publicKeyDer: Buffer; privateKeyDer: Buffer }>;
export declare function digest(name: 'sha256' | 'sm3', bytes: Uint8Array): Buffer;
