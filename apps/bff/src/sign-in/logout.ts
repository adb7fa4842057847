import type { RequestHandler } from 'express';
import { buildEndSessionUrl } from 'openid-client';
import { requireConsoleRequest } from '../console/require-console-request.ts';
import { clientAddress } from '../http/client-address.ts';
import { requestIdOf } from '../http/request-id.ts';
import { ProviderUnavailableError } from './oidc-client.ts';
import type { SignInParts } from './sign-in-parts.ts';

/**
 * Guarantees: the session has ended and its cookie is gone before anything is answered, whatever the provider does. The answer
 * `{"location"}` is where the page goes next: the provider's sign-out (OpenID Connect RP-Initiated Logout 1.0), or our own page.
 */
export function logout(parts: SignInParts): RequestHandler {
  return async (request, response) => {
    requireConsoleRequest(request, parts.publicOrigin);
    const id = parts.sessionCookie.read(request);
    const session = id === undefined ? null : await parts.engine.sessions.resolve(id);
    const idToken = session ? (await session.openData()).idToken : undefined;
    const from = { sourceIp: clientAddress(request, parts.trustProxy), requestId: requestIdOf(request) };
    if (id !== undefined) await parts.engine.sessions.end(id, from);
    response.append('Set-Cookie', parts.sessionCookie.clear());
    response.json({ location: await nextLocation(parts, idToken) });
  };
}

async function nextLocation(parts: SignInParts, idToken: string | undefined): Promise<string> {
  const signedOut = `${parts.publicOrigin}/auth/signed-out`;
  if (idToken === undefined) return signedOut;
  try {
    const { configuration } = await parts.client.provider();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return signedOut;
    return buildEndSessionUrl(configuration, { id_token_hint: idToken, post_logout_redirect_uri: signedOut })
      .href;
  } catch (error) {
    if (error instanceof ProviderUnavailableError) return signedOut;
    throw error;
  }
}
