import { GRANTEE } from '../../support/api.ts';
import { confirm, toKey } from '../../support/keys.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true });

test.describe('GRT-01 GRT-03 grants [G 2.1.9]', () => {
  test('[G 2.1.9.1 … 2.1.9.3] a grant is created, shown and revoked', async ({
    page,
    context,
    api,
    prefix,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const keyId = await api.createKey(`${prefix}granted`);
    await page.goto(toKey(keyId, 'details'));
    await page.getByRole('tab', { name: 'Grants' }).click();
    await expect(page.getByText('A grantee uses a grant only through the API')).toBeVisible();
    await page.getByRole('button', { name: 'Create Grant' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create Grant' });
    await dialog.getByLabel('User ID').fill(GRANTEE);
    await dialog.getByLabel('Name').fill('orders-service');
    await dialog.getByLabel('Create Grant', { exact: true }).check();
    await confirm(dialog);
    await expect(dialog.getByText('Selecting only Create Grant is not allowed.')).toBeVisible();
    await dialog.getByLabel('Create Data Key', { exact: true }).check();
    await confirm(dialog);
    await expect(page.getByText('Grant created successfully.')).toBeVisible();

    const row = page.getByRole('table', { name: 'Grants' }).getByRole('row', { name: 'orders-service' });
    await expect(row).toContainText(GRANTEE);
    await expect(row).toContainText('User');
    await expect(row).toContainText('Create Data Key, Create Grant');
    const { body } = await api.kms('list-grants', { key_id: keyId });
    const [grant] = body.grants as { grant_id: string; operations: string[] }[];
    expect(grant?.operations).toEqual(['create-datakey', 'create-grant']);
    await row.getByRole('button', { name: 'Copy grant ID' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(grant?.grant_id);

    await row.getByRole('button', { name: 'Revoke Grant' }).click();
    const revoke = page.getByRole('dialog', { name: 'Revoke Grant' });
    await expect(revoke).toContainText(GRANTEE);
    await confirm(revoke);
    await expect(page.getByText(`Grant ${grant?.grant_id} revoked successfully.`)).toBeVisible();
    await expect(page.getByText('No grants yet')).toBeVisible();
    expect((await api.kms('list-grants', { key_id: keyId })).body.total).toBe(0);
  });

  test('the operations offered are those that the key has', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}mac`, { key_spec: 'HMAC_256' });
    await page.goto(`${toKey(keyId, 'grants')}?dialog=createGrant`);
    const dialog = page.getByRole('dialog', { name: 'Create Grant' });
    await expect(dialog.getByRole('checkbox')).toHaveCount(5);
    await dialog.getByLabel('Account', { exact: true }).check();
    await dialog.getByLabel('Account ID').fill(GRANTEE);
    for (const box of await dialog.getByRole('checkbox').all()) await box.check();
    await confirm(dialog);
    await expect(page.getByRole('table', { name: 'Grants' })).toContainText('Account');
  });

  test('many grants stand in pages, and Back leads to the page before', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}many`);
    for (let number = 1; number <= 11; number++) await api.createGrant(keyId, { name: `grant-${number}` });
    await page.goto(toKey(keyId, 'grants'));
    await expect(page.getByText('11 of 100 grants.')).toBeVisible();
    const table = page.getByRole('table', { name: 'Grants' });
    const revoke = table.getByRole('button', { name: 'Revoke Grant' });
    await expect(revoke).toHaveCount(10);
    const first = table.getByText('grant-1', { exact: true });
    await expect(first).toBeVisible();
    await page.getByRole('button', { name: 'Page 2' }).click();
    await expect(revoke).toHaveCount(1);
    await expect(first).toBeHidden();
    await page.goBack();
    await expect(revoke).toHaveCount(10);
    await expect(first).toBeVisible();
    // The page that a grant was alone on is gone with it.
    await page.getByRole('button', { name: 'Page 2' }).click();
    await expect(revoke).toHaveCount(1);
    await revoke.click();
    await confirm(page.getByRole('dialog', { name: 'Revoke Grant' }));
    await expect(first).toBeVisible();
    await expect(page.getByText('10 of 100 grants.')).toBeVisible();
  });

  test('KEY-17 the grants on a key are told before it is disabled', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}risk`);
    await api.createGrant(keyId);
    await api.createGrant(keyId);
    await page.goto(toKey(keyId, 'details'));
    await page.getByRole('button', { name: 'Disable' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable key' });
    await expect(dialog).toContainText('2 grants let others use it through the API.');
  });

  test('a disabled key gets no new grants, and says why', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}disabled`);
    await api.createGrant(keyId);
    await api.kms('disable-key', { key_id: keyId });
    await page.goto(toKey(keyId, 'grants'));
    await expect(page.getByRole('button', { name: 'Create Grant' })).toBeDisabled();
    await expect(page.getByText(/on enabled keys only/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Revoke Grant' })).toBeEnabled();
  });
});
