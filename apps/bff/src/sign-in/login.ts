import type { RequestHandler } from 'express';
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
import { flowLifeInMs, SignInFlows } from './sign-in-flow.ts';
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
    const flow = {
      state: randomState(),
      nonce: randomNonce(),
      codeVerifier: randomPKCECodeVerifier(),
      returnTo: safeReturnTo(request.query.returnTo, parts.publicOrigin),
    };
    const binding = parts.signInCookie.read(request) ?? SignInFlows.newBrowserBinding();
    await parts.flows.begin(flow, binding);
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: `${parts.publicOrigin}/auth/callback`,
      scope: parts.builtIn ? 'openid profile email groups' : 'openid profile email',
      response_type: 'code',
      code_challenge: await calculatePKCECodeChallenge(flow.codeVerifier),
      code_challenge_method: 'S256',
      state: flow.state,
      nonce: flow.nonce,
      // The issuer's own cookie must not outlive the silence after which a console session ends.
      ...(parts.builtIn ? { max_age: String(idleLimitInMs / 1000) } : {}),
    });
    response.append('Set-Cookie', parts.signInCookie.set(binding, flowLifeInMs / 1000));
    response.redirect(303, url.href);
  };
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
