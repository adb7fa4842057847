import { createHash, createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';
import type { Browser } from './browser.ts';

export const clientId = 'dewpoint';

type Claims = Record<string, unknown>;
type TokenAnswer = Record<string, unknown>;

/** What one answer of the provider is, and what a test does to it. */
export interface Misdeeds {
  /** Changes the claims of the ID token; `undefined` leaves a claim out. */
  claims?: (claims: Claims) => Claims;
  header?: Partial<JWTHeaderParameters>;
  /** Makes the ID token of its claims in place of the right way. */
  forge?: (claims: Claims) => Promise<string> | string;
  /** Changes the whole answer of the token endpoint. */
  answer?: (answer: TokenAnswer) => TokenAnswer;
  /** Answers the token endpoint in place of it. */
  tokenEndpoint?: (response: http.ServerResponse) => void;
  jwksEndpoint?: (response: http.ServerResponse) => void;
  userinfo?: Claims;
  /** Answers the userinfo endpoint in place of it. */
  userinfoEndpoint?: (response: http.ServerResponse) => void;
  /** Parameters of the redirect back; `undefined` leaves one out. */
  redirect?: (parameters: Record<string, string | undefined>) => Record<string, string | undefined>;
}

interface Pending {
  readonly nonce: string | null;
  readonly challenge: string | null;
}

/** An OpenID provider of a few lines, right in all things but those that a test has it do wrong. */
export class MisbehavingProvider implements AsyncDisposable {
  readonly issuer: string;
  misdeeds: Misdeeds = {};
  /** The user whom it signs in, without asking. */
  subject = 'subject-1';
  groups: unknown = ['administrators'];
  scopesAsked = '';
  parametersAsked = new URLSearchParams();
  /** Every refresh token that was shown to it. */
  readonly refreshed: string[] = [];
  metadata: Record<string, unknown> = {};
  readonly #server: http.Server;
  readonly #key: JWK;
  readonly #publicKey: JWK;
  readonly #codes = new Map<string, Pending>();
  #authTime = Math.floor(Date.now() / 1000);

  private constructor(server: http.Server, key: JWK, publicKey: JWK) {
    this.#server = server;
    this.#key = key;
    this.#publicKey = publicKey;
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  static async start(port = 0): Promise<MisbehavingProvider> {
    const server = http.createServer();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key: JWK = { ...(await exportJWK(privateKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
    const { kty, n, e } = key;
    if (kty === undefined || n === undefined || e === undefined) throw new Error('no RSA key');
    return new MisbehavingProvider(server, key, { kty, n, e, kid: 'k1', use: 'sig' });
  }

  /** Back to good behaviour. */
  reset(): void {
    this.misdeeds = {};
    this.metadata = {};
    this.subject = 'subject-1';
    this.groups = ['administrators'];
  }

  /** Takes the browser from our sign-in address through the provider and back; answers what came of it. */
  async visit(console: Browser, path = '/auth/login?returnTo=/keys'): Promise<Response> {
    return console.get(console.pathOf(await this.callbackOf(console, path)));
  }

  /** The address that the provider sends the browser back to. */
  async callbackOf(console: Browser, path = '/auth/login?returnTo=/keys'): Promise<string> {
    const start = await console.get(path);
    const there = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' });
    return there.headers.get('location') ?? '';
  }

  /** The public key as text, which is no secret: what an algorithm swap makes HMACs with. */
  async publicKeyPem(): Promise<string> {
    return exportSPKI(createPublicKey({ key: this.#publicKey as never, format: 'jwk' }));
  }

  sign(claims: Claims, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(this.#key);
  }

  /** The user is asked for the password again, `secondsAgo` seconds before now. */
  authenticate(secondsAgo = 0): void {
    this.#authTime = Math.floor(Date.now() / 1000) - secondsAgo;
  }

  async #serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.issuer);
    if (url.pathname === '/.well-known/openid-configuration') json(response, this.#discovery());
    else if (url.pathname === '/authorize') this.#authorize(url, response);
    else if (url.pathname === '/token') await this.#token(request, response);
    else if (url.pathname === '/userinfo')
      (
        this.misdeeds.userinfoEndpoint ?? ((to) => json(to, { sub: this.subject, ...this.misdeeds.userinfo }))
      )(response);
    else if (url.pathname === '/jwks')
      (this.misdeeds.jwksEndpoint ?? ((to) => json(to, { keys: [this.#publicKey] })))(response);
    else response.writeHead(404).end();
  }

  #discovery(): Record<string, unknown> {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      userinfo_endpoint: `${this.issuer}/userinfo`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      // Says more than anybody should take.
      id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: true,
      ...this.metadata,
    };
  }

  #authorize(url: URL, response: http.ServerResponse): void {
    const asked = url.searchParams;
    this.parametersAsked = asked;
    const code = crypto.randomUUID();
    this.#codes.set(code, { nonce: asked.get('nonce'), challenge: asked.get('code_challenge') });
    const right = { code, state: asked.get('state') ?? undefined, iss: this.issuer };
    const back = new URL(asked.get('redirect_uri') ?? '');
    for (const [name, value] of Object.entries((this.misdeeds.redirect ?? ((p) => p))(right)))
      if (value !== undefined) back.searchParams.set(name, value);
    response.writeHead(303, { location: back.href }).end();
  }

  async #token(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    if (this.misdeeds.tokenEndpoint) {
      this.misdeeds.tokenEndpoint(response);
      return;
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = new URLSearchParams(body);
    const refreshToken = form.get('refresh_token');
    if (refreshToken !== null) this.refreshed.push(refreshToken);
    const pending = refreshToken === null ? this.#redeemed(form) : { nonce: null };
    if (pending === undefined) {
      json(response, { error: 'invalid_grant' }, 400);
      return;
    }
    json(response, await this.#tokens(pending.nonce));
  }

  #redeemed(form: URLSearchParams): Pending | undefined {
    const code = form.get('code') ?? '';
    const pending = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    return pending?.challenge === challenge ? pending : undefined;
  }

  async #tokens(nonce: string | null): Promise<TokenAnswer> {
    const {
      claims: change = (c: Claims) => c,
      forge,
      header,
      answer = (a: TokenAnswer) => a,
    } = this.misdeeds;
    const now = Math.floor(Date.now() / 1000);
    const claims = defined(
      change({
        iss: this.issuer,
        aud: clientId,
        sub: this.subject,
        iat: now,
        exp: now + 300,
        auth_time: this.#authTime,
        sid: `sid-${this.subject}`,
        preferred_username: this.subject,
        groups: this.groups,
        ...(nonce === null ? {} : { nonce }),
      }),
    );
    const idToken = forge ? await forge(claims) : await this.sign(claims, header);
    return answer({
      access_token: 'an-access-token',
      token_type: 'Bearer',
      expires_in: 120,
      id_token: idToken,
      refresh_token: crypto.randomUUID(),
    });
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

function defined(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

function json(response: http.ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(body));
}
