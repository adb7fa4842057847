import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import Provider from 'oidc-provider';

export const foreignClient = { id: 'dewpoint', secret: 'a-secret-of-the-test-provider' };

/** An OpenID provider of somebody else on a port of its own; it signs in whoever names a user, with the claims given here. */
export class ForeignProvider implements AsyncDisposable {
  readonly issuer: string;
  /** Claims of every user, for userinfo; the ID token holds none of them. */
  claims: Record<string, unknown> = {};
  readonly #server: http.Server;
  readonly #key: JWK;

  private constructor(server: http.Server, key: JWK) {
    this.#server = server;
    this.#key = key;
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(redirectOrigin: string, port = 0): Promise<ForeignProvider> {
    const server = http.createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
    const foreign = new ForeignProvider(server, key);
    const provider = new Provider(foreign.issuer, {
      clients: [
        {
          client_id: foreignClient.id,
          client_secret: foreignClient.secret,
          redirect_uris: [`${redirectOrigin}/auth/callback`],
          post_logout_redirect_uris: [`${redirectOrigin}/auth/signed-out`],
        },
      ],
      jwks: { keys: [key] },
      cookies: { keys: ['test'] },
      ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
      claims: { openid: ['sub'], profile: ['preferred_username', 'groups'], email: ['email'] },
      features: { devInteractions: { enabled: true } },
      findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...foreign.claims }) }),
    });
    server.on('request', provider.callback());
    return foreign;
  }

  /** A logout token as the provider would sign it. */
  logoutToken(
    payload: Record<string, unknown>,
    o: { typ?: string; issuedAt?: number; audience?: string; issuer?: string } = {},
  ) {
    return new SignJWT({
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      jti: crypto.randomUUID(),
      ...payload,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: o.typ ?? 'logout+jwt' })
      .setIssuer(o.issuer ?? this.issuer)
      .setAudience(o.audience ?? foreignClient.id)
      .setIssuedAt(o.issuedAt)
      .sign(this.#key);
  }

  /** An access token as the provider would sign it for an API (RFC 9068). */
  accessToken(
    payload: Record<string, unknown>,
    o: { typ?: string; lifeInSeconds?: number; audience?: string; issuer?: string } = {},
  ) {
    return new SignJWT({ scope: 'openid', ...payload })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', ...(o.typ === undefined ? {} : { typ: o.typ }) })
      .setIssuer(o.issuer ?? this.issuer)
      .setAudience(o.audience ?? foreignClient.id)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + (o.lifeInSeconds ?? 300))
      .sign(this.#key);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
