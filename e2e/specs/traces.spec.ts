import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '../support/test.ts';

test.use({ signedIn: true, settings: { DEWPOINT_LOG_LEVEL: 'warn' } });

test('TRC-03 TRC-04 traces are found, exported and verified, and a changed byte is named [G 2.3]', async ({
  page,
  product,
  api,
}) => {
  const key = await api.createKey('-orders');

  await page.goto('/traces');
  await page.getByRole('combobox', { name: 'Search By' }).click();
  await page.getByRole('option', { name: 'Trace name' }).click();
  await page.getByRole('combobox', { name: 'Value of Trace name' }).fill('createKey');
  await page.getByRole('option', { name: 'createKey' }).click();
  await page.getByRole('button', { name: 'Query' }).click();
  await expect(page.getByText('1 trace shown')).toBeVisible();
  await expect(page).toHaveURL(/by=traceName&value=createKey/);

  await page.getByRole('button', { name: /^Show details of createKey/ }).click();
  await expect(page.getByText(key)).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: 'Export' })
      .click()
      .then(() => page.getByRole('menuitem', { name: /^CSV file/ }).click()),
  ]);
  const csv = await readFile(await file.path(), 'utf8');
  expect(csv).toContain(key);
  expect(csv).toContain(`"'-orders"`);

  await page.getByRole('button', { name: /^View Trace createKey/ }).click();
  const dialog = page.getByRole('dialog', { name: 'View Trace' });
  await expect(dialog.getByText('"trace_name": "createKey"')).toBeVisible();
  await dialog.getByRole('button', { name: 'Check its proof' }).click();
  await expect(dialog.getByText(/Proven in this browser/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('tab', { name: 'Chain Verification' }).click();
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByText('Nothing was changed, removed, reordered or cut off.')).toBeVisible();

  using store = new DatabaseSync(join(product.dataFolder, 'dewpoint.db'), { timeout: 5_000 });
  const [changed] = store
    .prepare("update traces set code = '201' where name = 'createKey' returning id")
    .all();
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByText(/The trace of leaf \d+ was changed\./)).toBeVisible();
  await expect(page.getByText(String(changed?.id))).toBeVisible();
});
