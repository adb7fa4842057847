import { Browser } from './browser.ts';
import { adminPassword, type TestProduct } from './product.ts';

/** Goes to the sign-in form as a user does; the answer is the page with the form. */
export async function openSignInForm(
  browser: Browser,
  returnTo = '/',
): Promise<{ path: string; page: string }> {
  const start = await browser.get(`/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
  const page = await (await browser.follow(start)).text();
  const path = /<form method="post" action="([^"]+)"/.exec(page)?.[1];
  if (path === undefined) throw new Error(`no sign-in form: ${page.slice(0, 2000)}`);
  return { path, page };
}

/** Signs in through the built-in issuer; resolves with the redirect that ends it. */
export async function signIn(
  browser: Browser,
  o: { userName?: string; password?: string; returnTo?: string } = {},
): Promise<Response> {
  const { path } = await openSignInForm(browser, o.returnTo);
  const { userName = 'admin', password = adminPassword } = o;
  let response = await browser.submit(path, { userName, password, accountName: '' });
  while (response.headers.has('location')) {
    const next = browser.pathOf(response.headers.get('location') ?? '');
    if (!/^\/(auth|oidc)\//.test(next)) return response;
    response = await browser.get(next);
  }
  throw new Error(`sign-in ended with ${response.status}: ${await response.text()}`);
}

export async function signedInBrowser(product: TestProduct): Promise<Browser> {
  const browser = new Browser(product.origin, product.address);
  await signIn(browser);
  return browser;
}

export interface SessionAnswer {
  readonly user: { id: string; name: string };
  readonly account: { id: string; name: string };
  readonly project: { id: string; name: string };
  readonly permitted: readonly string[];
}

export async function sessionOf(browser: Browser): Promise<SessionAnswer> {
  const response = await browser.call('GET', '/console/api/session');
  if (response.status !== 200) throw new Error(`session: ${response.status} ${await response.text()}`);
  return (await response.json()) as SessionAnswer;
}

/** A token of the REST surface, scoped to the first project. */
export async function tokenOf(product: TestProduct): Promise<{ token: string; projectId: string }> {
  const response = await fetch(`${product.address}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'admin', password: adminPassword, domain: { name: 'default' } } },
        },
        scope: { project: { name: 'local-1' } },
      },
    }),
  });
  if (response.status !== 201) throw new Error(`token: ${response.status} ${await response.text()}`);
  const body = (await response.json()) as { token: { project: { id: string } } };
  return { token: response.headers.get('x-subject-token') ?? '', projectId: body.token.project.id };
}
