import { keyState } from '../support/keys.ts';
import { expect, test } from '../support/test.ts';

test.use({ signedIn: true });

test('OPS-07 finds a key from any page by keyboard, opens it, and remembers it', async ({
  page,
  api,
  prefix,
}) => {
  const alias = `${prefix}search`;
  await api.createKey(alias);
  await page.goto('/settings');
  await page.getByRole('heading', { name: 'Settings' }).waitFor();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();
  await page.keyboard.type(alias);
  await expect(page.getByRole('option', { name: alias })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: alias })).toBeVisible();
  await expect(keyState(page, 'Enabled')).toBeVisible();

  await page.getByRole('button', { name: 'Search everything' }).click();
  const dialog = page.getByRole('dialog', { name: 'Search everything' });
  await expect(dialog.getByRole('group', { name: 'Opened last' }).getByText(alias)).toBeVisible();
  await dialog.getByRole('button', { name: `Pin ${alias}` }).click();
  await expect(dialog.getByRole('group', { name: 'Pinned' }).getByText(alias)).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Search everything' }).click();
  await expect(dialog.getByRole('group', { name: 'Pinned' }).getByText(alias)).toBeVisible();
});
