import type { Browser, Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessibility.ts';
import { Api } from '../support/api.ts';
import {
  askToDelete,
  callConsole,
  makeAdministrator,
  SECOND_PASSWORD,
  toDeletion,
} from '../support/irreversible.ts';
import { Product } from '../support/product.ts';
import { accountMenuButton, ageSignIns, confirmation, signIn, submitSignIn } from '../support/sign-in.ts';
import { expect, test } from '../support/test.ts';

/** Longer ago than the five minutes that an irreversible act wants. */
const TOO_LONG_AGO_IN_MINUTES = 6;

const opened = async (browser: Browser, product: Product): Promise<Page> =>
  (await browser.newContext({ baseURL: product.baseURL, locale: 'en-US' })).newPage();

const passwordField = (page: Page) => page.getByLabel('Password', { exact: true });

async function stateOf(api: Api, keyId: string): Promise<unknown> {
  const { body } = await api.kms('describe-key', { key_id: keyId });
  return (body.key_info as { key_state: string }).key_state;
}

test.describe('IAM-11 an irreversible act after a sign-in that is too old', () => {
  test('is refused until the user has signed in again at the provider, and is then done where it was begun', async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    await using product = await Product.create();
    const api = await Api.signIn(product);
    const keyId = await api.createKey('orders');
    const page = await opened(browser, product);
    await signIn(page, product);
    await ageSignIns(product, TOO_LONG_AGO_IN_MINUTES);

    const dialog = toDeletion(keyId);
    await page.goto(dialog);
    await askToDelete(page, 'orders');
    await expect(page.getByText('needs a sign-in of the last five minutes')).toBeVisible();
    await expectNoViolations(page, 'the act that wants a fresh sign-in');
    const direct = `/projects/${api.projectId}/kms/keys/${keyId}/schedule-deletion`;
    const refusal = { status: 403, body: { error_code: 'DEW.0431' } };
    expect(await callConsole(page, 'POST', direct, { pendingDays: 7 })).toMatchObject(refusal);

    const asking = page.waitForRequest((request) => new URL(request.url()).pathname === '/oidc/auth');
    await confirmation(page).click();
    const asked = new URL((await asking).url()).searchParams;
    expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '0']);
    await expect(page.getByRole('heading', { name: 'Confirm that it is you' })).toBeVisible();
    await expect(page.getByLabel('User name')).toHaveValue(product.adminName);
    await expect(passwordField(page)).toBeFocused();
    await expectNoViolations(page, 'the provider asks again');

    // Who turns back is signed in as before, and no further.
    await page.goto('/keys');
    await expect(accountMenuButton(page)).toBeVisible();
    expect(await callConsole(page, 'POST', direct, { pendingDays: 7 })).toMatchObject(refusal);
    expect(await stateOf(api, keyId)).toBe('2');

    await page.goto(dialog);
    await askToDelete(page, 'orders', '30');
    await confirmation(page).click();
    await passwordField(page).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('The user name or password is wrong');
    await expect(page.getByRole('heading', { name: 'Confirm that it is you' })).toBeVisible();
    await passwordField(page).fill(product.adminPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(`${dialog}&days=30`);
    await expect(page.getByLabel('Days until deletion')).toHaveValue('30');
    await askToDelete(page, 'orders');
    await expect(page.getByText(/orders.*(scheduled|deletion|destroyed)/i).first()).toBeVisible();
    expect(await stateOf(api, keyId)).toBe('4');
  });

  test('asks the user who is signed in, and takes no other', async ({ browser }) => {
    test.setTimeout(120_000);
    await using product = await Product.create();
    const api = await Api.signIn(product);
    const keyId = await api.createKey('orders');
    const page = await opened(browser, product);
    await signIn(page, product);
    await makeAdministrator(page, 'grace');
    await ageSignIns(product, TOO_LONG_AGO_IN_MINUTES);

    await page.goto(toDeletion(keyId));
    await askToDelete(page, 'orders');
    await confirmation(page).click();
    const userName = page.getByLabel('User name');
    await expect(userName).not.toBeEditable();
    await userName.evaluate((field: HTMLInputElement) => {
      field.readOnly = false;
      field.value = 'grace';
    });
    await passwordField(page).fill(SECOND_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('The user name or password is wrong');
    await expect(userName).toHaveValue(product.adminName);

    await page.goto(toDeletion(keyId));
    await askToDelete(page, 'orders');
    await expect(confirmation(page)).toBeVisible();
    expect(await stateOf(api, keyId)).toBe('2');
  });

  test('holds for who approves the act of somebody else', async ({ browser }) => {
    test.setTimeout(120_000);
    await using product = await Product.create();
    const api = await Api.signIn(product);
    const keyId = await api.createKey('orders');
    const admin = await opened(browser, product);
    await signIn(admin, product);
    await makeAdministrator(admin, 'grace');
    await callConsole(admin, 'PUT', '/identity/four-eyes', { enabled: true });
    await admin.goto(toDeletion(keyId));
    await askToDelete(admin, 'orders');
    await expect(admin.getByRole('link', { name: 'Show the requests for approval' })).toBeVisible();

    const grace = await opened(browser, product);
    await grace.goto('/identity/approvals');
    await submitSignIn(grace, 'grace', SECOND_PASSWORD);
    await grace.getByRole('button', { name: 'Approve' }).waitFor();
    await ageSignIns(product, TOO_LONG_AGO_IN_MINUTES);
    await grace.getByRole('button', { name: 'Approve' }).click();
    await confirmation(grace).click();
    await passwordField(grace).fill(SECOND_PASSWORD);
    await grace.getByRole('button', { name: 'Sign in' }).click();
    await expect(grace).toHaveURL('/identity/approvals');
    await grace.getByRole('button', { name: 'Approve' }).click();
    await expect(grace.getByText('Approved (grace)')).toBeVisible();
  });
});
