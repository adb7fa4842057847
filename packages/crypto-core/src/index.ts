export {
  asymmetricPlaintextLimitInBytes,
  decryptAsymmetric,
  encryptAsymmetric,
} from './asymmetric.ts';
export { type CiphertextAlgorithm, type CiphertextPurpose, ciphertextLength } from './ciphertext/format.ts';
export { type CiphertextHeader, parseCiphertext } from './ciphertext/parse.ts';
export { type KeyVersionBinding, SymmetricCipher } from './ciphertext/symmetric-cipher.ts';
export { dataKeyPairSpecs, generateDataKeyPair } from './data-key-pair.ts';
export { type DerivedSigningAlgorithm, deriveSigningKey } from './derived-signing-key.ts';
export { type DigestName, digest } from './digest.ts';
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
  generateImportKeyPair,
  type ImportWrappingAlgorithm,
  importWrappingAlgorithms,
  isPkcs1Plaintext,
  unwrapImported,
} from './import-wrapping.ts';
export type { KeyPairDer } from './key-generation.ts';
export { KeyMaterial } from './key-material.ts';
export {
  type KeyFamily,
  type KeySpec,
  type KeySpecName,
  type KeyUsage,
  keySpec,
  keySpecs,
} from './key-spec.ts';
export { kwpUnwrap, kwpWrap } from './kwp.ts';
export { computeMac, verifyMac } from './mac.ts';
export {
  openEphemeralRoot,
  openPkcs11Root,
  openSoftwareRoot,
  type Pkcs11RootOptions,
  type RootDescription,
  type RootHealth,
  type RootOfTrust,
  type SoftwareRootOptions,
  type TokenHealth,
} from './root/index.ts';
export { type MessageType, sign, verify } from './signature.ts';
export { WrappingKey } from './wrapping-key.ts';
