import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { TestProduct } from '../kit/product.ts';
import { openSignInForm, signedInBrowser } from '../kit/sign-in.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.start();
});
afterAll(() => product[Symbol.asyncDispose]());

async function isSignedIn(browser: Browser): Promise<boolean> {
  return (await browser.call('GET', '/console/api/session')).status === 200;
}

describe('IAM-01 sign-out', () => {
  it('ends the session at once and leads on to the sign-out of the provider', async () => {
    const user = await signedInBrowser(product);
    const held = user.cookies.get('dewpoint_session') ?? '';
    const response = await user.call('POST', '/auth/logout');
    expect(response.status).toBe(200);
    expect(user.cookies.has('dewpoint_session')).toBe(false);
    const thief = new Browser(product.origin, product.address);
    thief.cookies.set('dewpoint_session', held);
    expect(await isSignedIn(thief)).toBe(false);

    const { location } = (await response.json()) as { location: string };
    const question = await user.get(user.pathOf(location), { accept: 'text/html' });
    const page = await question.text();
    expect(page).toContain('Sign out?');
    expect(page).toContain('<script src="/auth/submit.js" defer></script>');
    expect(question.headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'nonce-");
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
    const done = await user.submit(user.pathOf(action), { xsrf, logout: 'yes' });
    expect(done.headers.get('location')).toBe(`${product.origin}/auth/signed-out`);
    const end = await user.get('/auth/signed-out');
    expect(await end.text()).toContain('You are signed out');
    // The provider has forgotten the user as well: the next sign-in asks for the password.
    expect((await openSignInForm(user)).page).toContain('type="password"');
  });

  it('asks without script for a sign-out that the console did not begin', async () => {
    const user = await signedInBrowser(product);
    const page = await (await user.get('/oidc/session/end', { accept: 'text/html' })).text();
    expect(page).toContain('Stay signed in');
    expect(page).not.toContain('<script');
  });

  it('reaches the other sessions that came from the same sign-in at the provider', async () => {
    const user = await signedInBrowser(product);
    const { location } = (await (await user.call('POST', '/auth/logout')).json()) as { location: string };
    const second = new Browser(product.origin, product.address);
    for (const [name, value] of user.cookies) second.cookies.set(name, value);
    await second.follow(await second.get('/auth/login'));
    expect(await isSignedIn(second)).toBe(true);
    const page = await (await user.get(user.pathOf(location), { accept: 'text/html' })).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await user.submit('/oidc/session/end/confirm', { xsrf, logout: 'yes' });
    expect(await isSignedIn(second)).toBe(false);
  });

  it('goes to our own page when nobody was signed in', async () => {
    const response = await new Browser(product.origin, product.address).call('POST', '/auth/logout');
    expect(await response.json()).toEqual({ location: `${product.origin}/auth/signed-out` });
  });

  it.each([
    ['a missing header', { 'x-dewpoint-request': '' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a foreign site', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused with %s, and the session lives on', async (_name, headers) => {
    const user = await signedInBrowser(product);
    expect((await user.call('POST', '/auth/logout', undefined, headers)).status).toBe(403);
    expect(await isSignedIn(user)).toBe(true);
  });

  it('is not done by a link', async () => {
    const user = await signedInBrowser(product);
    expect((await user.get('/auth/logout')).status).toBe(404);
    expect(await isSignedIn(user)).toBe(true);
  });
});

describe('IAM-01 back-channel sign-out', () => {
  const event = { 'http://schemas.openid.net/event/backchannel-logout': {} };

  async function sendToken(token: string): Promise<Response> {
    return new Browser(product.origin, product.address).send('/auth/backchannel-logout', {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    });
  }

  it.each([
    ['no token', ''],
    ['text', 'x.y.z'],
    ['an unsigned token', `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ events: event }))}.`],
  ])('refuses %s', async (_name, token) => {
    const response = await sendToken(token);
    expect(response.status).toBe(400);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('refuses a token that somebody else signed', async () => {
    const user = await signedInBrowser(product);
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    await exportJWK(privateKey);
    const session = (await (await user.call('GET', '/console/api/session')).json()) as {
      user: { id: string };
    };
    const token = await new SignJWT({ events: event, sub: session.user.id, jti: 'j' })
      .setProtectedHeader({ alg: 'ES256', typ: 'logout+jwt' })
      .setIssuer(`${product.origin}/oidc`)
      .setAudience('dewpoint-console')
      .setIssuedAt()
      .sign(privateKey);
    expect((await sendToken(token)).status).toBe(400);
    expect(await isSignedIn(user)).toBe(true);
  });
});
