import type { ErrorRow } from './row.ts';

/** Errors of data, data keys, grants, imported material and rotation. */
export const materialErrors = {
  // data and data keys
  randomLengthInvalid: ['KMS.1801', 400, 'random_data_length is not valid. Give bits from 8 to 8192.'],
  randomLengthNotMultiple: ['KMS.1802', 400, 'random_data_length is not valid. Give a multiple of 8.'],
  dataKeyLengthInvalid: ['KMS.1901', 400, 'datakey_length is not valid. Give bits from 8 to 8192.'],
  dataKeyLengthWithoutPlaintextInvalid: [
    'KMS.2001',
    400,
    'datakey_length is not valid. Give bits from 8 to 8192.',
  ],
  dataKeySpecInvalid: [
    'KMS.1902',
    400,
    'key_spec of the data key is not valid. Use one of the names in the description.',
  ],
  dataKeyLengthNotMultiple: ['KMS.1903', 400, 'datakey_length is not valid. Give a multiple of 8.'],
  plainTextInvalid: [
    'KMS.2101',
    400,
    'plain_text is not valid. Give hexadecimal text of the data key followed by its 32-byte digest.',
  ],
  plainLengthInvalid: ['KMS.2102', 400, 'datakey_plain_length is not valid. Give bytes from 1 to 1024.'],
  plainDigestMismatch: [
    'KMS.2103',
    400,
    'The digest at the end of plain_text does not match the data key. Use SHA-256, or SM3 under an SM4 key.',
  ],
  plainLengthMismatch: [
    'KMS.2104',
    400,
    'datakey_plain_length does not fit the length of plain_text. Give the bytes of the data key without its digest.',
  ],
  algorithmNotSymmetric: [
    'KMS.2105',
    400,
    'encryption_algorithm does not fit a symmetric key. Use SYMMETRIC_DEFAULT.',
  ],
  algorithmNotAsymmetric: [
    'KMS.2106',
    400,
    'encryption_algorithm does not fit an asymmetric key. Use RSAES_OAEP_SHA_256 for RSA keys, SM2_ENCRYPT for SM2 keys.',
  ],
  asymmetricPlaintextTooLong: [
    'KMS.2108',
    400,
    'plain_text is too long for this key and algorithm. Encrypt a data key with it, and the data with the data key.',
  ],
  cipherTextInvalid: [
    'KMS.2201',
    400,
    'cipher_text is not valid: it was changed, cut, made for something else, or its context differs. Send it as it was answered, with the context of its encryption.',
  ],
  cipherLengthInvalid: [
    'KMS.2202',
    400,
    'datakey_cipher_length is not valid. Give the bytes of the plaintext data key, 1 to 1024.',
  ],
  cipherLengthMismatch: [
    'KMS.2204',
    400,
    'datakey_cipher_length does not fit the data key in cipher_text. Give the bytes of the plaintext data key.',
  ],

  // grants
  grantOnlyCreateGrant: [
    'KMS.2401',
    400,
    'create-grant cannot be the only operation. Add an operation that may be handed on.',
  ],
  grantPrincipalInvalid: [
    'KMS.2402',
    400,
    'The principal is not valid. Give the ID of a user or account: 1 to 64 letters and digits.',
  ],
  grantNotCreated: [
    'KMS.2403',
    400,
    'The grant cannot be made. Hand on only operations that you have and the usage of the key allows.',
  ],
  grantLimitReached: ['KMS.2404', 400, 'A key can have at most 100 grants. Revoke one first.'],
  grantIdInvalid: ['KMS.2501', 400, 'The grant does not exist. Check grant_id.'],
  grantKeyMismatch: ['KMS.2502', 400, 'The grant does not belong to the key. Check key_id and grant_id.'],

  // import
  externalOriginNeeded: [
    'KMS.0309',
    400,
    'Only a key with origin external takes imported material. Create one.',
  ],
  notPendingImport: [
    'KMS.0310',
    400,
    'The key is not pending import. Delete its material first to import it again.',
  ],
  materialUnwrapFailed: [
    'KMS.0311',
    400,
    'The key material could not be unwrapped. Wrap it with the public key and the algorithm of this import token.',
  ],
  importTokenExpired: ['KMS.2601', 400, 'The import token has expired. Get new import parameters.'],
  materialExpiryPast: [
    'KMS.2602',
    400,
    'expiration_time is in the past. Give seconds since 1970 that lie ahead.',
  ],
  importTokenOfOtherKey: [
    'KMS.2603',
    400,
    'The import token belongs to another key. Get import parameters of this key.',
  ],
  materialLengthInvalid: [
    'KMS.2604',
    400,
    'The key material has the wrong length for this key. Give as many bytes as its key_spec has.',
  ],
  importTokenInvalid: ['KMS.2605', 400, 'The import token is not valid. Get new import parameters.'],
  importTokenUsed: ['KMS.2605', 400, 'The import token was used already. Get new import parameters.'],
  materialDiffers: [
    'KMS.2606',
    400,
    'The key material differs from what was imported first. Only the same material can be imported again.',
  ],
  privateKeyMissing: [
    'KMS.2608',
    400,
    'encrypted_privatekey is missing. Send the private key wrapped under the temporary key.',
  ],
  privateKeyInvalid: [
    'KMS.2609',
    400,
    'encrypted_privatekey is not valid for this key. Wrap a PKCS#8 private key of its key_spec (RFC 5649).',
  ],
  temporaryKeyInvalid: ['KMS.2610', 400, 'The temporary key has the wrong length. Use 16 or 32 bytes.'],
  materialNotDeletable: [
    'KMS.2701',
    400,
    'The material cannot be deleted now. Only an enabled or disabled key with imported material can lose it.',
  ],
  asymmetricMaterialNotDeletable: [
    'KMS.2702',
    400,
    'The material of an asymmetric key cannot be deleted. Schedule the deletion of the key.',
  ],

  // rotation
  externalCannotRotate: [
    'KMS.0312',
    400,
    'A key with imported material cannot be rotated automatically. Replace it by a new key.',
  ],
  rotationOff: ['KMS.0313', 400, 'Rotation is not enabled for the key. Enable it first.'],
  rotationUnsupported: ['KMS.0319', 400, 'This kind of key cannot be rotated. Replace it by a new key.'],
  asymmetricCannotRotate: ['KMS.0324', 400, 'An asymmetric key cannot be rotated. Replace it by a new key.'],
  rotationAlreadyOn: ['KMS.2901', 400, 'Rotation is already enabled. Change its interval instead.'],
  rotationIntervalInvalid: ['KMS.3001', 400, 'rotation_interval is not valid. Give days from 30 to 365.'],
} as const satisfies Record<string, ErrorRow>;
