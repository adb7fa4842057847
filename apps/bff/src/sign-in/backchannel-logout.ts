import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { type JWTPayload, errors as joseErrors, jwtVerify } from 'jose';
import { readBody } from '../http/body.ts';
import { clientAddress } from '../http/client-address.ts';
import { requestIdOf } from '../http/request-id.ts';
import type { SignInParts } from './sign-in-parts.ts';
import { signatureAlgorithms } from './signature-algorithms.ts';

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const MAX_TOKEN_BYTES = 16 * 1024;
const MAX_AGE_IN_SECONDS = 150;

/** Guarantees: sessions end only by a fresh logout token that the provider signed for us and that was not used before (OpenID Connect Back-Channel Logout 1.0 §2.6). */
export function backchannelLogout(parts: SignInParts): RequestHandler {
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    const form = new URLSearchParams((await readBody(request, MAX_TOKEN_BYTES)).toString('utf8'));
    const token = request.is('application/x-www-form-urlencoded') ? form.get('logout_token') : null;
    const claims = token === null ? undefined : await verified(token, parts);
    if (!claims || !(await isFirstUse(claims, parts))) {
      response.status(400).json({ error: 'invalid_request', error_description: 'logout_token is not valid' });
      return;
    }
    const ended = await parts.engine.sessions.endByProvider({
      issuer: parts.client.settings.issuer,
      ...(typeof claims.sub === 'string' ? { subject: claims.sub } : {}),
      ...(typeof claims.sid === 'string' ? { providerSessionId: claims.sid } : {}),
      from: { sourceIp: clientAddress(request, parts.trustProxy), requestId: requestIdOf(request) },
    });
    parts.log.info('sessions ended by the provider', { ended });
    response.status(200).end();
  };
}

async function verified(token: string, parts: SignInParts): Promise<JWTPayload | undefined> {
  const { issuer, clientId } = parts.client.settings;
  const { keys, configuration } = await parts.client.provider();
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: configuration.serverMetadata().issuer ?? issuer,
      audience: clientId,
      algorithms: [...signatureAlgorithms],
      maxTokenAge: MAX_AGE_IN_SECONDS,
      clockTolerance: 30,
      currentDate: new Date(parts.clock.now()),
      requiredClaims: ['jti', 'events'],
    });
    // Explicit typing keeps an ID token from passing for a logout token; older providers leave `typ` out or write `JWT`.
    const type = protectedHeader.typ?.toLowerCase().replace(/^application\//, '');
    if (type !== undefined && type !== 'logout+jwt' && type !== 'jwt') return undefined;
    return isLogoutPayload(payload) ? payload : undefined;
  } catch (error) {
    if (error instanceof joseErrors.JOSEError) return undefined;
    throw error;
  }
}

function isLogoutPayload(payload: JWTPayload): boolean {
  const { events, sub, sid } = payload;
  const event = typeof events === 'object' && events !== null ? Reflect.get(events, LOGOUT_EVENT) : undefined;
  const isEvent = typeof event === 'object' && event !== null && !Array.isArray(event);
  return isEvent && !('nonce' in payload) && (typeof sub === 'string' || typeof sid === 'string');
}

async function isFirstUse(claims: JWTPayload, parts: SignInParts): Promise<boolean> {
  const id = createHash('sha256').update(`${claims.iss}\n${claims.jti}`).digest('hex');
  const kind = 'logout-token';
  if (await parts.engine.documents.get(kind, id)) return false;
  const expiresAt = parts.clock.now() + 2 * MAX_AGE_IN_SECONDS * 1000;
  await parts.engine.documents.put({ kind, id, value: '1', expiresAt });
  return true;
}
