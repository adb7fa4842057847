import type { BrowserContext, Page } from '@playwright/test';
import { freePort } from '../support/free-port.ts';
import { Glewlwyd, type GlewlwydUser, signInAtGlewlwyd } from '../support/glewlwyd.ts';
import { Product } from '../support/product.ts';
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
});
