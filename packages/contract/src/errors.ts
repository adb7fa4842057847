/**
 * The closed set of errors a client can meet: wire code, HTTP status and a message that says what to do.
 * Codes are those of `kms.json`, `csms.json`, … [NOTES 1.1–1.4]; status and code stand together here and nowhere else.
 */
const table = {
  // edge and gateway
  credentialsMissing: [
    'APIGW.0301',
    401,
    'Incorrect IAM authentication information: no credentials were sent. Send X-Auth-Token, a signed Authorization header or a bearer token.',
  ],
  tokenInvalid: [
    'APIGW.0301',
    401,
    'Incorrect IAM authentication information: the token is not valid. Get a new one from POST /v3/auth/tokens.',
  ],
  tokenExpired: [
    'APIGW.0301',
    401,
    'Incorrect IAM authentication information: the token has expired. Get a new one from POST /v3/auth/tokens.',
  ],
  signatureInvalid: [
    'APIGW.0301',
    401,
    'Incorrect IAM authentication information: the signature does not match.',
  ],
  accessKeyUnknown: [
    'APIGW.0301',
    401,
    'Incorrect IAM authentication information: the access key does not exist or is disabled.',
  ],
  clockSkew: [
    'APIGW.0301',
    401,
    'Incorrect IAM authentication information: the date of the request is too far from the time of the server.',
  ],
  requestReplayed: [
    'APIGW.0301',
    401,
    'Incorrect IAM authentication information: this signed request was already used. Sign every request anew.',
  ],
  sourceAddressRefused: [
    'APIGW.0301',
    401,
    'Incorrect IAM authentication information: the source address is not allowed.',
  ],
  projectHeaderMismatch: [
    'APIGW.0301',
    401,
    'Incorrect IAM authentication information: X-Project-Id differs from the project in the URL.',
  ],
  passwordWrong: ['IAM.0001', 401, 'The user name or password is wrong.'],
  sessionMissing: ['APIGW.0301', 401, 'You are not signed in, or the session has ended. Sign in again.'],
  tokenScopeUnknown: [
    'IAM.0002',
    401,
    'The scope names no project or account of this user. Give the ID or name of one, or leave the scope out.',
  ],
  subjectTokenUnknown: [
    'IAM.0004',
    404,
    'The token in X-Subject-Token does not exist or has expired. Get a new one from POST /v3/auth/tokens.',
  ],
  sessionUnknown: [
    'DEW.0404',
    404,
    'The session does not exist or has ended. Load the list of sessions again.',
  ],
  operationNotBatchable: [
    'KMS.0308',
    400,
    'operation cannot be run in a batch. Call it once for each input.',
  ],
  requestForged: [
    'DEW.0403',
    403,
    'The request did not come from the console. Send header X-Dewpoint-Request: 1 from the same origin.',
  ],
  projectMismatch: ['KMS.0321', 403, 'The project in the URL is not the project of the credentials.'],
  apiUnknown: ['APIGW.0101', 404, 'The API does not exist or is not published.'],
  methodNotAllowed: ['KMS.0215', 405, 'The method is not allowed for this path.'],
  mediaTypeUnsupported: ['APIGW.0105', 415, 'The content type is not supported. Send application/json.'],
  throttled: ['APIGW.0308', 429, 'Too many requests. Try again after the time in Retry-After.'],
  bodyTooLong: ['KMS.0203', 413, 'The request body is too long.'],
  bodyMalformed: ['KMS.0202', 400, 'The request body is not valid JSON.'],
  internal: [
    'KMS.0105',
    500,
    'An internal error occurred. Nothing was changed. Quote the request ID when you report it.',
  ],
  unavailable: [
    'KMS.0104',
    503,
    'The service cannot answer now. Nothing was changed. Try again in a moment.',
  ],
  auditUnavailable: [
    'KMS.0104',
    503,
    'The audit trail cannot be written, so the operation was not done. Try again in a moment.',
  ],
  rootOfTrustUnavailable: [
    'KMS.0104',
    503,
    'The root of trust does not answer, so keys cannot be opened. Nothing is lost. Try again when it is back.',
  ],
  permissionDenied: ['KMS.0306', 403, 'You have no permission for this operation.'],

  // general parameters
  parameterMissing: ['KMS.0204', 400, 'A required parameter is missing.'],
  parameterInvalid: ['KMS.0308', 400, 'A parameter is not valid.'],
  keyIdInvalid: ['KMS.0205', 400, 'key_id is not valid. Give the ID as a UUID of 36 characters.'],
  sequenceInvalid: ['KMS.0206', 400, 'sequence is not valid. Give 36 characters or leave it out.'],
  encryptionContextInvalid: [
    'KMS.0208',
    400,
    'encryption_context is not valid. Give a JSON object of strings, at most 8192 characters.',
  ],
  keyNotFound: ['KMS.0207', 404, 'The key does not exist.'],
  keyDisabled: ['KMS.0209', 400, 'The key is disabled. Enable it first.'],
  keyPendingDeletion: [
    'KMS.0210',
    400,
    'The key is pending deletion. Cancel the deletion and enable it first.',
  ],
  keyPendingImport: ['KMS.1301', 400, 'The key has no key material. Import its material first.'],
  defaultKeyRefused: ['KMS.0211', 400, 'A default key cannot be changed or used this way.'],
  externalOriginNeeded: ['KMS.0309', 400, 'Only a key with origin external takes imported material.'],
  notPendingImport: ['KMS.0310', 400, 'The key is not pending import.'],
  materialUnwrapFailed: [
    'KMS.0311',
    400,
    'The key material could not be unwrapped. Wrap it with the public key and the algorithm of this import token.',
  ],
  externalCannotRotate: ['KMS.0312', 400, 'A key with imported material cannot be rotated automatically.'],
  rotationOff: ['KMS.0313', 400, 'Rotation is not enabled for the key.'],
  asymmetricCannotRotate: ['KMS.0324', 400, 'An asymmetric key cannot be rotated. Replace it by a new key.'],
  asymmetricUnsupported: ['KMS.0325', 400, 'An asymmetric key cannot be used for this operation.'],
  digestLengthMismatch: ['KMS.0329', 400, 'The length of the digest does not fit the algorithm.'],
  symmetricUnsupported: ['KMS.0331', 400, 'A symmetric key cannot be used for this operation.'],
  algorithmMismatch: ['KMS.0332', 400, 'The algorithm does not fit the key.'],
  keyIsForEncryption: ['KMS.0334', 400, 'The key is for encryption and decryption.'],
  keyIsForSigning: ['KMS.0335', 400, 'The key is for signing and verification.'],
  hmacUnsupported: ['KMS.0341', 400, 'An HMAC key cannot be used for this operation.'],

  // tags
  tagListEmpty: ['KMS.0401', 400, 'The list of tags is empty.'],
  tagActionInvalid: ['KMS.0404', 400, 'action is not valid.'],
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
  tagLimitReached: ['KMS.0409', 400, 'A resource can have at most 20 tags.'],
  tagNotFound: ['KMS.0416', 404, 'The tag does not exist.'],
  tagOffsetInvalid: ['KMS.0417', 400, 'offset is not valid.'],
  tagOffsetWithCount: ['KMS.0418', 400, 'offset and limit cannot be given with action count.'],

  // create and change
  aliasInvalid: [
    'KMS.1101',
    400,
    'key_alias is not valid. Use 1 to 255 letters, digits and - _ : /, not ending with /default.',
  ],
  descriptionInvalid: ['KMS.1103', 400, 'key_description is too long. Use at most 255 characters.'],
  aliasTaken: ['KMS.1104', 400, 'The alias is already used by another key. Choose another alias.'],
  keyQuotaExceeded: [
    'KMS.1105',
    400,
    'The quota of keys is used up. Delete keys that are not needed or have the quota raised.',
  ],
  keySpecInvalid: ['KMS.1110', 400, 'key_spec is not valid.'],
  ecCannotEncrypt: ['KMS.1114', 400, 'A key of this key_spec cannot have usage ENCRYPT_DECRYPT.'],
  symmetricCannotSign: ['KMS.1115', 400, 'A symmetric key cannot have usage SIGN_VERIFY.'],
  keyUsageMismatch: [
    'KMS.0308',
    400,
    'key_usage does not fit key_spec. Leave it out to get the usage that fits.',
  ],

  // state
  keyNotDisabled: ['KMS.1201', 400, 'The key is not disabled.'],
  keyNotEnabled: ['KMS.1301', 400, 'The key is not enabled.'],
  pendingDaysInvalid: ['KMS.1401', 400, 'pending_days is not valid. Give a whole number from 7 to 1096.'],
  alreadyPendingDeletion: ['KMS.1402', 400, 'The key is already pending deletion.'],
  notPendingDeletion: ['KMS.1501', 400, 'The key is not pending deletion.'],
  limitInvalid: ['KMS.1601', 400, 'limit is not valid. Give a whole number from 1 to 1000.'],
  markerInvalid: ['KMS.1602', 400, 'marker is not valid. Give the next_marker of the page before.'],

  // data keys and data
  randomLengthInvalid: ['KMS.1801', 400, 'random_data_length is not valid. Give bits from 8 to 8192.'],
  randomLengthNotMultiple: ['KMS.1802', 400, 'random_data_length is not valid. Give a multiple of 8.'],
  dataKeyLengthInvalid: ['KMS.1901', 400, 'datakey_length is not valid. Give bits from 8 to 8192.'],
  dataKeyLengthWithoutPlaintextInvalid: [
    'KMS.2001',
    400,
    'datakey_length is not valid. Give bits from 8 to 8192.',
  ],
  dataKeySpecInvalid: ['KMS.1902', 400, 'key_spec of the data key is not valid.'],
  dataKeyLengthNotMultiple: ['KMS.1903', 400, 'datakey_length is not valid. Give a multiple of 8.'],
  plainTextInvalid: [
    'KMS.2101',
    400,
    'plain_text is not valid. Give hexadecimal text of the data key followed by its 32-byte digest.',
  ],
  plainLengthInvalid: ['KMS.2102', 400, 'datakey_plain_length is not valid. Give bytes from 1 to 1024.'],
  plainDigestMismatch: ['KMS.2103', 400, 'The digest at the end of plain_text does not match the data key.'],
  plainLengthMismatch: ['KMS.2104', 400, 'datakey_plain_length does not fit the length of plain_text.'],
  algorithmNotSymmetric: [
    'KMS.2105',
    400,
    'encryption_algorithm does not fit a symmetric key. Use SYMMETRIC_DEFAULT.',
  ],
  algorithmNotAsymmetric: ['KMS.2106', 400, 'encryption_algorithm does not fit an asymmetric key.'],
  asymmetricPlaintextTooLong: ['KMS.2108', 400, 'plain_text is too long for this key and algorithm.'],
  cipherTextInvalid: [
    'KMS.2201',
    400,
    'cipher_text is not valid: it was changed, cut, made for something else, or its context differs.',
  ],
  cipherLengthInvalid: [
    'KMS.2202',
    400,
    'datakey_cipher_length is not valid. Give the bytes of the plaintext data key, 1 to 1024.',
  ],
  cipherLengthMismatch: ['KMS.2204', 400, 'datakey_cipher_length does not fit the data key in cipher_text.'],

  // grants
  grantOnlyCreateGrant: [
    'KMS.2401',
    400,
    'create-grant cannot be the only operation. Add an operation that may be handed on.',
  ],
  grantPrincipalInvalid: ['KMS.2402', 400, 'The principal is not valid.'],
  grantLimitReached: ['KMS.2404', 400, 'A key can have at most 100 grants.'],
  grantIdInvalid: ['KMS.2501', 400, 'The grant does not exist.'],
  grantKeyMismatch: ['KMS.2502', 400, 'The grant does not belong to the key.'],

  // import
  importTokenExpired: ['KMS.2601', 400, 'The import token has expired. Get new import parameters.'],
  materialExpiryPast: [
    'KMS.2602',
    400,
    'expiration_time is in the past. Give seconds since 1970 that lie ahead.',
  ],
  importTokenOfOtherKey: ['KMS.2603', 400, 'The import token belongs to another key.'],
  materialLengthInvalid: ['KMS.2604', 400, 'The key material has the wrong length for this key.'],
  importTokenInvalid: ['KMS.2605', 400, 'The import token is not valid.'],
  materialDiffers: [
    'KMS.2606',
    400,
    'The key material differs from what was imported first. Only the same material can be imported again.',
  ],
  privateKeyMissing: ['KMS.2608', 400, 'encrypted_privatekey is missing.'],
  privateKeyInvalid: ['KMS.2609', 400, 'encrypted_privatekey is not valid for this key.'],
  temporaryKeyInvalid: ['KMS.2610', 400, 'The temporary key must be 16 or 32 bytes.'],
  materialNotDeletable: [
    'KMS.2701',
    400,
    'Material can be deleted only from an enabled or disabled key with imported material.',
  ],
  asymmetricMaterialNotDeletable: ['KMS.2702', 400, 'The material of an asymmetric key cannot be deleted.'],

  // rotation and key stores
  rotationAlreadyOn: ['KMS.2901', 400, 'Rotation is already enabled.'],
  rotationIntervalInvalid: ['KMS.3001', 400, 'rotation_interval is not valid. Give days from 30 to 365.'],
  keyStoreNotFound: ['KMS.8003', 400, 'The key store does not exist.'],
} as const satisfies Record<string, readonly [code: string, status: number, message: string]>;

export type ErrorName = keyof typeof table;

/** What an error says beyond its row: replaces or adds to the message; nothing here may hold a secret. */
export interface ErrorDetails {
  /** Wire name of the offending field. */
  readonly field?: string;
  /** Replaces the row's message where a better one is known. */
  readonly message?: string;
  /** Seconds for the Retry-After header (429, 503). */
  readonly retryAfterInSeconds?: number;
  /** IAM-09: what decided, for callers who may know it; sent as a separate object. */
  readonly explanation?: { readonly action: string; readonly reason: string; readonly remedy: string };
  /** For the log only, never sent. */
  readonly cause?: unknown;
}

/** A refusal or failure that a client may see. Anything else that is thrown becomes `internal`. */
export class OperationError extends Error {
  readonly errorName: ErrorName;
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly retryAfterInSeconds: number | undefined;
  readonly explanation: ErrorDetails['explanation'];

  constructor(errorName: ErrorName, details: ErrorDetails = {}) {
    const [code, status, message] = table[errorName];
    super(details.message ?? message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'OperationError';
    this.errorName = errorName;
    this.code = code;
    this.status = status;
    this.field = details.field;
    this.retryAfterInSeconds = details.retryAfterInSeconds;
    this.explanation = details.explanation;
  }
}

/** Code, status and standing message of an error, for documents and tests. */
export function errorRow(errorName: ErrorName): { code: string; status: number; message: string } {
  const [code, status, message] = table[errorName];
  return { code, status, message };
}

export const errorNames = Object.keys(table) as readonly ErrorName[];
