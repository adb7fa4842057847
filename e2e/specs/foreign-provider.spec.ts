import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessibility.ts';
import { freePort } from '../support/free-port.ts';
import {
  Glewlwyd,
  type GlewlwydUser,
  OTHER_RESOURCE,
  signInAgainAtGlewlwyd,
  signInAtGlewlwyd,
} from '../support/glewlwyd.ts';
import { callConsole } from '../support/irreversible.ts';
import { Product, type Settings } from '../support/product.ts';
import { bringOnProviderChecks } from '../support/sign-in.ts';
import { expect, test } from '../support/test.ts';

const grace: GlewlwydUser = {
  name: 'grace',
  password: 'Correct-Horse-7-Battery',
  groups: ['administrators'],
};
const eve: GlewlwydUser = { name: 'eve', password: 'Another-Horse-8-Battery', groups: ['strangers'] };

const accountMenu = (page: Page, { name }: GlewlwydUser) =>
  page.getByRole('button', { name: `Account of ${name}` });

async function sessionStatus(context: BrowserContext, product: Product): Promise<number> {
  return (await context.request.get(`${product.baseURL}/console/api/session`)).status();
}

test.describe('IAM-01, IAM-02 sign-in at Glewlwyd, a provider that nobody here wrote', () => {
  test('goes there and back, takes groups from the claim, and signs out at both', async ({ browser }) => {
    test.setTimeout(120_000);
    const port = await freePort();
    await using glewlwyd = await Glewlwyd.start(`http://localhost:${port}`);
    await glewlwyd.addUser(grace);
    await glewlwyd.addUser(eve);
    await using product = await Product.create(
      { ...glewlwyd.settings, DEWPOINT_OIDC_NEW_USERS: 'members' },
      port,
    );
    const open = () => browser.newContext({ baseURL: product.baseURL, locale: 'en-US' });

    const context = await open();
    const page = await context.newPage();
    await page.goto('/credentials');
    await signInAtGlewlwyd(page, grace);
    await expect(accountMenu(page, grace)).toBeVisible();
    await expect(page).toHaveURL('/credentials');
    const session = await (await context.request.get('/console/api/session')).json();
    expect(session).toMatchObject({
      user: { name: 'grace', email: 'grace@example.com' },
      foreignProvider: true,
      issuer: glewlwyd.issuer,
    });
    expect(session.permitted).toContain('kms.createKey');

    const refused = await (await open()).newPage();
    await refused.goto('/');
    await signInAtGlewlwyd(refused, eve);
    await expect(refused.getByRole('heading', { name: 'You cannot sign in here' })).toBeVisible();
    await expect(refused.getByText('the rule for new users does not let this one in')).toBeVisible();
    expect(await sessionStatus(refused.context(), product)).toBe(401);

    await accountMenu(page, grace).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL((url) => url.origin === new URL(glewlwyd.issuer).origin);
    expect(await sessionStatus(context, product)).toBe(401);
  });

  /**
   * Glewlwyd 2.7 refreshes without an ID token, so that the userinfo endpoint tells of the groups; it rotates its refresh tokens, and
   * refuses one of a user whom it no longer has.
   */
  test('refreshes: groups follow the provider during a session, and a user it no longer has is signed out', async ({
    browser,
  }) => {
    test.setTimeout(180_000);
    await using place = await Place.open();
    const page = await place.signedIn(browser, grace);
    const permitted = async () => (await callConsole(page, 'GET', '/session')).body.permitted;
    expect(await permitted()).toContain('kms.createKey');

    await place.glewlwyd.moveUser(grace.name, eve.groups);
    await bringOnProviderChecks(place.product);
    expect(await permitted()).not.toContain('kms.createKey');
    await place.glewlwyd.moveUser(grace.name, grace.groups);
    await bringOnProviderChecks(place.product);
    expect(await permitted()).toContain('kms.createKey');

    await place.glewlwyd.removeUser(grace.name);
    await bringOnProviderChecks(place.product);
    expect(await sessionStatus(page.context(), place.product)).toBe(401);
  });

  /**
   * Glewlwyd 2.7 offers back-channel logout: its logout token names the subject (and has no `exp`), so it ends all sessions of the user.
   * Its own page leads back only from a sign-out with a `state`.
   */
  test('tells at the back channel that the user has signed out there', async ({ browser }) => {
    test.setTimeout(180_000);
    await using place = await Place.open();
    const first = await place.signedIn(browser, grace);
    const elsewhere = await place.signedIn(browser, grace);
    await accountMenu(elsewhere, grace).click();
    await elsewhere.getByRole('menuitem', { name: 'Sign out' }).click();
    await elsewhere.getByRole('heading', { name: 'End session' }).waitFor();
    expect(await sessionStatus(first.context(), place.product)).toBe(200);
    await elsewhere.getByRole('button', { name: /Logout$/ }).click();
    await expect(elsewhere.getByRole('heading', { name: 'You are disconnected' })).toBeVisible();
    await expect.poll(() => sessionStatus(first.context(), place.product)).toBe(401);
    await first.reload();
    await expect(first).toHaveURL((url) => url.origin === new URL(place.glewlwyd.issuer).origin);
  });

  /** Glewlwyd makes an access token for the scope, unless its client names a resource (RFC 8707). */
  test('has bearer tokens taken on the REST surface, if they were made for it', async ({ browser }) => {
    test.setTimeout(180_000);
    await using place = await Place.open();
    const { product, glewlwyd } = place;
    const page = await place.signedIn(browser, grace);
    const listProjects = async (token: string) => {
      const answer = await fetch(`${product.baseURL}/v3/projects`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return { status: answer.status, body: await answer.json() };
    };
    const programs = await page.context().newPage();
    const token = await glewlwyd.accessToken(programs, product.baseURL);
    expect(await listProjects(token)).toMatchObject({
      status: 200,
      body: { projects: [{ name: 'local-1' }] },
    });
    const refused = { status: 401, body: { error_code: 'APIGW.0301' } };
    expect(await listProjects(await glewlwyd.accessToken(programs, OTHER_RESOURCE))).toMatchObject(refused);
    expect(await listProjects(await glewlwyd.accessToken(programs))).toMatchObject(refused);
    expect(await listProjects(`${token.slice(0, -8)}AAAAAAAA`)).toMatchObject(refused);
  });

  /**
   * Glewlwyd 2.7 cannot confirm: it refuses `max_age=0`, and looks for `auth_time` in a cookie of the browser, which is not there when the
   * code is redeemed, so that it says 0.
   */
  test('cannot confirm an irreversible act, and the console says why', async ({ browser }) => {
    test.setTimeout(180_000);
    await using place = await Place.open();
    const page = await place.signedIn(browser, grace, '/identity/approvals');
    const turnOn = page.getByRole('switch', { name: 'Irreversible acts need a second person' });
    await turnOn.click();
    await page.getByRole('link', { name: 'Confirm that it is you' }).click();
    await signInAgainAtGlewlwyd(page, grace);
    await expect(page.getByRole('heading', { name: 'It was not confirmed that it is you' })).toBeVisible();
    await expect(page.getByText('does not take the request to ask once more who you are')).toBeVisible();
    await expectNoViolations(page, 'a confirmation that was refused');
    await page.getByRole('link', { name: 'Back to the console' }).click();
    await expect(page).toHaveURL('/identity/approvals');
    await expect(turnOn).not.toBeChecked();
  });

  test('has its sign-in count as fresh where the operator takes it for that', async ({ browser }) => {
    test.setTimeout(180_000);
    await using place = await Place.open({ DEWPOINT_OIDC_AUTH_TIME: 'assumed' });
    const page = await place.signedIn(browser, grace);
    expect(await callConsole(page, 'PUT', '/identity/four-eyes', { enabled: true })).toMatchObject({
      status: 204,
    });
  });
});

/** A Glewlwyd with two users, and a product that signs in there. */
class Place implements AsyncDisposable {
  readonly glewlwyd: Glewlwyd;
  readonly product: Product;

  private constructor(glewlwyd: Glewlwyd, product: Product) {
    this.glewlwyd = glewlwyd;
    this.product = product;
  }

  static async open(settings: Settings = {}): Promise<Place> {
    const port = await freePort();
    const glewlwyd = await Glewlwyd.start(`http://localhost:${port}`);
    try {
      await glewlwyd.addUser(grace);
      await glewlwyd.addUser(eve);
      return new Place(glewlwyd, await Product.create({ ...glewlwyd.settings, ...settings }, port));
    } catch (error) {
      await glewlwyd[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** A browser of its own with a session of the user. */
  async signedIn(browser: Browser, user: GlewlwydUser, path = '/'): Promise<Page> {
    const page = await (
      await browser.newContext({ baseURL: this.product.baseURL, locale: 'en-US' })
    ).newPage();
    await page.goto(path);
    await signInAtGlewlwyd(page, user);
    await accountMenu(page, user).waitFor();
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.product[Symbol.asyncDispose]();
    await this.glewlwyd[Symbol.asyncDispose]();
  }
}
