import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { adminPassword, TestProduct } from '../kit/product.ts';
import { openSignInForm, signIn } from '../kit/sign-in.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.start();
});
afterAll(() => product[Symbol.asyncDispose]());

function newBrowser(): Browser {
  return new Browser(product.origin, product.address);
}

describe('IAM-01 sign-in form of the built-in issuer', () => {
  it('works without script and has what password managers and screen readers need', async () => {
    const user = newBrowser();
    const { path, page } = await openSignInForm(user);
    expect(page).not.toContain('<script');
    expect(page).toMatch(/<html lang="en">/);
    expect(page).toMatch(
      /<label for="user-name">User name<\/label>\s*<input id="user-name"[^>]*autocomplete="username"/,
    );
    expect(page).toMatch(
      /<label for="password">Password<\/label>\s*<input id="password"[^>]*type="password" autocomplete="current-password"/,
    );
    expect(page).toMatch(/<button type="submit">Sign in<\/button>/);
    expect(page).toMatch(/<svg[^>]*aria-hidden="true"/);
    expect(page).toContain('prefers-color-scheme:dark');
    expect(path).toMatch(/^\/oidc\/signin\/[\w-]+$/);
  });

  it('forbids script, framing and foreign form targets', async () => {
    const user = newBrowser();
    const { path } = await openSignInForm(user);
    const response = await user.get(path);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'nonce-[\w-]{22}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      // `no-referrer` would make browsers send `Origin: null` with the form.
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(response.headers.has('strict-transport-security')).toBe(false);
    expect(response.headers.has('x-powered-by')).toBe(false);
  });

  it.each([
    ['Chinese', 'zh-CN,zh;q=0.9', 'zh-CN', /<html lang="zh-CN">.*用户名.*密码.*登录/s],
    ['French', 'fr-CH, fr;q=0.9', 'fr', /<html lang="fr">.*Nom d’utilisateur.*Mot de passe.*Se connecter/s],
  ])('speaks %s to a browser that wants it', async (_language, wanted, tag, words) => {
    const user = newBrowser();
    const { path } = await openSignInForm(user);
    const response = await user.get(path, { 'accept-language': wanted });
    expect(response.headers.get('content-language')).toBe(tag);
    expect(await response.text()).toMatch(words);
  });

  it('answers a wrong password and an unknown user with the same page', async () => {
    const pages = [];
    for (const userName of ['admin', 'nobody']) {
      const user = newBrowser();
      const { path } = await openSignInForm(user);
      const response = await user.submit(path, { userName, password: 'wrong-Password-1' });
      expect(response.status).toBe(401);
      const page = await response.text();
      expect(page).toContain('role="alert"');
      expect(page).toContain('The user name or password is wrong.');
      expect(page).not.toContain('wrong-Password-1');
      pages.push(
        page
          .replaceAll(userName, '?')
          .replace(/nonce="[^"]+"/, '')
          .replace(/signin\/[\w-]+/, ''),
      );
    }
    expect(pages[0]).toBe(pages[1]);
  });

  it('keeps what was typed, as text', async () => {
    const user = newBrowser();
    const { path } = await openSignInForm(user);
    const userName = '"><img src=x onerror=alert(1)>';
    const page = await (await user.submit(path, { userName, password: 'x', accountName: 'acme' })).text();
    expect(page).toContain('value="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"');
    expect(page).toContain('value="acme"');
    expect(page).toContain('<details open>');
  });

  it('lets the same form be tried again', async () => {
    const user = newBrowser();
    const { path } = await openSignInForm(user);
    await user.submit(path, { userName: 'admin', password: 'wrong' });
    expect((await user.submit(path, { userName: 'admin', password: adminPassword })).status).toBe(303);
  });

  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a foreign site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['an opaque origin', { origin: 'null' }],
  ])('refuses a form from %s', async (_name, headers) => {
    const user = newBrowser();
    const { path } = await openSignInForm(user);
    const response = await user.submit(path, { userName: 'admin', password: adminPassword }, headers);
    expect(response.status).toBe(403);
    expect(response.headers.has('location')).toBe(false);
  });

  it('refuses a form of another browser', async () => {
    const { path } = await openSignInForm(newBrowser());
    const response = await newBrowser().submit(path, { userName: 'admin', password: adminPassword });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('This sign-in has expired');
  });

  it('refuses another content type and a form that is too long', async () => {
    const user = newBrowser();
    const { path } = await openSignInForm(user);
    const json = await user.call('POST', path, { userName: 'admin', password: adminPassword });
    expect(json.status).toBe(415);
    const long = await user.submit(path, { userName: 'admin', password: 'x'.repeat(9000) });
    expect(long.status).toBe(413);
  });

  it('refuses a password longer than any can be', async () => {
    const user = newBrowser();
    const { path } = await openSignInForm(user);
    const response = await user.submit(path, {
      userName: 'admin',
      password: adminPassword.padEnd(1025, 'x'),
    });
    expect(response.status).toBe(401);
  });

  it('says when it may be tried again after too many failures', async () => {
    await using throttled = await TestProduct.start();
    const user = new Browser(throttled.origin, throttled.address);
    const { path } = await openSignInForm(user);
    let response = await user.submit(path, { userName: 'admin', password: 'wrong' });
    for (let i = 0; i < 40 && response.status === 401; i++)
      response = await user.submit(path, { userName: 'admin', password: 'wrong' });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.text()).toMatch(/Too many failed attempts\. Try again in \d+ (seconds|minutes)\./);
    const right = await user.submit(path, { userName: 'admin', password: adminPassword });
    expect(right.status).toBe(429);
  });
});

describe('IAM-01 the built-in issuer', () => {
  it('tells its addresses from the configuration, whatever host a request names', async () => {
    const response = await newBrowser().get('/oidc/.well-known/openid-configuration', {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    });
    const text = await response.text();
    expect(text).not.toContain('evil.example');
    expect(JSON.parse(text)).toMatchObject({
      issuer: `${product.origin}/oidc`,
      authorization_endpoint: `${product.origin}/oidc/auth`,
      token_endpoint: `${product.origin}/oidc/token`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      grant_types_supported: ['authorization_code'],
      backchannel_logout_supported: true,
      authorization_response_iss_parameter_supported: true,
    });
  });

  it('refuses a request without PKCE and one for another redirect address', async () => {
    const user = newBrowser();
    const start = new URL((await user.get('/auth/login')).headers.get('location') ?? '');
    const withoutPkce = new URL(start);
    withoutPkce.searchParams.delete('code_challenge');
    withoutPkce.searchParams.delete('code_challenge_method');
    const refused = await user.get(user.pathOf(withoutPkce.href));
    expect(refused.headers.get('location')).toMatch(/\/auth\/callback\?error=invalid_request/);
    const elsewhere = new URL(start);
    elsewhere.searchParams.set('redirect_uri', 'https://evil.example/');
    const stays = await user.get(user.pathOf(elsewhere.href), { accept: 'text/html' });
    expect(stays.status).toBe(400);
    expect(stays.headers.has('location')).toBe(false);
    expect(await stays.text()).not.toContain('evil.example');
  });

  it('has no development pages, no registration and no other grant', async () => {
    const user = newBrowser();
    for (const path of ['/oidc/interaction/x', '/oidc/reg', '/oidc/token/introspection', '/oidc/device/auth'])
      expect((await user.get(path)).status).toBe(404);
  });

  it('keeps its keys over a restart', async () => {
    const first = await TestProduct.start();
    const keys = async (p: TestProduct) => (await new Browser(p.origin, p.address).get('/oidc/jwks')).text();
    const before = await keys(first);
    expect(
      JSON.parse(before)
        .keys.map((key: { alg: string }) => key.alg)
        .sort(),
    ).toEqual(['ES256', 'RS256']);
    expect(before).not.toContain('"d"');
    await first.close();
    await using second = await TestProduct.start({}, { dataFolder: first.dataFolder });
    expect(await keys(second)).toBe(before);
    const user = new Browser(second.origin, second.address);
    expect((await signIn(user)).status).toBe(303);
  });
});
