import { confirm, keyRow } from '../../support/keys.ts';
import { toSecret, toSecretList } from '../../support/secrets.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true });

test.describe('TAG-01 SEC-03 tags of a secret [G 2.2.4]', () => {
  test('[G 2.2.4.1 … 2.2.4.4] a tag is added, found by, changed and deleted', async ({
    page,
    api,
    prefix,
  }) => {
    const name = `${prefix}tagged`;
    await api.createSecret({ name, secret_string: 'x' });
    await api.createSecret({ name: `${prefix}other`, secret_string: 'x' });
    await page.goto(toSecretList({ q: prefix }));
    await page.getByRole('link', { name }).click();
    await page.getByRole('tab', { name: 'Tags' }).click();
    await page.getByRole('button', { name: 'Add Tag' }).click();
    const add = page.getByRole('dialog', { name: 'Add Tag' });
    await add.getByLabel('Tag key').fill(`${prefix}团队 one`);
    await add.getByLabel('Tag value').fill('shop');
    await confirm(add);
    await expect(page.getByText('The tag is added.')).toBeVisible();

    await page.goto(toSecretList());
    const search = page.getByRole('combobox', { name: 'Search secrets' });
    await search.fill(`tag: ${prefix}`);
    await page.getByRole('option', { name: `Tag: ${prefix}团队 one=shop` }).click();
    await search.fill(prefix);
    await search.press('Enter');
    await expect(keyRow(page, `${prefix}other`)).toHaveCount(0);
    await expect(keyRow(page, name)).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).or(page.getByLabel('Clear filters')).click();
    await expect(page).toHaveURL('/secrets');

    await page.goto(toSecret(name, 'tags'));
    await page.getByRole('button', { name: `Edit tag ${prefix}团队 one` }).click();
    const edit = page.getByRole('dialog', { name: 'Edit Tag' });
    await edit.getByLabel('Tag value').fill('');
    await confirm(edit);
    await expect(edit).toHaveCount(0);
    await page.getByRole('button', { name: `Delete tag ${prefix}团队 one` }).click();
    await page.getByRole('dialog', { name: 'Delete Tag' }).getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByText('The tag is deleted.')).toBeVisible();
    await page.goto(toSecretList({ tag: `${prefix}团队 one` }));
    await expect(page.getByText('No secret matches')).toBeVisible();
  });
});
