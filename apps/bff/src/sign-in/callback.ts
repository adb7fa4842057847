import type { User } from '@dewpoint/engine';
import type { Request, RequestHandler, Response } from 'express';
import { authorizationCodeGrant, type Configuration, type IDToken } from 'openid-client';
import { clientAddress } from '../http/client-address.ts';
import { requestIdOf } from '../http/request-id.ts';
import { provedSeveralFactors } from './authentication-methods.ts';
import { ProviderCheck } from './provider-check.ts';
import { type ProviderTokens, provisionedUser, textOf } from './provider-user.ts';
import { absoluteLimitInMs, idleLimitInMs } from './session-limits.ts';
import type { SignInFlow } from './sign-in-flow.ts';
import type { SignInParts } from './sign-in-parts.ts';
import { checkAccessTokenHash, refusalOfUser, SignInRefusal, signInFailure } from './sign-in-refusal.ts';

/** How far a provider's clock may be behind ours when it says that it asked the user again. */
const CLOCK_TOLERANCE_IN_MS = 30_000;

/**
 * Guarantees: a session is made only for the browser that began this sign-in, from a code whose issuer, state, nonce and PKCE all fit and an
 * ID token that the provider signed, always under a new ID; what the browser was signed in to before has ended. Throws `SignInRefusal`
 * and `ProviderUnavailableError`.
 */
export function callback(parts: SignInParts): RequestHandler {
  return async (request, response) => {
    const flow = await flowOf(request, parts);
    if (!flow) throw new SignInRefusal('stateUnknown');
    const { configuration } = await parts.client.provider();
    try {
      const tokens = await redeem(configuration, request, flow, parts);
      if (flow.confirms) checkConfirmation(flow.confirms, tokens, parts);
      const user = await userOf(parts, configuration, tokens);
      if (flow.confirms && user.id !== flow.confirms.userId) throw new SignInRefusal('authenticationOther');
      await startSession(request, response, parts, user, tokens);
    } catch (error) {
      const failure = signInFailure(error);
      throw flow.confirms && failure instanceof SignInRefusal
        ? failure.ofConfirmation(flow.returnTo)
        : failure;
    }
    response.redirect(303, flow.returnTo);
  };
}

async function flowOf(request: Request, parts: SignInParts): Promise<SignInFlow | null> {
  const binding = parts.signInCookie.read(request);
  const { state } = request.query;
  return binding === undefined || typeof state !== 'string' ? null : parts.flows.finish(state, binding);
}

interface Redeemed extends ProviderTokens {
  readonly refreshToken: string | undefined;
  readonly expiresInSeconds: number | undefined;
}

async function redeem(
  configuration: Configuration,
  request: Request,
  flow: SignInFlow,
  parts: SignInParts,
): Promise<Redeemed> {
  const answer = await authorizationCodeGrant(
    configuration,
    new URL(request.originalUrl, parts.publicOrigin),
    {
      expectedState: flow.state,
      expectedNonce: flow.nonce,
      pkceCodeVerifier: flow.codeVerifier,
      idTokenExpected: true,
      ...(parts.builtIn ? { maxAge: idleLimitInMs / 1000 } : {}),
    },
  );
  const claims = answer.claims();
  if (!claims || answer.id_token === undefined) throw new SignInRefusal('idTokenMissing');
  checkAccessTokenHash({ idToken: answer.id_token, accessToken: answer.access_token, hash: claims.at_hash });
  return {
    idToken: answer.id_token,
    claims,
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresInSeconds: answer.expiresIn(),
  };
}

/** IAM-11: the provider must say that it asked the user after the confirmation was begun, and as strongly as it was asked to. */
function checkConfirmation(
  { begunAt }: NonNullable<SignInFlow['confirms']>,
  { claims }: ProviderTokens,
  parts: SignInParts,
): void {
  const { auth_time: authTime } = claims;
  // Required where `max_age` was asked for (OpenID Connect Core 1.0 §2). Some providers write 0 when they do not know.
  if (!authTime) throw new SignInRefusal('authenticationTimeUnsaid');
  const fresh = authTime * 1000 >= begunAt - CLOCK_TOLERANCE_IN_MS;
  const { stepUpAcr } = parts.client.settings;
  const strong = stepUpAcr === undefined || claims.acr === stepUpAcr;
  if (!fresh || !strong) throw new SignInRefusal('authenticationOld');
}

async function userOf(
  parts: SignInParts,
  configuration: Configuration,
  tokens: ProviderTokens,
): Promise<User> {
  if (!parts.builtIn) return provisionedUser(parts, configuration, tokens);
  const user = await parts.engine.identity.findUser(tokens.claims.sub);
  if (user === null) throw new SignInRefusal('userDisabled');
  if (!user.enabled) throw refusalOfUser(user);
  return user;
}

/**
 * When the provider asked the user, ms since 1970 UTC. One that does not say may have let in whoever has the browser, without a question:
 * unless the operator takes that for an answer, it was never (IAM-11).
 */
function authenticatedAt({ auth_time: authTime }: IDToken, { client, clock }: SignInParts): number {
  if (authTime) return authTime * 1000;
  return client.settings.authTime === 'assumed' ? clock.now() : 0;
}

async function startSession(
  request: Request,
  response: Response,
  parts: SignInParts,
  user: User,
  tokens: Redeemed,
): Promise<void> {
  const { sessions } = parts.engine;
  const former = parts.sessionCookie.read(request);
  const { claims } = tokens;
  const { id } = await sessions.create({
    user,
    idleLimitInMs,
    absoluteLimitInMs,
    authenticatedAt: authenticatedAt(claims, parts),
    multiFactor: provedSeveralFactors(claims.amr),
    sourceIp: clientAddress(request, parts.trustProxy),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 256),
    issuer: claims.iss,
    subject: claims.sub,
    providerSessionId: textOf(claims.sid) ?? null,
    ...ProviderCheck.planOf(tokens, parts.clock.now()),
    // The built-in issuer has left the trace when it checked the password.
    ...(parts.builtIn ? {} : { loginRequestId: requestIdOf(request) }),
  });
  if (former !== undefined) await sessions.end(former);
  response.append('Set-Cookie', parts.sessionCookie.set(id));
}
