import { createHash, timingSafeEqual } from 'node:crypto';
import type { User } from '@dewpoint/engine';
import { decodeProtectedHeader } from 'jose';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import type { RefusalReason } from '../pages/refusal-words.ts';
import { ProviderUnavailableError } from './oidc-client.ts';

/** A sign-in that was answered and must not succeed. The reason goes to page, trace and log. */
export class SignInRefusal extends Error {
  readonly reason: RefusalReason;
  /** Null while it is not known who it was. */
  readonly user: User | null;
  /** Where the console goes on as before, when somebody who is signed in was to confirm it (IAM-11); otherwise undefined. */
  readonly returnTo: string | undefined;

  constructor(
    reason: RefusalReason,
    options: ErrorOptions & { user?: User | null; returnTo?: string | undefined } = {},
  ) {
    super(`sign-in refused: ${reason}`, options);
    this.name = 'SignInRefusal';
    this.reason = reason;
    this.user = options.user ?? null;
    this.returnTo = options.returnTo;
  }

  /** The same refusal, of a confirmation that was begun at `returnTo`. */
  ofConfirmation(returnTo: string): SignInRefusal {
    const { reason, user, cause } = this;
    const unknown = cause instanceof AuthorizationResponseError && cause.error === 'invalid_request';
    return new SignInRefusal(unknown ? 'confirmationUnknown' : reason, { cause, user, returnTo });
  }
}

/** A user who is known here and may not come in. */
export function refusalOfUser(user: User): SignInRefusal {
  return new SignInRefusal(user.accountEnabled ? 'userDisabled' : 'accountDisabled', { user });
}

/** Reasons by the claim of the ID token that openid-client finds missing or other than it must be. */
const reasonsOfClaims: Readonly<Record<string, RefusalReason>> = {
  iss: 'idTokenIssuer',
  aud: 'idTokenAudience',
  azp: 'idTokenAudience',
  nonce: 'idTokenNonce',
  exp: 'idTokenExpired',
  iat: 'idTokenExpired',
  nbf: 'idTokenExpired',
  auth_time: 'authenticationOld',
};

/** What openid-client says of an answer, in the words of its pinned release; each line has its test. */
const reasonsOfMessages: readonly (readonly [RegExp, RefusalReason])[] = [
  [/"iss" (\(issuer\) )?response parameter|response parameter "iss"/, 'answerIssuer'],
  [/"alg" header parameter|unsupported JWS algorithm|unsupported JWS "alg"/, 'idTokenAlgorithm'],
  [/error when selecting a JWT verification key/, 'idTokenKey'],
  [/JWT signature verification failed/, 'idTokenSignature'],
  [/"id_token" property/, 'idTokenMissing'],
  [/JSON attribute/, 'userinfoSubject'],
];

/**
 * What a failure while a provider's answer is used means: `SignInRefusal` for an answer that must not be used,
 * `ProviderUnavailableError` for none. Anything else is our own bug and comes back as it is.
 */
export function signInFailure(error: unknown): unknown {
  if (isOutage(error)) return new ProviderUnavailableError(error);
  if (error instanceof AuthorizationResponseError)
    return new SignInRefusal('providerRefused', { cause: error });
  if (error instanceof ResponseBodyError)
    return new SignInRefusal(error.error === 'invalid_grant' ? 'codeRefused' : 'clientRefused', {
      cause: error,
    });
  if (error instanceof ClientError) return new SignInRefusal(reasonOf(error), { cause: error });
  return error;
}

function isOutage(error: unknown): boolean {
  if (error instanceof TypeError) return error.message.startsWith('fetch failed');
  if (error instanceof ResponseBodyError) return error.status >= 500;
  if (!(error instanceof ClientError)) return false;
  if (error.code === 'OAUTH_TIMEOUT') return true;
  return error.cause instanceof Response && error.cause.status >= 500;
}

function reasonOf(error: ClientError): RefusalReason {
  for (const { message, cause } of causesOf(error)) {
    const byMessage = reasonsOfMessages.find(([pattern]) => pattern.test(message));
    if (byMessage) return byMessage[1];
    const claim = claimOf(cause) ?? /\bJWT "(\w+)"|ID Token "(\w+)"/.exec(message)?.slice(1).find(Boolean);
    const byClaim = claim === undefined ? undefined : reasonsOfClaims[claim];
    if (byClaim !== undefined) return byClaim;
  }
  return 'answerInvalid';
}

function* causesOf(error: Error): Iterable<Error> {
  for (let current: unknown = error; current instanceof Error; current = current.cause) yield current;
}

function claimOf(cause: unknown): string | undefined {
  const claim = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'claim') : undefined;
  return typeof claim === 'string' ? claim : undefined;
}

/** Hash of `at_hash` by the algorithm of the ID token (OpenID Connect Core 1.0 §3.1.3.6). */
const hashes: Readonly<Record<string, string>> = { '256': 'sha256', '384': 'sha384', '512': 'sha512' };

/**
 * The access token that came with an ID token must be the one that it names, where it names one (OpenID Connect Core 1.0 §3.1.3.8).
 * @throws SignInRefusal `accessTokenHash`
 */
export function checkAccessTokenHash(tokens: {
  readonly idToken: string;
  readonly accessToken: string;
  readonly hash: unknown;
}): void {
  if (tokens.hash === undefined) return;
  const { alg = '' } = decodeProtectedHeader(tokens.idToken);
  // Ed25519 hashes with SHA-512 itself, and so does its `at_hash`.
  const name = hashes[alg.slice(-3)] ?? 'sha512';
  const digest = createHash(name).update(tokens.accessToken, 'ascii').digest();
  const expected = Buffer.from(digest.subarray(0, digest.length / 2).toString('base64url'));
  const given = Buffer.from(typeof tokens.hash === 'string' ? tokens.hash : '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new SignInRefusal('accessTokenHash');
}
