import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { ForeignProvider, foreignClient } from '../kit/foreign-provider.ts';
import { freePort } from '../kit/free-port.ts';
import { TestProduct } from '../kit/product.ts';

let product: TestProduct;
let provider: ForeignProvider;
beforeAll(async () => {
  const port = await freePort();
  provider = await ForeignProvider.start(`http://localhost:${port}`);
  product = await TestProduct.start({
    DEWPOINT_PORT: String(port),
    DEWPOINT_OIDC_ISSUER: provider.issuer,
    DEWPOINT_OIDC_CLIENT_ID: foreignClient.id,
    DEWPOINT_OIDC_CLIENT_SECRET: foreignClient.secret,
  });
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await provider.close();
});

interface Visit {
  readonly console: Browser;
  readonly end: Response;
}

/** Signs in at the foreign provider's own pages and comes back. */
async function visit(login: string): Promise<Visit> {
  const console = new Browser(product.origin, product.address);
  const idp = new Browser(provider.issuer);
  const start = await console.get('/auth/login?returnTo=/keys');
  let response = await idp.get(idp.pathOf(start.headers.get('location') ?? ''));
  for (let hops = 0; hops < 20; hops++) {
    const location = response.headers.get('location');
    if (location?.startsWith(product.origin))
      return { console, end: await console.get(console.pathOf(location)) };
    if (location) response = await idp.get(idp.pathOf(location));
    else {
      const page = await response.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '';
      const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
      response = await idp.submit(idp.pathOf(action), { prompt, login, password: 'any' });
    }
  }
  throw new Error('the provider did not send the browser back');
}

describe('IAM-01, IAM-02 sign-in at a foreign OpenID provider', () => {
  it('takes a user whose groups come from the provider', async () => {
    provider.claims = {
      preferred_username: 'grace',
      email: 'grace@example.com',
      groups: ['administrators', 7],
    };
    const { console, end } = await visit('subject-1');
    expect(end.status).toBe(303);
    expect(end.headers.get('location')).toBe('/keys');
    const session = await (await console.call('GET', '/console/api/session')).json();
    expect(session).toMatchObject({
      user: { name: 'grace', email: 'grace@example.com' },
      foreignProvider: true,
      issuer: provider.issuer,
    });
    expect((session as { permitted: string[] }).permitted).toContain('kms.createKey');
  });

  it('gives a user without known groups no permission', async () => {
    provider.claims = { preferred_username: 'eve', groups: ['nobody-knows'] };
    const { console, end } = await visit('subject-2');
    expect(end.status).toBe(303);
    const session = (await (await console.call('GET', '/console/api/session')).json()) as {
      permitted: string[];
    };
    expect(session.permitted).not.toContain('kms.createKey');
  });

  it('signs out at the provider too', async () => {
    provider.claims = { preferred_username: 'grace', groups: ['administrators'] };
    const { console } = await visit('subject-1');
    const { location } = (await (await console.call('POST', '/auth/logout')).json()) as { location: string };
    const url = new URL(location);
    expect(url.origin).toBe(provider.issuer);
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${product.origin}/auth/signed-out`);
    expect((await console.call('GET', '/console/api/session')).status).toBe(401);
  });

  it('has no built-in issuer beside it', async () => {
    const response = await new Browser(product.origin, product.address).get(
      '/oidc/.well-known/openid-configuration',
    );
    expect(response.status).toBe(404);
  });
});

describe('IAM-01 back-channel sign-out by a foreign provider', () => {
  async function send(token: string): Promise<number> {
    const response = await new Browser(product.origin, product.address).send('/auth/backchannel-logout', {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    });
    return response.status;
  }

  async function signedIn(): Promise<Browser> {
    provider.claims = { preferred_username: 'grace', groups: ['administrators'] };
    return (await visit('subject-1')).console;
  }

  const now = () => Math.floor(Date.now() / 1000);

  it('ends every session of the subject', async () => {
    const first = await signedIn();
    const second = await signedIn();
    expect(await send(await provider.logoutToken({ sub: 'subject-1' }))).toBe(200);
    for (const browser of [first, second])
      expect((await browser.call('GET', '/console/api/session')).status).toBe(401);
  });

  it('takes a token once', async () => {
    const token = await provider.logoutToken({ sub: 'subject-1' });
    expect(await send(token)).toBe(200);
    expect(await send(token)).toBe(400);
  });

  it.each<[string, () => Promise<string>]>([
    ['without subject and session', () => provider.logoutToken({})],
    ['with a nonce', () => provider.logoutToken({ sub: 'subject-1', nonce: 'n' })],
    ['without the event', () => provider.logoutToken({ sub: 'subject-1', events: {} })],
    ['with another event', () => provider.logoutToken({ sub: 'subject-1', events: { 'urn:x': {} } })],
    ['without an ID', () => provider.logoutToken({ sub: 'subject-1', jti: undefined })],
    ['for another client', () => provider.logoutToken({ sub: 'subject-1' }, { audience: 'other' })],
    ['of another issuer', () => provider.logoutToken({ sub: 'subject-1' }, { issuer: 'http://127.0.0.1:1' })],
    ['that is old', () => provider.logoutToken({ sub: 'subject-1' }, { issuedAt: now() - 600 })],
    ['from the future', () => provider.logoutToken({ sub: 'subject-1' }, { issuedAt: now() + 600 })],
    ['of another type', () => provider.logoutToken({ sub: 'subject-1' }, { typ: 'at+jwt' })],
    [
      'that was changed',
      async () => `${(await provider.logoutToken({ sub: 'subject-1' })).slice(0, -6)}AAAAAA`,
    ],
  ])('refuses a token %s, and the session lives on', async (_name, token) => {
    const browser = await signedIn();
    expect(await send(await token())).toBe(400);
    expect((await browser.call('GET', '/console/api/session')).status).toBe(200);
  });
});

describe('IAM-01 an outage of the provider', () => {
  it('is told as what it is, and ends when the provider is back', async () => {
    const port = await freePort();
    const issuerPort = await freePort();
    const issuer = `http://127.0.0.1:${issuerPort}`;
    await using lonely = await TestProduct.start({
      DEWPOINT_PORT: String(port),
      DEWPOINT_OIDC_ISSUER: issuer,
      DEWPOINT_OIDC_CLIENT_ID: 'c',
    });
    const browser = new Browser(lonely.origin, lonely.address);
    const response = await browser.get('/auth/login');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).toContain('The identity provider does not answer');
    expect((await browser.get('/readyz')).status).toBe(200);
    await using _back = await ForeignProvider.start(lonely.origin, issuerPort);
    lonely.clock.advance(2_001);
    const again = await browser.get('/auth/login');
    expect(again.headers.get('location')).toMatch(new RegExp(`^${issuer}/auth\\?`));
  });
});
