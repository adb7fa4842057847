import { toKey, toKeyList } from '../../support/keys.ts';
import { expect, test } from '../../support/test.ts';
import { encrypt } from '../../support/tool.ts';
import { traceNamesOf } from '../../support/traces.ts';

test.use({ signedIn: true });

test.describe('KEY-10 KEY-14 the details of a key', () => {
  test('[G 2.1.4.1] each tab has an address that opens it again', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}signing`, { key_spec: 'EC_P256' });
    await page.goto(toKey(keyId, 'details'));
    for (const [tab, path] of [
      ['Tool', 'tool'],
      ['Public key', 'public-key'],
      ['Usage', 'usage'],
      ['Details', 'details'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page).toHaveURL(toKey(keyId, path));
      await page.reload();
      await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
      await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible();
    }
    await page.goBack();
    await expect(page).toHaveURL(toKey(keyId, 'usage'));
  });

  test('[G 2.1.4.1] a new alias and description are there after a reload', async ({
    page,
    api,
    product,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}old`, { key_description: 'Before' });
    await page.goto(toKey(keyId, 'details'));
    await page.getByRole('button', { name: 'Edit Alias' }).click();
    await page.getByRole('textbox', { name: 'Alias' }).fill(`${prefix}new`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: `${prefix}new` })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Edit Alias' })).toBeFocused();
    await page.getByRole('button', { name: 'Edit Description' }).click();
    await page.getByRole('textbox', { name: 'Description' }).fill('After, with Grüße');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('After, with Grüße')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: `${prefix}new` })).toBeVisible();
    await expect(page.getByText('After, with Grüße')).toBeVisible();
    const traces = traceNamesOf(product, keyId);
    expect(traces).toContain('updateKeyAlias');
    expect(traces).toContain('updateKeyDescription');
  });

  test('an alias that is taken is refused beside the field, and Escape gives the old one back', async ({
    page,
    api,
    prefix,
  }) => {
    await api.createKey(`${prefix}taken`);
    const keyId = await api.createKey(`${prefix}mine`);
    await page.goto(toKey(keyId, 'details'));
    await page.getByRole('button', { name: 'Edit Alias' }).click();
    const field = page.getByRole('textbox', { name: 'Alias' });
    await field.fill(`${prefix}taken`);
    await field.press('Enter');
    await expect(field).toHaveAccessibleDescription(
      'The alias is already used by another key. Choose another alias.',
    );
    await field.fill('not an alias');
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
    await field.press('Escape');
    await expect(page.getByRole('heading', { name: `${prefix}mine` })).toBeVisible();
  });

  test('the ID is copied by one click', async ({ page, context, api, prefix }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const keyId = await api.createKey(`${prefix}copied`);
    await page.goto(toKey(keyId, 'tool'));
    await page.getByRole('button', { name: 'Copy ID' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(keyId);
  });

  test('shows the public key as the API gives it', async ({ page, context, api, prefix }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const keyId = await api.createKey(`${prefix}public`, { key_spec: 'EC_P256' });
    await page.goto(toKey(keyId, 'public-key'));
    await page.getByRole('button', { name: 'Copy public key' }).click();
    const { body } = await api.kms('get-publickey', { key_id: keyId });
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(body.public_key);
  });

  test('shows who used the key, by operation', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}used`);
    for (let time = 0; time < 3; time++) await api.kms('encrypt-data', { key_id: keyId, plain_text: 'x' });
    await page.goto(toKey(keyId, 'usage'));
    const use = page.getByRole('row').filter({ hasText: 'encryptData' });
    await expect(use).toContainText('admin');
    await expect(use.getByRole('cell', { name: '3', exact: true })).toBeVisible();
  });

  test('a key that does not exist has a page that says so', async ({ page }) => {
    await page.goto(toKey('00000000-0000-4000-8000-000000000000', 'details'));
    await expect(page.getByRole('alert')).toContainText('The key does not exist.');
  });

  test('what was typed for one key is not there for another', async ({ page, api, prefix }) => {
    await api.createKey(`${prefix}one`);
    await api.createKey(`${prefix}two`);
    await page.goto(toKeyList({ q: prefix }));
    await page.getByRole('link', { name: `${prefix}one` }).click();
    await encrypt(page, 'only for one');
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').click();
    await page.getByRole('link', { name: `${prefix}two` }).click();
    await expect(page.getByRole('textbox', { name: 'Plaintext' })).toHaveValue('');
  });
});
