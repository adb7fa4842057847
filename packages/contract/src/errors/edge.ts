import type { ErrorRow } from './row.ts';

const UNAUTHENTICATED = 'Incorrect IAM authentication information:';

/** Errors of the gateway, of sign-in and of the service as a whole. */
export const edgeErrors = {
  credentialsMissing: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} no credentials were sent. Send X-Auth-Token, a signed Authorization header or a bearer token.`,
  ],
  tokenInvalid: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the token is not valid. Get a new one from POST /v3/auth/tokens.`,
  ],
  tokenExpired: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the token has expired. Get a new one from POST /v3/auth/tokens.`,
  ],
  authorizationUnknown: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the Authorization header names no supported scheme. Sign with SDK-HMAC-SHA256, V11-HMAC-SHA256, SDK-HMAC-SM3, SDK-ECDSA-P256-SHA256 or SDK-SM2-SM3, or send a bearer token.`,
  ],
  signatureMalformed: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the Authorization header is malformed. Send <algorithm> Access=<access key>, SignedHeaders=<names joined by ;>, Signature=<hex>.`,
  ],
  signedDateMissing: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the date of the request is missing or malformed. Send X-Sdk-Date as yyyyMMddTHHmmssZ in UTC, and name x-sdk-date in SignedHeaders.`,
  ],
  temporaryAccessKeyUnsupported: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} temporary access keys are not supported. Sign with a permanent one and leave X-Security-Token out.`,
  ],
  signatureInvalid: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the signature does not match. Check the secret key, and that nothing between client and server changes host, path, query, signed headers or body.`,
  ],
  accessKeyUnknown: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the access key does not exist or is disabled. Use an enabled one of My Credentials.`,
  ],
  bodyHashMismatch: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the body does not have the digest that was signed. Send the digest of exactly the bytes of the body.`,
  ],
  unsignedBodyRefused: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} UNSIGNED-PAYLOAD is not allowed for a JSON body. Sign the digest of the body.`,
  ],
  clockSkew: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the date of the request is too far from the time of the server. Set the clock of the client.`,
  ],
  requestReplayed: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} this signed request was already used. Sign every request anew.`,
  ],
  bearerInvalid: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the bearer token is not valid. Send an unexpired access token of the configured OpenID provider, made for this service.`,
  ],
  bearerExpired: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the bearer token has expired. Get a new one from the OpenID provider.`,
  ],
  bearerUserUnknown: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the subject of the bearer token is no enabled user here. Sign in to the console with it once, or have the user enabled.`,
  ],
  credentialsDiffer: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the credentials name different users or projects. Send one kind of credentials.`,
  ],
  sourceAddressRefused: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} the source address is not allowed. Call from an allowed network, or have the address added to the access control list.`,
  ],
  projectHeaderMismatch: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} X-Project-Id differs from the project in the URL. Send the same project ID in both.`,
  ],
  domainHeaderMismatch: [
    'APIGW.0301',
    401,
    `${UNAUTHENTICATED} X-Domain-Id is not the account of the credentials. Send the ID of your account, or leave it out.`,
  ],
  passwordWrong: [
    'IAM.0001',
    401,
    'The user name or password is wrong. Check both, and the account of the user.',
  ],
  accountDisabled: [
    'IAM.0001',
    403,
    'The account is disabled, so that none of its users and programs gets in. Ask whoever runs this installation to enable it.',
  ],
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
  sessionMissing: ['APIGW.0301', 401, 'You are not signed in, or the session has ended. Sign in again.'],
  signInRefused: [
    'DEW.0401',
    400,
    'The answer of the OpenID provider cannot be used. Start the sign-in again.',
  ],
  signInDenied: [
    'DEW.0401',
    403,
    'The user may not sign in here. Ask an administrator to add you to a group or to enable your user.',
  ],
  providerUnavailable: [
    'DEW.0401',
    503,
    'The OpenID provider cannot be reached, so nobody can sign in. Try again in a moment.',
  ],
  sessionUnknown: [
    'DEW.0404',
    404,
    'The session does not exist or has ended. Load the list of sessions again.',
  ],
  requestForged: [
    'DEW.0403',
    403,
    'The request did not come from the console. Send header X-Dewpoint-Request: 1 from the same origin.',
  ],
  projectMismatch: [
    'KMS.0321',
    403,
    'The project in the URL is not the project of the credentials. Use a token scoped to it, or the URL of your project.',
  ],
  apiUnknown: [
    'APIGW.0101',
    404,
    'The API does not exist or is not published. Check method and path against /openapi.json.',
  ],
  methodNotAllowed: [
    'KMS.0215',
    405,
    'The method is not allowed for this path. Use one of the methods in the Allow header.',
  ],
  mediaTypeUnsupported: ['APIGW.0105', 415, 'The content type is not supported. Send application/json.'],
  throttled: ['APIGW.0308', 429, 'Too many requests. Try again after the time in Retry-After.'],
  bodyTooLong: ['KMS.0203', 413, 'The request body is too long. Send less in one request.'],
  headerRepeated: [
    'KMS.0201',
    400,
    'A header that says who calls or where stands in the request twice. Send it once.',
  ],
  bodyMalformed: [
    'KMS.0202',
    400,
    'The request body is not valid JSON. Send one JSON object in UTF-8, not nested deeper than 32 levels.',
  ],
  internal: [
    'KMS.0100',
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
  permissionDenied: [
    'KMS.0306',
    403,
    'You have no permission for this operation. Ask an administrator for a policy or grant that allows it.',
  ],
  operationNotBatchable: [
    'KMS.0308',
    400,
    'operation cannot be run in a batch. Call it once for each input.',
  ],
} as const satisfies Record<string, ErrorRow>;
