import { readFile } from 'node:fs/promises';
import { expectNoViolations } from '../../support/accessibility.ts';
import { choose, chooseInRow, confirm, fact, keyRow, keyState, selectRow } from '../../support/keys.ts';
import { openDialog, toSecret, toSecretList } from '../../support/secrets.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true });

test.describe('SEC-03 SEC-04 Viewing a Secret [G 2.2.2.1]', () => {
  test('the list shows name, ID, status, type, time and enterprise project, and finds by name, ID and status', async ({
    page,
    api,
    prefix,
  }) => {
    await api.createSecret({ name: `${prefix}one`, secret_string: 'x' });
    await api.createSecret({ name: `${prefix}two`, secret_string: 'x' });
    await api.csms('POST', `/secrets/${prefix}two/scheduled-deleted-tasks/create`, {
      recovery_window_in_days: 7,
    });
    const { body } = await api.csms('GET', `/secrets/${prefix}one`);
    const { id } = body.secret as { id: string };
    await page.goto(toSecretList({ q: prefix }));
    for (const head of ['Secret Name/ID', 'Status', 'Type', 'Created', 'Enterprise Project', 'Operation'])
      await expect(page.getByRole('columnheader', { name: head })).toBeVisible();
    await expect(keyRow(page, `${prefix}one`)).toContainText('Shared secret');
    await expect(keyRow(page, `${prefix}one`)).toContainText('default');
    await expect(keyRow(page, `${prefix}two`)).toContainText('Pending deletion');
    await expectNoViolations(page, 'secret list');
    await page.getByRole('combobox', { name: 'Search secrets' }).click();
    await page.getByRole('option', { name: 'Status:' }).click();
    await page.getByRole('option', { name: 'Status: Pending deletion' }).click();
    await expect(keyRow(page, `${prefix}one`)).toHaveCount(0);
    await expect(keyRow(page, `${prefix}two`)).toBeVisible();
    await page.goto(toSecretList({ q: id }));
    await expect(keyRow(page, `${prefix}one`)).toBeVisible();
    await expect(page.getByText('1 secret', { exact: true })).toBeVisible();
  });

  test('Edit changes description and key and says what happens to old versions; Refresh shows what was done elsewhere', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}new-key`);
    await api.createSecret({ name: `${prefix}edited`, secret_string: 'x' });
    await page.goto(toSecretList({ q: prefix }));
    await page.getByRole('link', { name: `${prefix}edited` }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit Secret' });
    await choose(page, dialog.getByRole('combobox', { name: 'KMS Encryption Key' }), `${prefix}new-key`);
    await expect(dialog.getByText(/^New versions are encrypted under the new key/)).toBeVisible();
    await dialog.getByLabel('Description').fill('changed');
    await confirm(dialog);
    await expect(page.getByText(`Secret ${prefix}edited is changed.`)).toBeVisible();
    await expect(fact(page, 'Description')).toHaveText('changed');
    await expect(fact(page, 'KMS Encryption Key')).toContainText(keyId);
    await api.csms('POST', `/secrets/${prefix}edited/versions`, { secret_string: 'y' });
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('button', { name: 'View Secret v2' })).toBeVisible();
  });
});

test.describe('SEC-08 SEC-09 Deleting a Secret [G 2.2.2.2]', () => {
  test('a deletion is scheduled after its effect is shown, undone at once, and canceled later', async ({
    page,
    api,
    prefix,
  }) => {
    const name = `${prefix}later`;
    await api.createSecret({ name, secret_string: 'x' });
    await api.secretText(name);
    await page.goto(toSecretList({ q: prefix }));
    const schedule = async () => {
      await chooseInRow(page, name, 'Delete');
      const dialog = page.getByRole('dialog', { name: 'Delete Secret' });
      await expect(dialog.getByRole('cell', { name: 'showSecretVersion' })).toBeVisible();
      await dialog.getByLabel('Days until deletion').fill('6');
      await dialog.getByLabel('Name of the secret').fill(name);
      await expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
      await dialog.getByLabel('Days until deletion').fill('30');
      await confirm(dialog);
      await expect(page.getByText(`Secret ${name} is scheduled for deletion.`)).toBeVisible();
    };
    await schedule();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText(`The deletion of secret ${name} is canceled.`)).toBeVisible();
    await expect(keyRow(page, name)).toContainText('Enabled');
    await schedule();
    await page.goto(toSecret(name, 'overview'));
    await expect(keyState(page, 'Pending deletion')).toBeVisible();
    await expect(page.getByText(/^This secret cannot be read and will be deleted for good on/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Edit' })).toBeDisabled();
    await page.getByRole('button', { name: 'Cancel deletion' }).click();
    await confirm(openDialog(page));
    await expect(keyState(page, 'Enabled')).toBeVisible();
    expect(await api.secretText(name)).toBe('x');
  });

  test('a secret is deleted now after its backup was downloaded, and comes back from it with its versions', async ({
    page,
    api,
    prefix,
  }) => {
    const name = `${prefix}now`;
    await api.createSecret({ name, secret_string: 'first value' });
    await api.csms('POST', `/secrets/${name}/versions`, {
      secret_string: 'second value',
      version_stages: ['SYSCURRENT', 'GREEN'],
    });
    await page.goto(toSecret(name, 'overview'));
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Secret' });
    await dialog.getByLabel('Delete now').check();
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download backup' }).click();
    const backup = await readFile(await (await downloading).path(), 'utf8');
    expect(backup).not.toContain('second value');
    await expectNoViolations(page, 'Delete Secret');
    await dialog.getByLabel('Name of the secret').fill(name);
    await confirm(dialog);
    await expect(page.getByText(`Secret ${name} is deleted.`)).toBeVisible();
    await expect(page).toHaveURL('/secrets');
    expect((await api.csms('GET', `/secrets/${name}`)).status).toBe(404);

    const restore = async (contents: string) => {
      await openDialog(page)
        .getByLabel('Backup file')
        .setInputFiles({ name: 'a.secret-backup', mimeType: 'text/plain', buffer: Buffer.from(contents) });
      await confirm(openDialog(page));
    };
    await page.getByRole('button', { name: 'Restore' }).click();
    await restore(`A${backup.slice(1)}`.replace(/^AA/, 'BA'));
    await expect(openDialog(page).getByRole('alert')).toBeVisible();
    expect((await api.csms('GET', `/secrets/${name}`)).status).toBe(404);
    await restore(backup);
    await expect(page.getByText(`Secret ${name} is restored.`)).toBeVisible();
    expect(await api.secretText(name, 'v1')).toBe('first value');
    const { body } = await api.csms('GET', `/secrets/${name}/stages/GREEN`);
    expect(body.stage).toMatchObject({ version_id: 'v2' });
    await page.getByRole('button', { name: 'Restore' }).click();
    await restore(backup);
    await expect(openDialog(page).getByRole('alert')).toContainText('already used by another secret');
  });

  test('several are deleted at once, with the result of each', async ({ page, api, prefix }) => {
    const names = [`${prefix}a`, `${prefix}b`];
    for (const name of names) await api.createSecret({ name, secret_string: 'x' });
    await page.goto(toSecretList({ q: prefix }));
    for (const name of names) await selectRow(page, name);
    await page.getByRole('button', { name: /^Delete/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Secret' });
    await dialog.getByLabel('Number of secrets').fill('2');
    await confirm(dialog);
    await expect(dialog.getByText('2 of 2 secrets are scheduled for deletion.')).toBeVisible();
    for (const name of names) await expect(dialog.getByText(name)).toBeVisible();
  });
});
