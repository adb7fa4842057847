import type { ErrorRow } from './row.ts';

/** Errors of keys, their life and their tags. */
export const keyErrors = {
  // parameters of every call
  parameterMissing: ['KMS.0204', 400, 'A required parameter is missing. Send it.'],
  parameterInvalid: ['KMS.0308', 400, 'A parameter is not valid. Send a value that the description allows.'],
  keyIdInvalid: ['KMS.0205', 400, 'key_id is not valid. Give the ID as a UUID of 36 characters.'],
  sequenceInvalid: ['KMS.0206', 400, 'sequence is not valid. Give 36 characters or leave it out.'],
  encryptionContextInvalid: [
    'KMS.0208',
    400,
    'encryption_context is not valid. Give a JSON object of strings, at most 8192 characters.',
  ],
  limitInvalid: ['KMS.1601', 400, 'limit is not valid. Give a whole number from 1 to 1000.'],
  markerInvalid: ['KMS.1602', 400, 'marker is not valid. Give the next_marker of the page before.'],

  // the key and what it is
  keyNotFound: ['KMS.0207', 404, 'The key does not exist. Check the ID, the project and the region.'],
  keyDisabled: ['KMS.0209', 400, 'The key is disabled. Enable it first.'],
  keyPendingDeletion: [
    'KMS.0210',
    400,
    'The key is pending deletion. Cancel the deletion and enable it first.',
  ],
  keyPendingImport: ['KMS.1301', 400, 'The key has no key material. Import its material first.'],
  defaultKeyRefused: ['KMS.0211', 400, 'A default key cannot be changed or used this way. Use a custom key.'],
  asymmetricUnsupported: [
    'KMS.0325',
    400,
    'An asymmetric key cannot be used for this operation. Use a symmetric key.',
  ],
  symmetricUnsupported: [
    'KMS.0331',
    400,
    'A symmetric key cannot be used for this operation. Use a key of the kind it is for.',
  ],
  hmacUnsupported: [
    'KMS.0341',
    400,
    'An HMAC key cannot be used for this operation. Use generate-mac or verify-mac, or a key of another kind.',
  ],
  keyIsForEncryption: [
    'KMS.0334',
    400,
    'The key is for encryption and decryption. Use a key with usage SIGN_VERIFY.',
  ],
  keyIsForSigning: [
    'KMS.0335',
    400,
    'The key is for signing and verification. Use a key with usage ENCRYPT_DECRYPT.',
  ],
  algorithmMismatch: [
    'KMS.0332',
    400,
    'The algorithm does not fit the key. Use one that the key_spec of the key has.',
  ],
  digestLengthMismatch: [
    'KMS.0329',
    400,
    'The length of the digest does not fit the algorithm. Send the digest of the algorithm’s hash, or message_type RAW.',
  ],

  // create and change
  aliasInvalid: [
    'KMS.1101',
    400,
    'key_alias is not valid. Use 1 to 255 letters, digits and - _ : /, not ending with /default.',
  ],
  descriptionInvalid: ['KMS.1103', 400, 'key_description is too long. Use at most 255 characters.'],
  aliasTaken: ['KMS.1104', 400, 'The alias is already used by another key. Choose another alias.'],
  aliasNotFound: ['KMS.0207', 404, 'The alias does not exist. Check its name.'],
  keyQuotaExceeded: [
    'KMS.1105',
    400,
    'The quota of keys is used up. Delete keys that are not needed or have the quota raised.',
  ],
  keySpecInvalid: ['KMS.1110', 400, 'key_spec is not valid. Use one of the names in the description.'],
  ecCannotEncrypt: [
    'KMS.1114',
    400,
    'A key of this key_spec cannot have usage ENCRYPT_DECRYPT. Use SIGN_VERIFY.',
  ],
  symmetricCannotSign: [
    'KMS.1115',
    400,
    'A symmetric key cannot have usage SIGN_VERIFY. Use ENCRYPT_DECRYPT, or an asymmetric key_spec.',
  ],
  keyUsageMismatch: [
    'KMS.0308',
    400,
    'key_usage does not fit key_spec. Leave it out to get the usage that fits.',
  ],
  keyStoreNotFound: [
    'KMS.8003',
    400,
    'The key store does not exist. Give the ID of one, or leave keystore_id out.',
  ],

  // state
  keyNotDisabled: ['KMS.1201', 400, 'The key is not disabled. Only a disabled key can be enabled.'],
  shadowDisableRunning: [
    'KMS.1201',
    400,
    'The key is being disabled on trial already. Commit or cancel that trial first.',
  ],
  shadowDisableMissing: ['KMS.1201', 400, 'The key is not being disabled on trial. Begin a trial first.'],
  keyNotEnabled: ['KMS.1301', 400, 'The key is not enabled. Enable it first.'],
  pendingDaysInvalid: ['KMS.1401', 400, 'pending_days is not valid. Give a whole number from 7 to 1096.'],
  alreadyPendingDeletion: [
    'KMS.1402',
    400,
    'The key is already pending deletion. Cancel the deletion first to choose another time.',
  ],
  notPendingDeletion: [
    'KMS.1501',
    400,
    'The key is not pending deletion. Only a scheduled deletion can be cancelled.',
  ],

  // tags
  tagListEmpty: ['KMS.0401', 400, 'The list of tags is empty. Give at least one tag.'],
  tagActionInvalid: ['KMS.0404', 400, 'action is not valid. Use one of the values in the description.'],
  tagValueInvalid: [
    'KMS.0405',
    400,
    'The value of a tag is not valid. Use at most 255 letters, digits, spaces and _ . : / = + - @.',
  ],
  tagKeyInvalid: [
    'KMS.0406',
    400,
    'The key of a tag is not valid. Use 1 to 128 letters, digits, spaces and _ . : / = + - @, no space at either end.',
  ],
  tagListTooLong: ['KMS.0407', 400, 'The list of tags is too long. Give at most 20 tags.'],
  tagLimitReached: ['KMS.0409', 400, 'A resource can have at most 20 tags. Delete one first.'],
  tagNotFound: ['KMS.0416', 404, 'The tag does not exist. Check its key.'],
  tagOffsetInvalid: ['KMS.0417', 400, 'offset is not valid. Give a whole number from 0.'],
  tagOffsetWithCount: [
    'KMS.0418',
    400,
    'offset and limit cannot be given with action count. Leave them out.',
  ],
} as const satisfies Record<string, ErrorRow>;
