export type KeySpecName =
  | 'AES_256'
  | 'SM4'
  | 'HMAC_256'
  | 'HMAC_384'
  | 'HMAC_512'
  | 'HMAC_SM3'
  | 'RSA_2048'
  | 'RSA_3072'
  | 'RSA_4096'
  | 'EC_P256'
  | 'EC_P384'
  | 'SM2';

export type KeyUsage = 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC';
export type KeyFamily = 'aes' | 'sm4' | 'hmac' | 'rsa' | 'ec' | 'sm2';

/** One row of the key spec table. Algorithm names are the wire names of the REST surface. */
export interface KeySpec {
  readonly name: KeySpecName;
  readonly family: KeyFamily;
  readonly symmetric: boolean;
  /** What a key of this spec may be created for; the choice is fixed at creation (KEY-04). */
  readonly usages: readonly KeyUsage[];
  readonly defaultUsage: KeyUsage;
  /** Exact length of the raw material; symmetric specs only. */
  readonly materialLengthInBytes?: number;
  /** Modulus length; RSA only. */
  readonly modulusLengthInBits?: number;
  /** OpenSSL's name of the curve; EC and SM2 only. */
  readonly curve?: 'prime256v1' | 'secp384r1' | 'SM2';
  readonly encryptionAlgorithms: readonly string[];
  readonly signingAlgorithms: readonly string[];
  readonly macAlgorithms: readonly string[];
  /** Digest that encrypt-datakey and decrypt-datakey use beside the data key: SM3 with SM4, otherwise SHA-256. */
  readonly dataKeyDigest: 'sha256' | 'sm3';
}

const none: readonly string[] = [];

const symmetricCipher = (
  name: 'AES_256' | 'SM4',
  family: 'aes' | 'sm4',
  materialLengthInBytes: number,
  dataKeyDigest: 'sha256' | 'sm3',
): KeySpec => ({
  name,
  family,
  symmetric: true,
  usages: ['ENCRYPT_DECRYPT'],
  defaultUsage: 'ENCRYPT_DECRYPT',
  materialLengthInBytes,
  encryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  signingAlgorithms: none,
  macAlgorithms: none,
  dataKeyDigest,
});

const hmac = (
  name: 'HMAC_256' | 'HMAC_384' | 'HMAC_512' | 'HMAC_SM3',
  materialLengthInBytes: number,
  macAlgorithm: string,
): KeySpec => ({
  name,
  family: 'hmac',
  symmetric: true,
  usages: ['GENERATE_VERIFY_MAC'],
  defaultUsage: 'GENERATE_VERIFY_MAC',
  materialLengthInBytes,
  encryptionAlgorithms: none,
  signingAlgorithms: none,
  macAlgorithms: [macAlgorithm],
  dataKeyDigest: 'sha256',
});

const rsa = (name: 'RSA_2048' | 'RSA_3072' | 'RSA_4096', modulusLengthInBits: number): KeySpec => ({
  name,
  family: 'rsa',
  symmetric: false,
  usages: ['SIGN_VERIFY', 'ENCRYPT_DECRYPT'],
  defaultUsage: 'SIGN_VERIFY',
  modulusLengthInBits,
  encryptionAlgorithms: ['RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1'],
  signingAlgorithms: [
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
  ],
  macAlgorithms: none,
  dataKeyDigest: 'sha256',
});

const ec = (
  name: 'EC_P256' | 'EC_P384',
  curve: 'prime256v1' | 'secp384r1',
  signingAlgorithm: string,
): KeySpec => ({
  name,
  family: 'ec',
  symmetric: false,
  usages: ['SIGN_VERIFY'],
  defaultUsage: 'SIGN_VERIFY',
  curve,
  encryptionAlgorithms: none,
  signingAlgorithms: [signingAlgorithm],
  macAlgorithms: none,
  dataKeyDigest: 'sha256',
});

/** All key specs of KEY-03 in the order in which screens offer them. */
export const keySpecs: readonly KeySpec[] = [
  symmetricCipher('AES_256', 'aes', 32, 'sha256'),
  symmetricCipher('SM4', 'sm4', 16, 'sm3'),
  hmac('HMAC_256', 32, 'HMAC_SHA_256'),
  hmac('HMAC_384', 48, 'HMAC_SHA_384'),
  hmac('HMAC_512', 64, 'HMAC_SHA_512'),
  hmac('HMAC_SM3', 32, 'HMAC_SM3'),
  rsa('RSA_2048', 2048),
  rsa('RSA_3072', 3072),
  rsa('RSA_4096', 4096),
  ec('EC_P256', 'prime256v1', 'ECDSA_SHA_256'),
  ec('EC_P384', 'secp384r1', 'ECDSA_SHA_384'),
  {
    name: 'SM2',
    family: 'sm2',
    symmetric: false,
    usages: ['SIGN_VERIFY', 'ENCRYPT_DECRYPT'],
    defaultUsage: 'SIGN_VERIFY',
    curve: 'SM2',
    encryptionAlgorithms: ['SM2_ENCRYPT'],
    signingAlgorithms: ['SM2DSA_SM3'],
    macAlgorithms: none,
    dataKeyDigest: 'sm3',
  },
];

const byName: ReadonlyMap<string, KeySpec> = new Map(keySpecs.map((spec) => [spec.name, spec]));

/**
 * The one lookup of the table.
 * @throws TypeError for a name that is not a key spec
 */
export function keySpec(name: string): KeySpec {
  const spec = byName.get(name);
  if (spec === undefined) {
    throw new TypeError(
      `unknown key spec ${JSON.stringify(name.slice(0, 64))}; known are ${[...byName.keys()].join(', ')}`,
    );
  }
  return spec;
}
