import type { Page } from '@playwright/test';
import { expectNoViolations } from '../support/accessibility.ts';
import { Api } from '../support/api.ts';
import { toKey, toKeyList } from '../support/keys.ts';
import { Product } from '../support/product.ts';
import { signIn, submitSignIn } from '../support/sign-in.ts';
import { expect, test } from '../support/test.ts';

const PASSWORD = 'Another-Horse-8-Battery';

/** A second administrator, made by the console's own calls in the session of the page. */
async function makeAdministrator(page: Page, name: string): Promise<void> {
  await page.evaluate(
    async ({ name, password }) => {
      const call = async (method: string, path: string, body?: unknown) => {
        const response = await fetch(`/console/api${path}`, {
          method,
          headers: { 'x-dewpoint-request': '1', 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
        return response.status === 204 ? undefined : response.json();
      };
      const { user } = await call('POST', '/identity/users', { user: { name, password } });
      const { items } = await call('GET', '/identity/groups');
      const [group] = items.filter((one: { name: string }) => one.name === 'administrators');
      await call('PUT', `/identity/groups/${group.id}/users/${user.id}`);
    },
    { name, password: PASSWORD },
  );
}

async function scheduleDeletion(page: Page, keyId: string): Promise<void> {
  await page.goto(`${toKeyList({ dialog: 'scheduleDeletion' })}&on=${keyId}`);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').check();
  await dialog.getByLabel(/alias/i).fill('orders');
  await dialog.getByRole('button', { name: 'OK' }).click();
}

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

    await scheduleDeletion(admin, keyId);
    await admin.getByRole('link', { name: 'Show the requests for approval' }).click();
    await expect(admin.getByRole('button', { name: 'Withdraw' })).toBeVisible();
    await expect(admin.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expectNoViolations(admin, 'requests for approval');

    const grace = await open();
    await grace.goto('/identity/approvals');
    await submitSignIn(grace, 'grace', PASSWORD);
    await grace.getByRole('button', { name: 'Approve' }).click();
    await expect(grace.getByText('Approved (grace)')).toBeVisible();

    await scheduleDeletion(admin, keyId);
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
