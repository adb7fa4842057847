import { chooseInRow, confirm, keyRow, selectRow, toKeyList } from '../../support/keys.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true });

test.describe('KEY-06 KEY-07 KEY-08 acts on many keys', () => {
  test('[G 2.1.4.3] the bar disables the 3 of 5 that can be, and tells the result of each', async ({
    page,
    api,
    prefix,
  }) => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => prefix + name);
    const ids: string[] = [];
    for (const name of names) ids.push(await api.createKey(name));
    for (const keyId of ids.slice(3)) await api.kms('disable-key', { key_id: keyId });
    await page.goto(toKeyList({ q: prefix, sort: 'alias' }));
    for (const name of names) await selectRow(page, name);
    const bar = page.getByRole('region', { name: 'Selected keys' });
    await expect(bar).toContainText('5 selected');
    await expect(bar).toContainText('3 of 5 can be disabled');
    await expect(bar).toContainText('2 of 5 can be enabled');
    await bar.getByRole('button', { name: 'Disable' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable keys' });
    await expect(dialog.getByRole('list', { name: 'Keys' }).getByRole('listitem')).toHaveCount(3);
    await dialog.getByLabel('I understand the impact of disabling keys').check();
    await confirm(dialog);
    await expect(dialog.getByRole('status')).toHaveText('3 of 3 keys are disabled.');
    const results = dialog.getByRole('list', { name: 'Results' }).getByRole('listitem');
    await expect(results).toHaveCount(3);
    await expect(results.getByRole('img', { name: 'Succeeded' })).toHaveCount(3);
    await dialog.getByRole('button', { name: 'Close' }).click();
    for (const name of names) await expect(keyRow(page, name)).toContainText('Disabled');
    await expect(bar).toBeHidden();
  });

  test('[G 2.1.4.2, 2.1.4.6] KEY-15 keys are enabled and moved to a project together, and found in it', async ({
    page,
    api,
    prefix,
  }) => {
    const project = crypto.randomUUID();
    const names = ['a', 'b'].map((name) => prefix + name);
    for (const name of names) await api.kms('disable-key', { key_id: await api.createKey(name) });
    await page.goto(toKeyList({ q: prefix, sort: 'alias' }));
    const bar = page.getByRole('region', { name: 'Selected keys' });
    const act = async (action: string, dialogName: string, result: string, project?: string) => {
      for (const name of names) await selectRow(page, name);
      await bar.getByRole('button', { name: action }).click();
      const dialog = page.getByRole('dialog', { name: dialogName });
      if (project !== undefined) {
        await dialog.getByRole('combobox', { name: 'Enterprise Project' }).fill(project);
      }
      await confirm(dialog);
      await expect(dialog.getByRole('status')).toHaveText(result);
      await dialog.getByRole('button', { name: 'Close' }).click();
    };
    await act('Enable', 'Enable keys', '2 of 2 keys are enabled.');
    for (const name of names) await expect(keyRow(page, name)).toContainText('Enabled');
    await act('Add to Project', 'Add keys to project', '2 of 2 keys are added to the project.', project);
    await page.goto(toKeyList({ project }));
    for (const name of names) await expect(keyRow(page, name)).toBeVisible();
    await chooseInRow(page, `${prefix}a`, 'Add to Project');
    const dialog = page.getByRole('dialog', { name: 'Add key to project' });
    await dialog.getByRole('button', { name: 'Enterprise projects' }).click();
    await page.getByRole('option', { name: 'default' }).click();
    await confirm(dialog);
    await expect(keyRow(page, `${prefix}a`)).toBeHidden();
    await expect(keyRow(page, `${prefix}b`)).toBeVisible();
  });

  test('a key that has changed meanwhile is refused by itself, with the reason', async ({
    page,
    api,
    prefix,
  }) => {
    const names = ['a', 'b', 'c'].map((name) => prefix + name);
    const ids: string[] = [];
    for (const name of names) ids.push(await api.createKey(name));
    await page.goto(toKeyList({ q: prefix, sort: 'alias' }));
    for (const name of names) await selectRow(page, name);
    await page
      .getByRole('region', { name: 'Selected keys' })
      .getByRole('button', { name: 'Disable' })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Disable keys' });
    await dialog.getByLabel('I understand the impact of disabling keys').check();
    await api.kms('disable-key', { key_id: ids[1] });
    await confirm(dialog);
    await expect(dialog.getByRole('status')).toHaveText('2 of 3 keys are disabled.');
    const refused = dialog.getByRole('listitem').filter({ hasText: `${prefix}b` });
    await expect(refused).toContainText('The key is not enabled.');
    await expect(refused.getByRole('img', { name: 'Refused' })).toBeVisible();
  });

  test('[G 2.1.4.4, 2.1.4.5] many keys are scheduled for deletion and taken back together', async ({
    page,
    api,
    prefix,
  }) => {
    const names = ['a', 'b'].map((name) => prefix + name);
    for (const name of names) await api.createKey(name);
    await page.goto(toKeyList({ q: prefix, sort: 'alias' }));
    await page.getByRole('checkbox', { name: 'Select all keys of this page' }).check();
    const bar = page.getByRole('region', { name: 'Selected keys' });
    await bar.getByRole('button', { name: 'Schedule deletion' }).click();
    const dialog = page.getByRole('dialog', { name: 'Schedule deletion of keys' });
    await dialog.getByLabel('Number of keys').fill('2');
    await dialog.getByLabel('I understand the impact of deleting keys').check();
    await confirm(dialog);
    await expect(dialog.getByRole('status')).toHaveText('2 of 2 keys are scheduled for deletion.');
    await dialog.getByRole('button', { name: 'Close' }).click();
    for (const name of names) await expect(keyRow(page, name)).toContainText('Pending deletion');
    await page.getByRole('checkbox', { name: 'Select all keys of this page' }).check();
    await bar.getByRole('button', { name: 'Cancel deletion' }).click();
    const cancel = page.getByRole('dialog', { name: 'Cancel deletion of keys' });
    await confirm(cancel);
    await expect(cancel.getByRole('status')).toHaveText('The deletion of 2 of 2 keys is canceled.');
    await cancel.getByRole('button', { name: 'Close' }).click();
    for (const name of names) await expect(keyRow(page, name)).toContainText('Disabled');
  });

  test('KEY-11 a default key cannot be selected and its row offers no act', async ({ page, api }) => {
    await api.kms('default-keys', { service: 'evs' });
    await page.goto(toKeyList({ q: 'evs/default' }));
    const row = keyRow(page, 'evs/default');
    await expect(row).toContainText('Default key');
    await expect(row.getByRole('checkbox')).toBeDisabled();
    await page.getByRole('button', { name: 'More actions for evs/default' }).click();
    await expect(page.getByRole('menuitem')).toHaveText(['View details']);
    await page.keyboard.press('Escape');
    await chooseInRow(page, 'evs/default', 'View details');
    await expect(page.getByRole('heading', { name: 'evs/default' })).toBeVisible();
  });
});
