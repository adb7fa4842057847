import type { User } from '@dewpoint/engine';
import type { Request, RequestHandler, Response } from 'express';
import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  ClientError,
  type Configuration,
  fetchUserInfo,
  type IDToken,
  ResponseBodyError,
} from 'openid-client';
import { clientAddress } from '../http/client-address.ts';
import { requestIdOf } from '../http/request-id.ts';
import { notice } from '../pages/notice.ts';
import { sendPage } from '../pages/page.ts';
import { absoluteLimitInMs, idleLimitInMs } from './session-limits.ts';
import type { SignInFlow } from './sign-in-flow.ts';
import type { SignInParts } from './sign-in-parts.ts';

/** Guarantees: a session is made only for the browser that began this sign-in, from a code whose issuer, state, nonce and PKCE all fit, always under a new ID; what the browser was signed in to before has ended. */
export function callback(parts: SignInParts): RequestHandler {
  return async (request, response) => {
    const flow = await flowOf(request, parts);
    if (!flow) {
      showExpired(request, response);
      return;
    }
    const { configuration } = await parts.client.provider();
    let tokens: Awaited<ReturnType<typeof redeem>>;
    try {
      tokens = await redeem(configuration, request, flow, parts);
    } catch (error) {
      if (!isProviderRefusal(error)) throw error;
      parts.log.warn('sign-in failed', {
        requestId: requestIdOf(request),
        reason: error.message,
        code: error.code,
      });
      showFailed(request, response);
      return;
    }
    const user = await userOf(tokens.claims, tokens.extraClaims, parts);
    if (!user?.enabled) {
      parts.log.warn('sign-in of an unknown or disabled user', { requestId: requestIdOf(request) });
      showDenied(request, response);
      return;
    }
    await startSession(request, response, parts, user, tokens);
    response.redirect(303, flow.returnTo);
  };
}

async function flowOf(request: Request, parts: SignInParts): Promise<SignInFlow | null> {
  const binding = parts.signInCookie.read(request);
  const { state } = request.query;
  return binding === undefined || typeof state !== 'string' ? null : parts.flows.finish(state, binding);
}

interface Tokens {
  readonly idToken: string;
  readonly claims: IDToken;
  /** Claims of the userinfo endpoint, asked only when the ID token lacks the groups. */
  readonly extraClaims: Readonly<Record<string, unknown>>;
}

async function redeem(
  configuration: Configuration,
  request: Request,
  flow: SignInFlow,
  parts: SignInParts,
): Promise<Tokens> {
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
  if (!claims || answer.id_token === undefined) throw new ClientError('the provider sent no ID token');
  const complete = parts.client.settings.groupsClaim in claims;
  const canAsk = configuration.serverMetadata().userinfo_endpoint !== undefined;
  const extraClaims =
    complete || !canAsk ? {} : await fetchUserInfo(configuration, answer.access_token, claims.sub);
  return { idToken: answer.id_token, claims, extraClaims };
}

async function userOf(
  claims: IDToken,
  extra: Readonly<Record<string, unknown>>,
  parts: SignInParts,
): Promise<User | null> {
  const { identity } = parts.engine;
  if (parts.builtIn) return identity.findUser(claims.sub);
  const all = { ...extra, ...claims };
  const groups = all[parts.client.settings.groupsClaim];
  return identity.provisionExternalUser({
    issuer: claims.iss,
    subject: claims.sub,
    preferredName: textOf(all.preferred_username) ?? textOf(all.email) ?? textOf(all.name) ?? claims.sub,
    email: textOf(all.email) ?? null,
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
    accountName: parts.accountName,
  });
}

async function startSession(
  request: Request,
  response: Response,
  parts: SignInParts,
  user: User,
  tokens: Tokens,
): Promise<void> {
  const { sessions } = parts.engine;
  const former = parts.sessionCookie.read(request);
  if (former !== undefined) await sessions.end(former);
  const { claims } = tokens;
  const { id } = await sessions.create({
    user,
    idleLimitInMs,
    absoluteLimitInMs,
    authenticatedAt: typeof claims.auth_time === 'number' ? claims.auth_time * 1000 : parts.clock.now(),
    sourceIp: clientAddress(request, parts.trustProxy),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 256),
    issuer: claims.iss,
    subject: claims.sub,
    providerSessionId: textOf(claims.sid) ?? null,
    data: { idToken: tokens.idToken },
  });
  response.append('Set-Cookie', parts.sessionCookie.set(id));
}

/** Answers of the provider that cannot be used: its own refusals and whatever openid-client's checks reject. */
function isProviderRefusal(error: unknown): error is Error & { code?: string } {
  return (
    error instanceof ClientError ||
    error instanceof AuthorizationResponseError ||
    error instanceof ResponseBodyError
  );
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}

function showExpired(request: Request, response: Response): void {
  sendPage(request, response, 400, (w) =>
    notice({
      title: w.expiredTitle,
      text: w.expiredText,
      action: { label: w.startAgain, href: '/auth/login' },
    }),
  );
}

function showFailed(request: Request, response: Response): void {
  sendPage(request, response, 400, (w) =>
    notice({
      title: w.failedTitle,
      text: w.failedText,
      action: { label: w.startAgain, href: '/auth/login' },
      requestId: { label: w.requestId, value: requestIdOf(request) },
    }),
  );
}

function showDenied(request: Request, response: Response): void {
  sendPage(request, response, 403, (w) =>
    notice({
      title: w.deniedTitle,
      text: w.deniedText,
      action: { label: w.tryAgain, href: '/auth/login' },
      requestId: { label: w.requestId, value: requestIdOf(request) },
    }),
  );
}
