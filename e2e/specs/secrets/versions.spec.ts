import { expectNoViolations } from '../../support/accessibility.ts';
import { choose, confirm } from '../../support/keys.ts';
import { fillPairs, manageStatus, openDialog, toSecret, versionRow } from '../../support/secrets.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true });

test.describe('SEC-05 SEC-07 Saving and Viewing Secret Values [G 2.2.3.1]', () => {
  test('a version is added, viewed on purpose, copied without showing, and each reading is traced', async ({
    page,
    context,
    api,
    prefix,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const name = `${prefix}values`;
    await api.createSecret({ name, secret_string: 'the first one' });
    await page.goto(toSecret(name, 'versions'));
    await page.getByRole('button', { name: 'Add Secret Version' }).click();
    await fillPairs(openDialog(page), [
      ['user', 'shop'],
      ['password', 'the second one'],
    ]);
    await openDialog(page).getByLabel('Expires').fill('2099-12-31T12:00');
    await expectNoViolations(page, 'Add Secret Version');
    await confirm(openDialog(page));
    await expect(page.getByText('Version v2 is added.')).toBeVisible();
    await expect(versionRow(page, 'v2')).toContainText('SYSCURRENT');
    await expect(versionRow(page, 'v2')).toContainText('2099-12-31 12:00');
    await expect(versionRow(page, 'v1')).toContainText('SYSPREVIOUS');

    await page.getByRole('button', { name: 'View Secret v2' }).click();
    const view = page.getByRole('dialog', { name: 'View Secret v2' });
    await expect(view.getByRole('img', { name: 'Hidden' })).toBeVisible();
    await view.getByRole('button', { name: 'Copy value' }).click();
    await expect(view.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toEqual({
      user: 'shop',
      password: 'the second one',
    });
    await expect(view.getByText('the second one')).toHaveCount(0);
    await view.getByRole('button', { name: 'Show for 30 seconds' }).click();
    await expect(view.getByText('the second one')).toBeVisible();
    await expectNoViolations(page, 'View Secret');
    await confirm(view);
    await expect(page.getByText('the second one')).toHaveCount(0);

    await page.goto(toSecret(name, 'overview'));
    await page.getByRole('button', { name: 'Delete' }).click();
    // Two readings: one copied, one shown.
    const use = openDialog(page).getByRole('row').filter({ hasText: 'showSecretVersion' });
    await expect(use.getByRole('cell', { name: '2', exact: true })).toBeVisible();
  });

  test('a value is hidden by itself after 30 seconds', async ({ page, api, prefix }) => {
    const name = `${prefix}hides`;
    await api.createSecret({ name, secret_string: 'for a short while' });
    await page.clock.install();
    await page.goto(`${toSecret(name, 'versions')}?dialog=viewSecret&version=v1`);
    await openDialog(page).getByRole('button', { name: 'Show for 30 seconds' }).click();
    await expect(openDialog(page).getByText('for a short while')).toBeVisible();
    await page.clock.fastForward(29_000);
    await expect(openDialog(page).getByText('for a short while')).toBeVisible();
    await page.clock.fastForward(2_000);
    await expect(openDialog(page).getByText('for a short while')).toHaveCount(0);
    await expect(openDialog(page).getByRole('img', { name: 'Hidden' })).toBeVisible();
  });

  test('two versions are compared by their keys, and shown only when that is asked for', async ({
    page,
    api,
    prefix,
  }) => {
    const name = `${prefix}compared`;
    await api.createSecret({ name, secret_string: '{"user":"shop","password":"old one","host":"h"}' });
    await api.csms('POST', `/secrets/${name}/versions`, {
      secret_string: '{"user":"shop","password":"new one","port":"1"}',
    });
    await page.goto(toSecret(name, 'versions'));
    await page.getByRole('button', { name: 'Compare versions' }).click();
    const dialog = page.getByRole('dialog', { name: 'Compare versions' });
    await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
    for (const row of ['user Same', 'password Changed', 'host Removed', 'port Added'])
      await expect(dialog.getByRole('row', { name: row })).toBeVisible();
    await expect(dialog).not.toContainText('old one');
    await expectNoViolations(page, 'Compare versions');
    await dialog.getByRole('button', { name: 'Show for 30 seconds' }).click();
    await expect(dialog.getByText('old one')).toBeVisible();
    await expect(dialog.getByText('new one')).toBeVisible();
    await dialog.getByRole('button', { name: 'Hide' }).click();
    await expect(dialog).not.toContainText('old one');
  });

  test('an expiry is set and taken away', async ({ page, api, prefix }) => {
    const name = `${prefix}expires`;
    await api.createSecret({ name, secret_string: 'x' });
    await page.goto(toSecret(name, 'versions'));
    for (const [typed, shown] of [
      ['2099-01-02T03:04', '2099-01-02 03:04'],
      ['', 'Never'],
    ] as const) {
      await page.getByRole('button', { name: 'Set expiry of v1' }).click();
      await openDialog(page).getByLabel('Expires').fill(typed);
      await confirm(openDialog(page));
      await expect(versionRow(page, 'v1')).toContainText(shown);
    }
  });

  test('a disabled key closes the values with its reason and leaves the rest readable', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}off`);
    await api.createSecret({ name: `${prefix}closed`, secret_string: 'x', kms_key_id: keyId });
    await api.kms('disable-key', { key_id: keyId });
    await page.goto(toSecret(`${prefix}closed`, 'versions'));
    await expect(versionRow(page, 'v1')).toContainText('SYSCURRENT');
    await expect(page.getByRole('button', { name: 'View Secret v1' })).toBeDisabled();
    await expect(page.getByRole('button', { name: 'Add Secret Version' })).toBeDisabled();
    await page.getByRole('tab', { name: 'Overview' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('disabled');
  });
});

test.describe('SEC-06 Managing Secret Version Statuses [G 2.2.3.2]', () => {
  test('a status is added, moved from one version to the other, and deleted', async ({
    page,
    api,
    prefix,
  }) => {
    const name = `${prefix}statuses`;
    await api.createSecret({ name, secret_string: '1' });
    await api.csms('POST', `/secrets/${name}/versions`, { secret_string: '2' });
    await page.goto(toSecret(name, 'versions'));
    await manageStatus(page, 'v1', 'Add', 'BLUE');
    await expect(versionRow(page, 'v1')).toContainText('BLUE');
    await manageStatus(page, 'v2', 'Change', 'BLUE');
    await expect(versionRow(page, 'v2')).toContainText('BLUE');
    await expect(versionRow(page, 'v1')).not.toContainText('BLUE');
    await manageStatus(page, 'v2', 'Delete', 'BLUE');
    await expect(versionRow(page, 'v2')).not.toContainText('BLUE');
    await manageStatus(page, 'v1', 'Change', 'SYSCURRENT');
    await expect(versionRow(page, 'v1')).toContainText('SYSCURRENT');
    await expect(versionRow(page, 'v2')).toContainText('SYSPREVIOUS');
    expect(await api.secretText(name)).toBe('1');
  });

  test('SYSCURRENT and SYSPREVIOUS cannot be deleted, and a thirteenth status is refused', async ({
    page,
    api,
    prefix,
  }) => {
    const name = `${prefix}full`;
    await api.createSecret({ name, secret_string: '1' });
    await api.csms('POST', `/secrets/${name}/versions`, { secret_string: '2' });
    await page.goto(toSecret(name, 'versions'));
    await page.getByRole('button', { name: 'Manage Status of v2' }).click();
    await openDialog(page).getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(openDialog(page).getByRole('combobox', { name: 'Status' })).toBeDisabled();
    await openDialog(page).getByRole('button', { name: 'Cancel' }).click();
    for (let number = 3; number <= 12; number += 1) {
      const { status } = await api.csms('POST', `/secrets/${name}/stages`, {
        name: `S${number}`,
        version_id: 'v2',
      });
      expect(status).toBe(200);
    }
    await page.getByRole('button', { name: 'Manage Status of v1' }).click();
    await openDialog(page).getByRole('textbox', { name: 'Status' }).fill('S13');
    await confirm(openDialog(page));
    await expect(openDialog(page).getByRole('alert')).toContainText('12');
    await expectNoViolations(page, 'Manage Status');
    await openDialog(page).getByRole('button', { name: 'Change', exact: true }).click();
    await choose(page, openDialog(page).getByRole('combobox', { name: 'Status' }), 'S12 (now on v2)');
    await confirm(openDialog(page));
    await expect(versionRow(page, 'v1')).toContainText('S12');
  });
});
