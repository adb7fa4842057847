import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { adminPassword, TestProduct } from '../kit/product.ts';
import { openSignInForm, sessionOf, signedInBrowser, signIn } from '../kit/sign-in.ts';

let product: TestProduct;
let browser: Browser;
beforeAll(async () => {
  product = await TestProduct.start();
});
afterAll(() => product[Symbol.asyncDispose]());

function newBrowser(): Browser {
  return new Browser(product.origin, product.address);
}

describe('IAM-01 sign-in through the built-in issuer', () => {
  it('ends where the user wanted to go, with a session', async () => {
    browser = newBrowser();
    const end = await signIn(browser, { returnTo: '/keys?state=enabled' });
    expect(end.status).toBe(303);
    expect(end.headers.get('location')).toBe('/keys?state=enabled');
    expect(await sessionOf(browser)).toMatchObject({
      user: { name: 'admin' },
      account: { name: 'default' },
      project: { name: 'local-1' },
      foreignProvider: false,
    });
  });

  it('sends the browser off with PKCE, state and nonce of its own each time', async () => {
    const urls = await Promise.all(
      [1, 2].map(async () => new URL((await newBrowser().get('/auth/login')).headers.get('location') ?? '')),
    );
    for (const { searchParams } of urls) {
      expect(searchParams.get('code_challenge_method')).toBe('S256');
      expect(searchParams.get('redirect_uri')).toBe(`${product.origin}/auth/callback`);
      for (const name of ['code_challenge', 'state', 'nonce'])
        expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
    }
    expect(urls[0]?.searchParams.get('state')).not.toBe(urls[1]?.searchParams.get('state'));
  });

  it('gives out only HttpOnly, SameSite cookies', async () => {
    const fresh = newBrowser();
    await signIn(fresh);
    expect(fresh.setCookies.length).toBeGreaterThan(4);
    for (const cookie of fresh.setCookies) {
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
    }
    const session = fresh.setCookies.find((cookie) => cookie.startsWith('dewpoint_session='));
    expect(session).toMatch(/^dewpoint_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('leaves no password, code or token in the log', async () => {
    await signedInBrowser(product);
    const log = product.logLines.join('');
    expect(log).toContain('"route":"/signin"');
    expect(log).not.toContain(adminPassword);
    expect(log).not.toMatch(/code=|eyJ|state=/);
  });
});

describe('IAM-01 session fixation and rotation', () => {
  it('never takes over an ID that the browser brought along', async () => {
    const planted = 'A'.repeat(43);
    const victim = newBrowser();
    victim.cookies.set('dewpoint_session', planted);
    await signIn(victim);
    expect(victim.cookies.get('dewpoint_session')).not.toBe(planted);
    const attacker = newBrowser();
    attacker.cookies.set('dewpoint_session', planted);
    expect((await attacker.call('GET', '/console/api/session')).status).toBe(401);
  });

  it('makes a new session at each sign-in and ends the one before', async () => {
    const user = await signedInBrowser(product);
    const before = user.cookies.get('dewpoint_session') ?? '';
    await user.follow(await user.get('/auth/login'));
    const after = user.cookies.get('dewpoint_session');
    expect(after).not.toBe(before);
    const old = newBrowser();
    old.cookies.set('dewpoint_session', before);
    expect((await old.call('GET', '/console/api/session')).status).toBe(401);
    expect((await user.call('GET', '/console/api/session')).status).toBe(200);
  });

  it('takes no session cookie that was sent twice', async () => {
    const user = await signedInBrowser(product);
    const id = user.cookies.get('dewpoint_session');
    const response = await newBrowser().send('/console/api/session', {
      method: 'GET',
      headers: { cookie: `dewpoint_session=${id}; dewpoint_session=x` },
    });
    expect(response.status).toBe(401);
  });
});

describe('IAM-01 the end of a sign-in belongs to the browser that began it', () => {
  /** Everything up to the redirect with the code, which is not followed. */
  async function callbackOf(user: Browser): Promise<string> {
    const { path } = await openSignInForm(user);
    let response = await user.submit(path, { userName: 'admin', password: adminPassword });
    for (;;) {
      const next = user.pathOf(response.headers.get('location') ?? '');
      if (next.startsWith('/auth/callback')) return next;
      response = await user.get(next);
    }
  }

  it('refuses the callback in another browser, and then still serves the right one', async () => {
    const user = newBrowser();
    const callback = await callbackOf(user);
    const other = newBrowser();
    await other.get('/auth/login');
    const refused = await other.get(callback);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('This sign-in has expired');
    expect(other.cookies.has('dewpoint_session')).toBe(false);
    expect((await user.get(callback)).status).toBe(303);
  });

  it('refuses a callback that is used again', async () => {
    const user = newBrowser();
    const callback = await callbackOf(user);
    await user.get(callback);
    expect((await user.get(callback)).status).toBe(400);
  });

  it('refuses a callback after ten minutes', async () => {
    const user = newBrowser();
    const callback = await callbackOf(user);
    product.clock.advance(10 * 60_000 + 1_000);
    expect((await user.get(callback)).status).toBe(400);
  });

  it.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['two states', (url: URL) => url.searchParams.append('state', 'y')],
    ['another code', (url: URL) => url.searchParams.set('code', 'x'.repeat(43))],
    ['no code', (url: URL) => url.searchParams.delete('code')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
    ['no issuer', (url: URL) => url.searchParams.delete('iss')],
  ])('refuses a callback with %s', async (_name, change) => {
    const user = newBrowser();
    const url = new URL(await callbackOf(user), product.origin);
    change(url);
    const response = await user.get(`${url.pathname}${url.search}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(user.cookies.has('dewpoint_session')).toBe(false);
  });

  it('lets two tabs sign in at the same time', async () => {
    const user = newBrowser();
    const first = await openSignInForm(user, '/one');
    const second = await openSignInForm(user, '/two');
    expect(first.path).not.toBe(second.path);
    for (const [form, target] of [
      [second, '/two'],
      [first, '/one'],
    ] as const) {
      let response = await user.submit(form.path, { userName: 'admin', password: adminPassword });
      for (let hops = 0; hops < 5 && response.headers.get('location') !== target; hops++)
        response = await user.get(user.pathOf(response.headers.get('location') ?? ''));
      expect(response.headers.get('location')).toBe(target);
    }
  });
});

describe('IAM-01 limits of a session', () => {
  it('ends after 30 minutes of silence', async () => {
    const user = await signedInBrowser(product);
    product.clock.advance(29 * 60_000);
    expect((await user.call('GET', '/console/api/session')).status).toBe(200);
    product.clock.advance(29 * 60_000);
    expect((await user.call('GET', '/console/api/session')).status).toBe(200);
    product.clock.advance(31 * 60_000);
    expect((await user.call('GET', '/console/api/session')).status).toBe(401);
  });

  it('ends twelve hours after sign-in, however busy', async () => {
    const user = await signedInBrowser(product);
    for (let i = 0; i < 28; i++) {
      product.clock.advance(25 * 60_000);
      expect((await user.call('GET', '/console/api/session')).status).toBe(200);
    }
    product.clock.advance(25 * 60_000);
    expect((await user.call('GET', '/console/api/session')).status).toBe(401);
  });
});
