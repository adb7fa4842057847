import { readFile } from 'node:fs/promises';
import { confirm } from '../support/keys.ts';
import { expect, test } from '../support/test.ts';

test.use({ signedIn: true });

test('IAM-05 an access key is created with its secret shown once, disabled, enabled and deleted', async ({
  page,
  product,
}) => {
  await page.goto('/credentials');
  await page.getByRole('button', { name: 'Create Access Key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Description').fill('backup');
  await confirm(dialog);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const csv = await readFile(await file.path(), 'utf8');
  const [id = '', secret = ''] = /"admin","([A-Z0-9]{20})","([^"]+)"/.exec(csv)?.slice(1) ?? [];
  expect(secret.length).toBeGreaterThanOrEqual(32);
  await expect(dialog.getByText(secret)).toBeHidden();
  await dialog.getByRole('button', { name: 'Show for 30 seconds' }).click();
  await expect(dialog.getByText(secret)).toBeVisible();
  await dialog.getByLabel('I have kept the secret access key').check();
  await dialog.getByRole('button', { name: 'Done' }).click();

  const row = page.getByRole('table', { name: 'Access keys' }).getByRole('row', { name: id });
  await expect(row).toContainText('backup');
  const left = await page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      { ...localStorage, ...sessionStorage },
      location.href,
    ]),
  );
  expect(left + product.output).not.toContain(secret);

  await row.getByRole('button', { name: `Disable access key ${id}` }).click();
  await confirm(page.getByRole('dialog', { name: 'Disable Access Key' }));
  await expect(row).toContainText('Disabled');
  await row.getByRole('button', { name: `Enable access key ${id}` }).click();
  await expect(row).toContainText('Enabled');
  await row.getByRole('button', { name: `Delete access key ${id}` }).click();
  const remove = page.getByRole('dialog', { name: 'Delete Access Key' });
  await remove.getByRole('textbox', { name: 'Access key ID' }).fill(id);
  await confirm(remove);
  await expect(page.getByText('No access keys yet')).toBeVisible();
});
