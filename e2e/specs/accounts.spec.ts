import type { Browser, Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessibility.ts';
import { Api } from '../support/api.ts';
import { confirm } from '../support/keys.ts';
import { Product } from '../support/product.ts';
import { ageSignIns, confirmation, signIn } from '../support/sign-in.ts';
import { expect, test } from '../support/test.ts';

const PASSWORD = 'Another-Horse-8-Battery';

const opened = async (browser: Browser, product: Product): Promise<Page> =>
  (await browser.newContext({ baseURL: product.baseURL, locale: 'en-US' })).newPage();

/** Signs in to the account `shop` as its administrator, with the fields as they are after a try before. */
async function signInToShop(page: Page): Promise<void> {
  await page.getByLabel('User name').fill('root');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  const account = page.getByLabel('Account', { exact: true });
  if (!(await account.isVisible())) await page.getByText('Sign in to another account').click();
  await account.fill('shop');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Status of the list of projects to a token. */
async function statusOf(product: Product, token: string): Promise<number> {
  return (await fetch(`${product.baseURL}/v3/projects`, { headers: { 'X-Auth-Token': token } })).status;
}

test('IAM-02 an account is disabled, whereupon nobody of it gets in, and enabled again', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  await using product = await Product.create();
  const api = await Api.signIn(product);
  const made = await fetch(`${product.baseURL}/v3/domains`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Auth-Token': api.token },
    body: JSON.stringify({ domain: { name: 'shop', admin: { name: 'root', password: PASSWORD } } }),
  });
  expect(made.status).toBe(201);
  const shop = await Api.signIn(product, { account: 'shop', name: 'root', password: PASSWORD });
  const root = await opened(browser, product);
  await root.goto('/keys');
  await signInToShop(root);
  const menu = root.getByRole('button', { name: 'Account of root' });
  await expect(menu).toBeVisible();

  const page = await opened(browser, product);
  await signIn(page, product, '/identity/accounts');
  const row = page.getByRole('row').filter({ hasText: 'shop' });
  await expect(row).toContainText('Enabled');
  await expect(page.getByRole('button', { name: 'Disable account default' })).toHaveCount(0);
  await row.getByRole('button', { name: 'Disable account shop' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable account shop' });
  await expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
  await expectNoViolations(page, 'disabling an account');
  await dialog.getByRole('checkbox', { name: /I understand the impact/ }).check();
  await confirm(dialog);
  await expect(page.getByText('Account shop is disabled.')).toBeVisible();
  await expect(row).toContainText('Disabled');

  expect(await statusOf(product, shop.token)).toBe(401);
  expect(await statusOf(product, api.token)).toBe(200);
  await root.getByRole('link', { name: 'Secret Management' }).first().click();
  await expect(root.getByRole('alertdialog', { name: 'Your session has ended' })).toBeVisible();
  await root.goto('/keys');
  await signInToShop(root);
  await expect(root.getByRole('alert')).toContainText('This account is disabled');
  await expectNoViolations(root, 'sign-in to a disabled account');

  await ageSignIns(product, 6);
  await page.reload();
  await row.getByRole('button', { name: 'Enable account shop' }).click();
  const asked = page.getByRole('dialog', { name: 'Enable account shop' });
  await confirm(asked);
  await confirmation(page).click();
  await page.getByLabel('Password', { exact: true }).fill(product.adminPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await confirm(asked);
  await expect(page.getByText('Account shop is enabled.')).toBeVisible();
  expect(await statusOf(product, shop.token)).toBe(401);
  await signInToShop(root);
  await expect(menu).toBeVisible();
});
