import { createHash } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { freePort } from '../kit/free-port.ts';
import { clientId, MisbehavingProvider, type Misdeeds } from '../kit/misbehaving-provider.ts';
import { MisledProduct } from '../kit/misled-product.ts';
import { TestProduct } from '../kit/product.ts';

let misled: MisledProduct;
beforeAll(async () => {
  misled = await MisledProduct.start();
});
afterAll(() => misled[Symbol.asyncDispose]());
beforeEach(() => misled.provider.reset());

async function expectNoSession(browser: Browser): Promise<void> {
  expect(browser.cookies.has('dewpoint_session')).toBe(false);
  expect((await browser.call('GET', '/console/api/session')).status).toBe(401);
}

/** The refusal as the page says it, and the one trace that it left. */
async function refusalOf(response: Response, before: number) {
  const page = await response.text();
  const added = misled.traces().slice(before);
  expect(added).toHaveLength(1);
  return { page, trace: added[0] };
}

const now = () => Math.floor(Date.now() / 1000);
const claimsWith = (changes: Record<string, unknown>): Misdeeds => ({
  claims: (claims) => ({ ...claims, ...changes }),
});

function unsigned(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

async function signedByStranger(claims: Record<string, unknown>, kid: string): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
}

async function signedWithEs256(claims: Record<string, unknown>): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey);
}

describe('IAM-01 a provider that behaves', () => {
  it('signs the user in, and the sign-in is traced with the session', async () => {
    const before = misled.traces().length;
    const browser = await misled.signedIn();
    expect((await browser.call('GET', '/console/api/session')).status).toBe(200);
    const [trace, ...more] = misled.traces().slice(before);
    expect(more).toEqual([]);
    expect(trace).toMatchObject({ name: 'login', rating: 'normal', code: '200', userName: 'subject-1' });
    expect(trace?.body).toContain(misled.provider.issuer);
  });
});

describe('IAM-01 a provider that misbehaves', () => {
  const publicKeySwap: Misdeeds = {
    forge: async (claims) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
        .sign(Buffer.from(await misled.provider.publicKeyPem())),
  };

  it.each<[string, Misdeeds, string]>([
    [
      'an ID token of another issuer',
      claimsWith({ iss: 'https://evil.example' }),
      'not issued by the configured',
    ],
    ['an ID token without issuer', claimsWith({ iss: undefined }), 'not issued by the configured'],
    ['an ID token for another client', claimsWith({ aud: 'other' }), 'made for another application'],
    ['an ID token without audience', claimsWith({ aud: undefined }), 'made for another application'],
    [
      'an ID token for us and others that is authorized for another',
      claimsWith({ aud: [clientId, 'other'], azp: 'other' }),
      'made for another application',
    ],
    ['another nonce', claimsWith({ nonce: 'x' }), 'nonce is missing or another one'],
    ['no nonce', claimsWith({ nonce: undefined }), 'nonce is missing or another one'],
    ['an ID token that has expired', claimsWith({ exp: now() - 120 }), 'has expired'],
    ['an ID token without end', claimsWith({ exp: undefined }), 'has expired'],
    ['an ID token that is not yet valid', claimsWith({ nbf: now() + 3600 }), 'not valid yet'],
    ['an ID token without signature', { forge: unsigned }, 'not signed, or with an algorithm'],
    ['an HMAC made with the public key', publicKeySwap, 'not signed, or with an algorithm'],
    ['an algorithm that it never named', { forge: signedWithEs256 }, 'not signed, or with an algorithm'],
    ['an unknown key', { forge: (claims) => signedByStranger(claims, 'k2') }, 'does not publish'],
    [
      'the signature of a stranger',
      { forge: (claims) => signedByStranger(claims, 'k1') },
      'signature of the ID token is wrong',
    ],
    [
      'another at_hash',
      claimsWith({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }),
      'not the one that the ID token names',
    ],
    ['an at_hash that is no text', claimsWith({ at_hash: 7 }), 'not the one that the ID token names'],
    ['no ID token', { answer: ({ id_token: _, ...rest }) => rest }, 'sent no ID token'],
    ['an ID token that is no JWT', { forge: () => 'x.y' }, 'does not follow OpenID Connect'],
    ['no subject', claimsWith({ sub: undefined }), 'does not follow OpenID Connect'],
    ['no access token', { answer: ({ access_token: _, ...rest }) => rest }, 'does not follow OpenID Connect'],
    [
      'userinfo of another user',
      { ...claimsWith({ groups: undefined }), userinfo: { sub: 'subject-2', groups: ['administrators'] } },
      'told about another user',
    ],
    [
      'an answer that is no JSON',
      { tokenEndpoint: (to) => to.end('<html>') },
      'does not follow OpenID Connect',
    ],
    [
      'no issuer in the redirect',
      { redirect: (p) => ({ ...p, iss: undefined }) },
      'does not name the configured',
    ],
    [
      'the issuer of another provider in the redirect (mix-up)',
      { redirect: (p) => ({ ...p, iss: 'https://evil.example' }) },
      'does not name the configured',
    ],
    [
      'a refusal',
      { redirect: (p) => ({ ...p, code: undefined, error: 'access_denied' }) },
      'refused the sign-in',
    ],
    ['no code', { redirect: (p) => ({ ...p, code: undefined }) }, 'does not follow OpenID Connect'],
    ['a code that it does not know itself', { redirect: (p) => ({ ...p, code: 'x' }) }, 'authorization code'],
    [
      'that it does not know us',
      {
        tokenEndpoint: (to) =>
          to.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}'),
      },
      'does not accept this installation',
    ],
    ['another state', { redirect: (p) => ({ ...p, state: 'x' }) }, 'state is missing, unknown'],
    ['no state', { redirect: (p) => ({ ...p, state: undefined }) }, 'state is missing, unknown'],
  ])('%s is refused with its reason and a trace, and no session is made', async (_name, misdeeds, reason) => {
    misled.provider.misdeeds = misdeeds;
    const before = misled.traces().length;
    const browser = misled.browser();
    const response = await misled.provider.visit(browser);
    expect(response.status).toBe(400);
    const { page, trace } = await refusalOf(response, before);
    expect(page).toContain(reason);
    expect(trace).toMatchObject({
      name: 'login',
      rating: 'warning',
      code: '400',
      userName: '',
      resourceName: '',
    });
    expect(trace?.body).toContain(reason);
    expect(trace?.body).toContain('DEW.0401');
    await expectNoSession(browser);
  });

  it('tells the reason in Chinese too', async () => {
    misled.provider.misdeeds = claimsWith({ nonce: 'x' });
    const browser = misled.browser();
    const back = await misled.provider.callbackOf(browser);
    const response = await browser.get(browser.pathOf(back), { 'accept-language': 'zh-CN' });
    expect(await response.text()).toContain('nonce 缺失或不一致');
  });

  it('takes the at_hash of the access token that came', async () => {
    const digest = createHash('sha256').update('an-access-token').digest();
    misled.provider.misdeeds = claimsWith({ at_hash: digest.subarray(0, 16).toString('base64url') });
    expect((await misled.provider.visit(misled.browser())).status).toBe(303);
  });

  it('a code that comes twice is refused: its sign-in is over', async () => {
    const browser = misled.browser();
    const callback = browser.pathOf(await misled.provider.callbackOf(browser));
    expect((await browser.get(callback)).status).toBe(303);
    const before = misled.traces().length;
    const { page } = await refusalOf(await browser.get(callback), before);
    expect(page).toContain('used before');
  });

  it('a code of one sign-in is refused in another: PKCE and nonce do not fit', async () => {
    const first = new URL(await misled.provider.callbackOf(misled.browser()));
    const browser = misled.browser();
    const second = new URL(await misled.provider.callbackOf(browser));
    second.searchParams.set('code', first.searchParams.get('code') ?? '');
    const before = misled.traces().length;
    const { page } = await refusalOf(await browser.get(browser.pathOf(second.href)), before);
    expect(page).toContain('did not take the authorization code');
    await expectNoSession(browser);
  });
});

describe('IAM-01 a provider that goes away', () => {
  it.each<[string, Misdeeds]>([
    ['the token endpoint fails', { tokenEndpoint: (to) => to.writeHead(502).end() }],
    ['the token endpoint hangs up', { tokenEndpoint: (to) => to.destroy() }],
    ['the keys cannot be had', { jwksEndpoint: (to) => to.destroy() }],
  ])('during a sign-in is told as an outage: %s', async (_name, misdeeds) => {
    await using own = await MisledProduct.start();
    own.provider.misdeeds = misdeeds;
    const browser = own.browser();
    const response = await own.provider.visit(browser);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).toContain('The identity provider does not answer');
    expect(own.traces()).toMatchObject([{ name: 'login', rating: 'incident', code: '503', userName: '' }]);
    await expectNoSession(browser);
  });

  it('before a sign-in is told as an outage, traced, and ends when it is back', async () => {
    const issuerPort = await freePort();
    const port = await freePort();
    await using lonely = await TestProduct.start({
      DEWPOINT_PORT: String(port),
      DEWPOINT_OIDC_ISSUER: `http://127.0.0.1:${issuerPort}`,
      DEWPOINT_OIDC_CLIENT_ID: clientId,
    });
    const browser = new Browser(lonely.origin, lonely.address);
    expect((await browser.get('/auth/login')).status).toBe(503);
    await using provider = await MisbehavingProvider.start(issuerPort);
    lonely.clock.advance(2_001);
    expect((await provider.visit(browser)).status).toBe(303);
  });

  it('says that it is another provider than the configured one: nobody is sent there', async () => {
    await using own = await MisledProduct.start();
    own.provider.metadata = { issuer: 'https://evil.example' };
    const response = await own.browser().get('/auth/login');
    expect(response.status).toBe(503);
    expect(own.traces()).toMatchObject([{ name: 'login', code: '503' }]);
  });
});
