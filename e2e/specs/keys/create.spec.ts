import { confirm, createKey, fact, fillCreateKey, keyRow, toKeyList } from '../../support/keys.ts';
import { expect, test } from '../../support/test.ts';
import { traceNamesOf } from '../../support/traces.ts';

test.use({ signedIn: true });

test.describe('KEY-02 KEY-03 KEY-04 Create Key', () => {
  test('[G 2.1.2] makes an enabled key that the list and the success message lead to', async ({
    page,
    product,
    prefix,
  }) => {
    await page.goto(toKeyList({ q: prefix }));
    await createKey(page, { alias: `${prefix}orders`, description: 'Orders of the shop' });
    const notice = page.getByRole('status').filter({ hasText: `Key ${prefix}orders is created.` });
    await expect(keyRow(page, `${prefix}orders`)).toContainText('Enabled');
    await expect(keyRow(page, `${prefix}orders`)).toContainText('AES_256');
    await notice.getByRole('button', { name: 'View key' }).click();
    await expect(page.getByRole('heading', { name: `${prefix}orders` })).toBeVisible();
    const keyId = new URL(page.url()).pathname.split('/')[2] ?? '';
    expect(traceNamesOf(product, keyId)).toContain('createKey');
  });

  test('KEY-01 puts the key into the enterprise project that is named', async ({ page, prefix }) => {
    const project = '11111111-1111-4111-8111-111111111111';
    await page.goto(toKeyList({ q: prefix }));
    const dialog = await fillCreateKey(page, { alias: `${prefix}project` });
    const field = dialog.getByRole('combobox', { name: 'Enterprise Project' });
    await field.fill(`${prefix}finance`);
    await confirm(dialog);
    await expect(field).toBeFocused();
    await field.fill(project);
    await confirm(dialog);
    await keyRow(page, `${prefix}project`).getByRole('link').click();
    await page.getByRole('tab', { name: 'Details' }).click();
    await expect(fact(page, 'Enterprise Project')).toHaveText(project);
  });

  test('offers the usages of the chosen algorithm', async ({ page, prefix }) => {
    await page.goto(toKeyList({ q: prefix }));
    await createKey(page, { alias: `${prefix}sign`, algorithm: 'EC_P384' });
    await createKey(page, { alias: `${prefix}rsa`, algorithm: 'RSA_2048', usage: 'ENCRYPT_DECRYPT' });
    await createKey(page, { alias: `${prefix}mac`, algorithm: 'HMAC_SM3' });
    await expect(keyRow(page, `${prefix}sign`)).toContainText('SIGN_VERIFY');
    await expect(keyRow(page, `${prefix}rsa`)).toContainText('ENCRYPT_DECRYPT');
    await expect(keyRow(page, `${prefix}mac`)).toContainText('GENERATE_VERIFY_MAC');
  });

  for (const { alias, why } of [
    { alias: '', why: 'empty' },
    { alias: 'with space', why: 'a space' },
    { alias: 'a'.repeat(256), why: '256 characters' },
    { alias: 'mine/default', why: 'the end of default keys' },
  ]) {
    test(`refuses an alias with ${why} at its field and sends nothing`, async ({ page }) => {
      await page.goto(toKeyList());
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST') sent.push(request.url());
      });
      const dialog = await fillCreateKey(page, { alias });
      await confirm(dialog);
      const field = dialog.getByLabel('Alias');
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toBeFocused();
      await expect(field).toHaveAccessibleDescription(/^Alias .+\.$/);
      expect(sent).toEqual([]);
    });
  }

  test('refuses a description of 256 characters at its field', async ({ page, prefix }) => {
    await page.goto(toKeyList());
    const dialog = await fillCreateKey(page, { alias: `${prefix}long`, description: 'd'.repeat(256) });
    await confirm(dialog);
    await expect(dialog.getByLabel('Description')).toHaveAttribute('aria-invalid', 'true');
    await expect(dialog.getByLabel('Description')).toBeFocused();
  });

  test('tells at the field that an alias is taken, and what was typed stays', async ({
    page,
    api,
    prefix,
  }) => {
    await api.createKey(`${prefix}taken`);
    await page.goto(toKeyList({ q: prefix }));
    const dialog = await fillCreateKey(page, { alias: `${prefix}taken`, description: 'A second one' });
    await confirm(dialog);
    const field = dialog.getByLabel('Alias');
    await expect(field).toHaveAccessibleDescription(
      'The alias is already used by another key. Choose another alias.',
    );
    await expect(field).toBeFocused();
    await expect(dialog.getByLabel('Description')).toHaveValue('A second one');
    await field.fill(`${prefix}free`);
    await confirm(dialog);
    await expect(keyRow(page, `${prefix}free`)).toBeVisible();
  });

  test('makes one key of a double click', async ({ page, prefix }) => {
    await page.goto(toKeyList({ q: prefix }));
    const dialog = await fillCreateKey(page, { alias: `${prefix}once` });
    await dialog.getByRole('button', { name: 'OK' }).dblclick();
    await expect(page.getByText(`Key ${prefix}once is created.`)).toBeVisible();
    await expect(page.getByText('1 key', { exact: true })).toBeVisible();
  });
});
