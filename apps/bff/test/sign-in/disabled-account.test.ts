import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { TestProduct } from '../kit/product.ts';
import { openSignInForm, sessionOf, signIn, tokenOf } from '../kit/sign-in.ts';

const PASSWORD = 'correct horse battery staple';

let product: TestProduct;
let adminToken: string;
let accountId: string;
beforeAll(async () => {
  product = await TestProduct.start();
  adminToken = (await tokenOf(product)).token;
  const made = await rest('POST', '/v3/domains', adminToken, {
    domain: { name: 'shop', admin: { name: 'root', password: PASSWORD } },
  });
  expect(made.status).toBe(201);
  accountId = ((await made.json()) as { domain: { id: string } }).domain.id;
});
afterAll(() => product[Symbol.asyncDispose]());
beforeEach(() => setEnabled(true));

function rest(method: string, path: string, token: string | undefined, body?: unknown): Promise<Response> {
  return fetch(`${product.address}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { 'x-auth-token': token }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function setEnabled(enabled: boolean): Promise<void> {
  const answer = await rest('PATCH', `/v3/domains/${accountId}`, adminToken, { domain: { enabled } });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    domain: {
      id: accountId,
      name: 'shop',
      enabled,
      description: '',
      links: { self: expect.stringMatching(`/v3/domains/${accountId}$`) },
    },
  });
}

function askToken(password = PASSWORD): Promise<Response> {
  const user = { name: 'root', password, domain: { name: 'shop' } };
  return rest('POST', '/v3/auth/tokens', undefined, {
    auth: {
      identity: { methods: ['password'], password: { user } },
      scope: { domain: { name: 'shop' } },
    },
  });
}

/** The answer of the form of the built-in provider to the administrator of the account. */
async function sendForm(browser: Browser, password = PASSWORD): Promise<Response> {
  const { path } = await openSignInForm(browser);
  return browser.follow(await browser.submit(path, { userName: 'root', password, accountName: 'shop' }));
}

const newBrowser = () => new Browser(product.origin, product.address);
const sessionStatus = async (browser: Browser) => (await browser.call('GET', '/console/api/session')).status;

describe('IAM-02 a disabled account', () => {
  it('is refused with the tokens and sessions that it has', async () => {
    const token = (await askToken()).headers.get('x-subject-token') ?? '';
    const browser = newBrowser();
    await sendForm(browser);
    expect((await rest('GET', '/v3/projects', token)).status).toBe(200);
    expect(await sessionStatus(browser)).toBe(200);
    await setEnabled(false);
    const refused = await rest('GET', '/v3/projects', token);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error_code: 'APIGW.0301' });
    expect(await sessionStatus(browser)).toBe(401);
    // The cookie of the built-in provider is worth nothing either: it asks who it is, and somebody else can sign in with this browser.
    await signIn(browser);
    expect(await sessionOf(browser)).toMatchObject({ user: { name: 'admin' }, account: { name: 'default' } });
  });

  it('gets no token, and is told why if the password is right', async () => {
    await setEnabled(false);
    const refused = await askToken();
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('The account is disabled');
    const wrong = await askToken('not the password');
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).not.toContain('disabled');
  });

  it('is told so by the form of the built-in provider if the password is right', async () => {
    await setEnabled(false);
    const browser = newBrowser();
    const refused = await sendForm(browser);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('This account is disabled');
    expect(browser.cookies.has('dewpoint_session')).toBe(false);
    const wrong = await sendForm(newBrowser(), 'not the password');
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).not.toContain('disabled');
  });
});
