import { toKeyList } from '../support/keys.ts';
import { Product } from '../support/product.ts';
import { accountMenuButton, signIn, submitSignIn } from '../support/sign-in.ts';
import { expect, test } from '../support/test.ts';

test.describe('IAM-01 sign-in through the built-in provider', () => {
  test('brings the user to the page that was asked for', async ({ page, product }) => {
    const path = toKeyList({ status: 'disabled', sort: 'alias' });
    await signIn(page, product, path);
    await expect(page).toHaveURL(path);
    await expect(page.getByRole('heading', { name: 'Key Management' })).toBeVisible();
  });

  test('refuses a wrong password, says so, and keeps the user name for the next try', async ({
    page,
    product,
  }) => {
    await page.goto('/');
    await submitSignIn(page, product.adminName, 'not the password');
    await expect(page.getByRole('alert')).toHaveText(
      'The user name or password is wrong. Check both and try again.',
    );
    await expect(page.getByLabel('User name')).toHaveValue(product.adminName);
    const password = page.getByLabel('Password', { exact: true });
    await expect(password).toHaveValue('');
    await expect(password).toBeFocused();
    await submitSignIn(page, product.adminName, product.adminPassword);
    await expect(accountMenuButton(page)).toBeVisible();
  });

  test('answers an unknown user as it answers a wrong password', async ({ page }) => {
    await page.goto('/');
    await submitSignIn(page, 'nobody', 'not the password');
    await expect(page.getByRole('alert')).toHaveText(
      'The user name or password is wrong. Check both and try again.',
    );
  });

  test('refuses the right password too after many wrong ones, and says how long', async ({
    anotherBrowser,
  }) => {
    await using product = await Product.create();
    const page = await (await anotherBrowser()).newPage();
    await page.goto(product.baseURL);
    for (let attempt = 1; attempt <= 5; attempt++) {
      await submitSignIn(page, product.adminName, `wrong ${attempt}`);
      await expect(page.getByRole('alert')).toBeVisible();
    }
    await submitSignIn(page, product.adminName, product.adminPassword);
    await expect(page.getByRole('alert')).toHaveText(
      /^Too many failed attempts\. Try again in \d+ seconds\.$/,
    );
    await expect(accountMenuButton(page)).toBeHidden();
  });

  test('gives the session to a cookie that scripts cannot read', async ({ page, product, context }) => {
    await signIn(page, product);
    const cookies = await context.cookies();
    expect(cookies.filter(({ httpOnly }) => !httpOnly)).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    for (const { value } of cookies) expect(kept).not.toContain(value);
  });
});
