import { confirm, keyState, toKey } from '../../support/keys.ts';
import { expect, test } from '../../support/test.ts';
import { decrypt, encrypt, plaintextArea } from '../../support/tool.ts';
import { traceNamesOf } from '../../support/traces.ts';

test.use({ signedIn: true });

test.describe('KEY-05 … KEY-08 the life of a key', () => {
  test('[G 2.1.4.2, 2.1.4.3] a disabled key does no cryptography, an enabled one does again', async ({
    page,
    api,
    product,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}switched`);
    const other = await api.createKey(`${prefix}other`);
    await page.goto(toKey(keyId, 'tool'));
    const ciphertext = await encrypt(page, 'before');
    await page.getByRole('button', { name: 'Disable' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable key' });
    await expect(dialog).toContainText(`${prefix}switched`);
    await expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
    await dialog.getByLabel('I understand the impact of disabling keys').check();
    await confirm(dialog);
    await expect(keyState(page, 'Disabled')).toBeVisible();
    await expect(page.getByText('The key is disabled. Enable it to use it.')).toBeVisible();
    expect(await api.kms('encrypt-data', { key_id: keyId, plain_text: 'x' })).toMatchObject({
      status: 400,
      body: { error: { error_code: 'KMS.0209' } },
    });
    await page.goto(toKey(other, 'tool'));
    await decrypt(page, ciphertext);
    await expect(page.getByRole('alert')).toContainText('The key is disabled. Enable it first.');
    await page.goto(toKey(keyId, 'tool'));
    await page.getByRole('button', { name: 'Enable' }).click();
    await confirm(page.getByRole('dialog', { name: 'Enable key' }));
    await expect(keyState(page, 'Enabled')).toBeVisible();
    await decrypt(page, ciphertext);
    await expect(plaintextArea(page)).toHaveValue('before');
    const traces = traceNamesOf(product, keyId);
    expect(traces).toContain('disableKey');
    expect(traces).toContain('enableKey');
  });

  test('[G 2.1.4.4, 2.1.4.5] deletion asks for days, the alias and the acknowledgement, and Undo takes it back', async ({
    page,
    api,
    product,
    prefix,
  }) => {
    const alias = `${prefix}doomed`;
    const keyId = await api.createKey(alias);
    for (let time = 0; time < 2; time++) await api.kms('encrypt-data', { key_id: keyId, plain_text: 'x' });
    await page.goto(toKey(keyId, 'tool'));
    await page.getByRole('button', { name: 'Schedule deletion' }).click();
    const dialog = page.getByRole('dialog', { name: 'Schedule deletion of key' });
    const use = dialog.getByRole('row').filter({ hasText: 'encryptData' });
    await expect(use.getByRole('cell', { name: '2', exact: true })).toBeVisible();
    const ok = dialog.getByRole('button', { name: 'OK' });
    const days = dialog.getByLabel('Days until deletion');
    await expect(days).toHaveValue('7');
    await dialog.getByLabel('Alias of the key').fill(alias);
    await expect(ok).toBeDisabled();
    await dialog.getByLabel('I understand the impact of deleting keys').check();
    for (const wrong of ['6', '1097', '7.5', 'soon', '']) {
      await days.fill(wrong);
      await expect(days).toHaveAttribute('aria-invalid', 'true');
      await expect(ok).toBeDisabled();
    }
    await days.fill('30');
    await dialog.getByLabel('Alias of the key').fill(`${alias}x`);
    await expect(ok).toBeDisabled();
    await dialog.getByLabel('Alias of the key').fill(alias);
    await ok.click();
    await expect(keyState(page, 'Pending deletion')).toBeVisible();
    expect(await api.kms('encrypt-data', { key_id: keyId, plain_text: 'x' })).toMatchObject({
      status: 400,
      body: { error: { error_code: 'KMS.0210' } },
    });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText(`The deletion of key ${alias} is canceled.`)).toBeVisible();
    await expect(keyState(page, 'Disabled')).toBeVisible();
    const traces = traceNamesOf(product, keyId);
    for (const name of ['deleteKeyRiskTips', 'scheduleKeyDeletion', 'cancelKeyDeletion']) {
      expect(traces).toContain(name);
    }
  });

  test('a key pending deletion says when it will be destroyed and cannot be edited', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}pending`);
    await api.kms('schedule-key-deletion', { key_id: keyId, pending_days: '7' });
    await page.goto(toKey(keyId, 'details'));
    await expect(page.getByRole('alert')).toContainText('will be destroyed for good on');
    await expect(page.getByRole('button', { name: /^Edit / })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Cancel deletion' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Enable' })).toHaveCount(0);
  });

  test('KEY-11 a default key has no act that could harm it', async ({ page, api }) => {
    const { body } = await api.kms('default-keys', { service: 'obs' });
    const { key_id: keyId } = body.key_info as { key_id: string };
    await page.goto(toKey(keyId, 'details'));
    await expect(page.getByRole('heading', { name: 'obs/default' })).toBeVisible();
    await expect(page.getByRole('definition').filter({ hasText: keyId })).toBeVisible();
    for (const name of [/^Edit /, 'Disable', 'Schedule deletion']) {
      await expect(page.getByRole('button', { name })).toHaveCount(0);
    }
    await page.getByRole('tab', { name: 'Tool' }).click();
    await expect(page.getByText('Default keys cannot be used with the tool.')).toBeVisible();
    for (const [operation, more] of [
      ['disable-key', {}],
      ['schedule-key-deletion', { pending_days: '7' }],
    ] as const) {
      expect((await api.kms(operation, { key_id: keyId, ...more })).status).toBe(400);
    }
  });

  test('a dialog can be opened by its address, and closing it leaves the page', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}linked`);
    await page.goto(`${toKey(keyId, 'details')}?dialog=disable&on=${keyId}`);
    const dialog = page.getByRole('dialog', { name: 'Disable key' });
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL(toKey(keyId, 'details'));
  });
});
