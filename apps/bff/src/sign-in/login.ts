import type { Request, RequestHandler } from 'express';
import {
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { isLoopbackHost } from '../configuration/parse.ts';
import { safeReturnTo } from './return-to.ts';
import { idleLimitInMs } from './session-limits.ts';
import { flowLifeInMs, type SignInFlow, SignInFlows } from './sign-in-flow.ts';
import type { SignInParts } from './sign-in-parts.ts';

/** Guarantees: the browser leaves for the provider with state, nonce and PKCE challenge of its own (RFC 9700 2.1), and carries a cookie without which nobody can finish this sign-in. */
export function login(parts: SignInParts): RequestHandler {
  return async (request, response) => {
    const home = canonicalAddress(request.headers.host, request.originalUrl, parts.publicOrigin);
    if (home !== undefined) {
      response.redirect(307, home);
      return;
    }
    const { configuration } = await parts.client.provider();
    const confirms = request.query.confirm === '1' ? await confirmation(request, parts) : undefined;
    const flow: SignInFlow = {
      state: randomState(),
      nonce: randomNonce(),
      codeVerifier: randomPKCECodeVerifier(),
      returnTo: safeReturnTo(request.query.returnTo, parts.publicOrigin),
      ...(confirms ? { confirms } : {}),
    };
    const binding = parts.signInCookie.read(request) ?? SignInFlows.newBrowserBinding();
    await parts.flows.begin(flow, binding);
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: `${parts.publicOrigin}/auth/callback`,
      scope: parts.client.settings.scope,
      response_type: 'code',
      code_challenge: await calculatePKCECodeChallenge(flow.codeVerifier),
      code_challenge_method: 'S256',
      state: flow.state,
      nonce: flow.nonce,
      ...(confirms ? confirmationParameters(parts) : {}),
      // The issuer's own cookie must not outlive the silence after which a console session ends.
      ...(parts.builtIn && !confirms ? { max_age: String(idleLimitInMs / 1000) } : {}),
    });
    response.append('Set-Cookie', parts.signInCookie.set(binding, flowLifeInMs / 1000));
    response.redirect(303, url.href);
  };
}

/** IAM-11: whoever is signed in is asked again. Nobody signed in: this is a sign-in like any other. */
async function confirmation(request: Request, parts: SignInParts): Promise<SignInFlow['confirms']> {
  const id = parts.sessionCookie.read(request);
  const session = id === undefined ? null : await parts.engine.sessions.resolve(id);
  return session === null ? undefined : { userId: session.user.id, begunAt: parts.clock.now() };
}

/** Some providers know the one, some the other way to say that the user has to be asked (OpenID Connect Core 1.0 §3.1.2.1). */
function confirmationParameters({ client }: SignInParts): Record<string, string> {
  const { stepUpAcr } = client.settings;
  return { max_age: '0', prompt: 'login', ...(stepUpAcr === undefined ? {} : { acr_values: stepUpAcr }) };
}

/**
 * On this machine `127.0.0.1` and `localhost` are one server but two origins with separate cookies: whoever came by the other name is
 * sent to the configured one. Undefined when there is nothing to correct.
 */
function canonicalAddress(host: string | undefined, path: string, publicOrigin: string): string | undefined {
  const home = new URL(publicOrigin);
  if (host === undefined || host === home.host || !URL.canParse(`http://${host}`)) return undefined;
  const asked = new URL(`${home.protocol}//${host}`);
  const sameMachine =
    isLoopbackHost(asked.hostname) && isLoopbackHost(home.hostname) && asked.port === home.port;
  return sameMachine ? new URL(path, home).href : undefined;
}
