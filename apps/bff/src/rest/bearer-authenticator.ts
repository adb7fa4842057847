import { OperationError } from '@dewpoint/contract';
import type { Clock, Engine, User } from '@dewpoint/engine';
import { type JWTPayload, type JWTVerifyResult, errors as joseErrors, jwtVerify } from 'jose';
import { provedSeveralFactors } from '../sign-in/authentication-methods.ts';
import { type OidcClient, ProviderUnavailableError } from '../sign-in/oidc-client.ts';
import { signatureAlgorithms } from '../sign-in/signature-algorithms.ts';
import type { Caller } from '../surface/caller.ts';
import type { Authenticator } from './rest-rules.ts';

const MAX_TOKEN_LENGTH = 8192;
const CLOCK_TOLERANCE_IN_SECONDS = 30;
const PROVIDER_RETRY_IN_SECONDS = 2;
const scheme = /^bearer +([A-Za-z0-9._~+/=-]+)$/i;
/** RFC 9068 2.1, and what providers write that are older than it. Keeps logout tokens and the like out. */
const accessTokenTypes: ReadonlySet<string | undefined> = new Set([undefined, 'at+jwt', 'jwt']);

export interface BearerParts {
  readonly client: OidcClient;
  readonly identity: Pick<Engine['identity'], 'findUserOfProvider' | 'projectsOf'>;
  readonly clock: Clock;
  readonly publicOrigin: string;
}

/**
 * Guarantees: a bearer token is a JWT that the configured OpenID provider signed for us, in its time, and its subject is an enabled user
 * (IAM-05; RFC 6750, RFC 9068; decisions: audience). Users are not made here: only a sign-in to the console does that.
 */
export function bearerAuthenticator(parts: BearerParts): Authenticator {
  return {
    applies: ({ headers }) => /^bearer(?: |$)/i.test(headers.authorization ?? ''),
    async authenticate({ request }) {
      const token = scheme.exec(request.headers.authorization ?? '')?.[1];
      if (token === undefined || token.length > MAX_TOKEN_LENGTH) throw new OperationError('bearerInvalid');
      const payload = await verified(token, parts);
      const user = await parts.identity.findUserOfProvider({ issuer: payload.iss, subject: payload.sub });
      if (!user?.enabled) throw new OperationError('bearerUserUnknown');
      return callerOf(user, payload, await parts.identity.projectsOf(user.accountId));
    },
  };
}

type AccessTokenPayload = JWTPayload & { readonly iss: string; readonly sub: string };

async function verified(
  token: string,
  { client, clock, publicOrigin }: BearerParts,
): Promise<AccessTokenPayload> {
  const { issuer, clientId } = client.settings;
  try {
    const { keys, configuration } = await client.provider();
    const result = await jwtVerify(token, keys, {
      issuer: configuration.serverMetadata().issuer ?? issuer,
      audience: [clientId, publicOrigin, `${publicOrigin}/`],
      algorithms: [...signatureAlgorithms],
      clockTolerance: CLOCK_TOLERANCE_IN_SECONDS,
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp', 'sub'],
    });
    const { payload } = result;
    if (!isAccessToken(result) || payload.iss === undefined || payload.sub === undefined)
      throw new OperationError('bearerInvalid');
    return { ...payload, iss: payload.iss, sub: payload.sub };
  } catch (error) {
    throw refusalOf(error);
  }
}

function isAccessToken({ payload, protectedHeader }: JWTVerifyResult): boolean {
  const type = protectedHeader.typ?.toLowerCase().replace(/^application\//, '');
  // `events`: a token about something that happened. `cnf`: only good together with a key that the caller must prove to hold (RFC 7800).
  return accessTokenTypes.has(type) && payload.events === undefined && payload.cnf === undefined;
}

function refusalOf(error: unknown): unknown {
  if (error instanceof ProviderUnavailableError || error instanceof joseErrors.JWKSTimeout)
    return new OperationError('unavailable', {
      message:
        'The OpenID provider cannot be reached, so bearer tokens cannot be checked. Try again in a moment.',
      retryAfterInSeconds: PROVIDER_RETRY_IN_SECONDS,
      cause: error,
    });
  if (error instanceof joseErrors.JWTExpired) return new OperationError('bearerExpired');
  if (error instanceof joseErrors.JOSEError) return new OperationError('bearerInvalid');
  return error;
}

function callerOf(user: User, payload: AccessTokenPayload, projects: Caller['projects']): Caller {
  const authenticatedAt = typeof payload.auth_time === 'number' ? payload.auth_time : (payload.iat ?? 0);
  return {
    principal: {
      kind: 'user',
      userId: user.id,
      userName: user.name,
      accountId: user.accountId,
      credential: 'bearer',
      authenticatedAt: authenticatedAt * 1000,
      multiFactor: provedSeveralFactors(payload.amr),
    },
    account: { id: user.accountId, name: user.accountName },
    projects,
  };
}
