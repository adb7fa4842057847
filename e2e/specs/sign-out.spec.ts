import { toKey, toKeyList } from '../support/keys.ts';
import { accountMenuButton, signIn, signOut, submitSignIn } from '../support/sign-in.ts';
import { expect, test } from '../support/test.ts';
import { plaintextArea } from '../support/tool.ts';

const SESSION_API = '/console/api/session';

test.describe('IAM-01 the end of a session', () => {
  test('sign-out leads to a page that says so, and the way back asks for the password again', async ({
    page,
    product,
  }) => {
    await signIn(page, product);
    await signOut(page);
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await submitSignIn(page, product.adminName, product.adminPassword);
    await expect(accountMenuButton(page)).toBeVisible();
  });

  test('after sign-out the back button shows nothing of the console', async ({
    page,
    product,
    api,
    prefix,
  }) => {
    await api.createKey(`${prefix}hidden`);
    await signIn(page, product, toKeyList({ q: prefix }));
    await expect(page.getByRole('link', { name: `${prefix}hidden` })).toBeVisible();
    await signOut(page);
    await page.goBack();
    await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
    await expect(page.getByText(`${prefix}hidden`)).toHaveCount(0);
  });

  test('after sign-out the old cookie is worth nothing', async ({ page, product, context }) => {
    await signIn(page, product);
    const cookies = await context.cookies();
    const header = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const call = () => fetch(product.baseURL + SESSION_API, { headers: { Cookie: header } });
    expect((await call()).status).toBe(200);
    await signOut(page);
    expect((await call()).status).toBe(401);
  });

  test('a tab that is still open asks to sign in again, keeps what was typed, and goes on afterwards', async ({
    page,
    product,
    api,
    prefix,
    context,
  }) => {
    const keyId = await api.createKey(`${prefix}kept`);
    await signIn(page, product, toKey(keyId, 'tool'));
    await plaintextArea(page).fill('half a sentence');
    const second = await context.newPage();
    await second.goto(toKeyList());
    await signOut(second);
    await page.getByRole('button', { name: 'Execute' }).click();
    const ended = page.getByRole('alertdialog', { name: 'Your session has ended' });
    const opening = context.waitForEvent('page');
    await ended.getByRole('link', { name: 'Sign in again' }).click();
    const signInPage = await opening;
    await submitSignIn(signInPage, product.adminName, product.adminPassword);
    await accountMenuButton(signInPage).waitFor();
    await expect(ended).toBeHidden();
    await expect(plaintextArea(page)).toHaveValue('half a sentence');
    await page.getByRole('button', { name: 'Execute' }).click();
    await expect(page.getByText('Key version 1')).toBeVisible();
  });

  test('a session ended from another browser is over at once', async ({ page, product, anotherBrowser }) => {
    const elsewhere = await (await anotherBrowser()).newPage();
    await signIn(elsewhere, product, '/settings');
    await signIn(page, product, '/credentials');
    const sessions = page.getByRole('region', { name: 'Sessions' });
    const others = sessions.getByRole('button', { name: /^End session/ });
    await expect(others.first()).toBeVisible();
    const before = await others.count();
    // The list has the latest session first: this one, and then the other browser's.
    await others.first().click();
    await expect(page.getByRole('status').filter({ hasText: 'The session has ended.' })).toBeVisible();
    await expect(others).toHaveCount(before - 1);
    await elsewhere.getByRole('link', { name: 'Key Management' }).first().click();
    await expect(elsewhere.getByRole('alertdialog', { name: 'Your session has ended' })).toBeVisible();
    await page.reload();
    await expect(accountMenuButton(page)).toBeVisible();
  });

  test('a page opened without a session shows only the sign-in', async ({ page }) => {
    await page.goto('/credentials');
    await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
    expect((await page.request.get(SESSION_API)).status()).toBe(401);
  });
});
