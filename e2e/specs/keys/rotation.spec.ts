import { confirm, fact, toKey } from '../../support/keys.ts';
import { expect, test } from '../../support/test.ts';
import { decrypt, encrypt, plaintextArea } from '../../support/tool.ts';

test.use({ signedIn: true });

test.describe('ROT-01 ROT-04 ROT-05 rotation [G 2.1.8]', () => {
  test('[G 2.1.8.2, 2.1.8.3] rotation is enabled with a period, changed and disabled', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}policy`);
    await page.goto(toKey(keyId, 'details'));
    await page.getByRole('tab', { name: 'Rotation Policy' }).click();
    await expect(page).toHaveURL(new RegExp(`${toKey(keyId, 'rotation')}$`));
    const rotation = page.getByRole('switch', { name: 'Automatic rotation' });
    await expect(rotation).not.toBeChecked();

    await rotation.click();
    let dialog = page.getByRole('dialog', { name: 'Enable Rotation Policy' });
    const period = dialog.getByLabel('Rotation period (days)');
    await expect(period).toHaveValue('365');
    await period.fill('29');
    await expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
    await period.fill('30');
    await confirm(dialog);
    await expect(page.getByText(`Rotation of key ${prefix}policy is enabled.`)).toBeVisible();
    await expect(rotation).toBeChecked();
    await expect(fact(page, 'Rotation period')).toHaveText('30 days');
    const { body } = await api.kms('get-key-rotation-status', { key_id: keyId });
    expect(body).toMatchObject({ key_rotation_enabled: true, rotation_interval: 30 });

    await page.getByRole('button', { name: 'Change rotation period' }).click();
    dialog = page.getByRole('dialog', { name: 'Change Rotation Period' });
    await dialog.getByLabel('Rotation period (days)').fill('90');
    await confirm(dialog);
    await expect(fact(page, 'Rotation period')).toHaveText('90 days');

    await rotation.click();
    dialog = page.getByRole('dialog', { name: 'Disable Rotation Policy' });
    // KEY-17: who uses the key is told before its rotation ends.
    await expect(dialog).toContainText('Use in the last 30 days');
    await confirm(dialog);
    await expect(rotation).not.toBeChecked();
    await expect(fact(page, 'Next rotation')).toHaveText('Not planned');
    await page.reload();
    await expect(rotation).not.toBeChecked();
  });

  test('CRY-06 a rotated key decrypts what its first version encrypted, and encrypts with the new one', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}rotated`);
    await page.goto(toKey(keyId, 'tool'));
    const before = await encrypt(page, 'before');
    await page.getByRole('tab', { name: 'Rotation Policy' }).click();
    await page.getByRole('button', { name: 'Rotate now' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rotate Key Now' });
    await expect(dialog).toContainText('The key gets version 2 at once');
    await confirm(dialog);
    const versions = page.getByRole('table', { name: 'Versions' }).getByRole('row');
    await expect(versions.nth(1)).toContainText(/^2Current/);
    await expect(versions.nth(2)).toContainText(/^1Decrypts only/);
    await expect(fact(page, 'Number of rotations')).toHaveText('1');
    await expect(fact(page, 'Last rotation')).not.toHaveText('Never');
    await page.getByRole('tab', { name: 'Tool' }).click();
    await decrypt(page, before);
    await expect(plaintextArea(page)).toHaveValue('before');
    await expect(page.getByText('Key version 1')).toBeVisible();
    await encrypt(page, 'after');
    await expect(page.getByText('Key version 2')).toBeVisible();
  });

  test('ROT-03 the settings of a disabled key stay and cannot be changed', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}resting`);
    await api.kms('enable-key-rotation', { key_id: keyId });
    await api.kms('disable-key', { key_id: keyId });
    await page.goto(toKey(keyId, 'rotation'));
    const rotation = page.getByRole('switch', { name: 'Automatic rotation' });
    await expect(rotation).toBeChecked();
    await expect(rotation).toBeDisabled();
    await expect(page.getByRole('button', { name: 'Rotate now' })).toBeDisabled();
    await expect(page.getByRole('alert')).toContainText('it is rotated at once');
  });

  test('an asymmetric key says why it is not rotated, and is replaced by a new one', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}signing`, { key_spec: 'EC_P256' });
    await api.addTags(keyId, { owner: 'release' });
    await page.goto(toKey(keyId, 'rotation'));
    await expect(page.getByText('This key cannot be rotated')).toBeVisible();
    await page.getByRole('button', { name: 'Replace by a new key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Replace by a New Key' });
    await expect(dialog.getByLabel('Alias of the new key')).toHaveValue(`${prefix}signing-2`);
    await confirm(dialog);
    await expect(dialog).toContainText('What is left to do');
    await dialog.getByRole('link', { name: 'View new key' }).click();
    await expect(page.getByRole('heading', { name: `${prefix}signing-2` })).toBeVisible();
    await page.getByRole('tab', { name: 'Tags' }).click();
    await expect(page.getByRole('table', { name: 'Tags' })).toContainText('release');
    await page.getByRole('tab', { name: 'Details' }).click();
    await expect(fact(page, 'Key Algorithm')).toHaveText('EC_P256');
  });
});
