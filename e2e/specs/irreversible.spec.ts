import { expectNoViolations } from '../support/accessibility.ts';
import { Api } from '../support/api.ts';
import {
  askToDelete,
  callConsole,
  makeAdministrator,
  SECOND_PASSWORD,
  toDeletion,
} from '../support/irreversible.ts';
import { toKey } from '../support/keys.ts';
import { Product } from '../support/product.ts';
import { signIn, submitSignIn } from '../support/sign-in.ts';
import { expect, test } from '../support/test.ts';

test.describe('IAM-11 four eyes', () => {
  test('a key is scheduled for deletion only when a second administrator has approved it', async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    await using product = await Product.create();
    const api = await Api.signIn(product);
    const keyId = await api.createKey('orders');
    const open = async () =>
      (await browser.newContext({ baseURL: product.baseURL, locale: 'en-US' })).newPage();

    const admin = await open();
    await signIn(admin, product, '/identity/approvals');
    await makeAdministrator(admin, 'grace');
    await admin.getByRole('switch', { name: 'Irreversible acts need a second person' }).click();
    await expect(admin.getByText('Irreversible acts need a second person from now on.')).toBeVisible();

    await admin.goto(toDeletion(keyId));
    await askToDelete(admin, 'orders');
    await admin.getByRole('link', { name: 'Show the requests for approval' }).click();
    await expect(admin.getByRole('button', { name: 'Withdraw' })).toBeVisible();
    await expect(admin.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expectNoViolations(admin, 'requests for approval');
    const { approvals } = (await callConsole(admin, 'GET', '/identity/approvals')).body;
    const [{ id } = { id: '' }] = approvals as { id: string }[];
    expect(await callConsole(admin, 'POST', `/identity/approvals/${id}/approve`)).toMatchObject({
      status: 403,
      body: { error_code: 'DEW.0433' },
    });

    const grace = await open();
    await grace.goto('/identity/approvals');
    await submitSignIn(grace, 'grace', SECOND_PASSWORD);
    await grace.getByRole('button', { name: 'Approve' }).click();
    await expect(grace.getByText('Approved (grace)')).toBeVisible();

    await admin.goto(toDeletion(keyId));
    await askToDelete(admin, 'orders');
    await expect(admin.getByText(/orders.*(scheduled|deletion|destroyed)/i).first()).toBeVisible();
    const state = await api.kms('describe-key', { key_id: keyId });
    expect(state.body).toMatchObject({ key_info: { key_state: '4' } });
  });
});

test.describe('KEY-18 shadow disable', () => {
  test.use({ signedIn: true });

  test('shows who would have been stopped before the key is disabled', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}trial`);
    await page.goto(toKey(keyId, 'usage'));
    const section = page.getByRole('region', { name: 'Shadow disable' });
    await section.getByRole('button', { name: 'Begin shadow disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
    await expect(section.getByText('Nobody has used the key in the trial', { exact: false })).toBeVisible();

    expect((await api.kms('encrypt-data', { key_id: keyId, plain_text: 'x' })).status).toBe(200);
    await page.reload();
    await expect(section.getByText('encryptData')).toBeVisible();
    await expectNoViolations(page, 'shadow disable');

    await section.getByRole('button', { name: 'Disable the key now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
    await expect(page.getByText(`${prefix}trial is disabled.`)).toBeVisible();
    expect((await api.kms('encrypt-data', { key_id: keyId, plain_text: 'x' })).status).toBe(400);
  });
});
