import { confirm, fillCreateKey, toKey, toKeyList } from '../../support/keys.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true });

test.describe('TAG-01 tags [G 2.1.7]', () => {
  test('[G 2.1.7.1 … 2.1.7.3] tags are added, edited and deleted', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}tagged`);
    await page.goto(toKey(keyId, 'details'));
    await page.getByRole('tab', { name: 'Tags' }).click();
    await page.getByRole('button', { name: 'Add Tag' }).click();
    const add = page.getByRole('dialog', { name: 'Add Tag' });
    await add.getByLabel('Tag key').fill('cost');
    await add.getByLabel('Tag value').fill('100');
    for (const [row, key] of [
      [2, 'größe 大'],
      [3, 'mistake'],
    ] as const) {
      await add.getByRole('button', { name: 'Add another tag' }).click();
      await add
        .getByRole('group', { name: `Tag ${row}` })
        .getByLabel('Tag key')
        .fill(key);
    }
    await add.getByRole('button', { name: 'Delete row 3' }).click();
    await confirm(add);
    await expect(page.getByText('2 tags are added.')).toBeVisible();
    const table = page.getByRole('table', { name: 'Tags' });
    await expect(table.getByRole('row', { name: 'cost' })).toContainText('100');
    await expect(page.getByText(/2 of 20 tags/)).toBeVisible();

    await page.getByRole('button', { name: 'Edit tag cost' }).click();
    const edit = page.getByRole('dialog', { name: 'Edit Tag' });
    await edit.getByLabel('Tag value').fill('200');
    await confirm(edit);
    await expect(table.getByRole('row', { name: 'cost' })).toContainText('200');
    const found = await api.kms('resource_instances/action', {
      action: 'filter',
      tags: [{ key: 'cost', values: ['200'] }],
    });
    expect(JSON.stringify(found.body)).toContain(keyId);

    await page.getByRole('button', { name: 'Delete tag cost' }).click();
    const remove = page.getByRole('dialog', { name: 'Delete Tag' });
    await remove.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByText('The tag is deleted.')).toBeVisible();
    await expect(table.getByRole('row', { name: 'cost' })).toHaveCount(0);
  });

  test('several are deleted at once', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}batch`);
    await api.addTags(keyId, { a: '1', b: '2', c: '3' });
    await page.goto(toKey(keyId, 'tags'));
    await page.getByRole('checkbox', { name: 'Select tag a' }).check();
    await page.getByRole('checkbox', { name: 'Select tag c' }).check();
    await page.getByRole('button', { name: 'Delete 2 tags' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Tags' });
    await expect(dialog.getByRole('listitem')).toHaveText(['a = 1', 'c = 3']);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByText('2 tags are deleted.')).toBeVisible();
    await expect(page.getByRole('table', { name: 'Tags' }).getByRole('row')).toHaveCount(2);
  });

  test('broken rules are told at their fields, and 20 is the end', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}full`);
    const many = Object.fromEntries(Array.from({ length: 19 }, (_, number) => [`k${number}`, '']));
    await api.addTags(keyId, many);
    await page.goto(`${toKey(keyId, 'tags')}?dialog=addTags`);
    const dialog = page.getByRole('dialog', { name: 'Add Tag' });
    await expect(dialog.getByRole('button', { name: 'Add another tag' })).toBeDisabled();
    const key = dialog.getByLabel('Tag key');
    for (const [typed, words] of [
      ['a,b', 'Tag key must be 1 to 128 letters, digits, spaces and _ . : / = + - @.'],
      ['a ', 'Tag key must not start or end with a space.'],
      ['k1', 'Tag key is a tag already: edit its value instead.'],
    ] as const) {
      await key.fill(typed);
      await confirm(dialog);
      await expect(dialog.getByText(words)).toBeVisible();
    }
    await key.fill('the last one');
    await confirm(dialog);
    await expect(page.getByText(/20 of 20 tags/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add Tag' })).toBeDisabled();
  });

  test('[G 2.1.2] a key is created with tags and found by them', async ({ page, prefix }) => {
    await page.goto('/keys');
    const dialog = await fillCreateKey(page, { alias: `${prefix}new` });
    await dialog.getByRole('button', { name: 'Add tags' }).click();
    await dialog.getByLabel('Tag key').fill('ticket');
    await dialog.getByLabel('Tag value').fill(prefix);
    await confirm(dialog);
    await expect(page.getByText(`Key ${prefix}new is created.`)).toBeVisible();
    await page.goto(toKeyList({ tag: `ticket=${prefix}` }));
    await expect(page.getByRole('link', { name: `${prefix}new` })).toBeVisible();
    await expect(page.getByRole('grid').getByRole('link')).toHaveCount(1);
  });
});
