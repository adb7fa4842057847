import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { expectNoViolations, overflow } from '../support/accessibility.ts';
import { expect, test } from '../support/test.ts';

test.use({ signedIn: true });

/** Everything that a page can keep: document, address, history, storages, caches, databases, service workers, names of windows. */
async function keptBy(page: Page, context: BrowserContext): Promise<string> {
  const inPage = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input, textarea')].map((field) =>
      Reflect.get(field, 'value'),
    );
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => url),
      ),
    );
    return JSON.stringify([
      document.documentElement.outerHTML,
      fields,
      location.href,
      history.state,
      { ...localStorage },
      { ...sessionStorage },
      cached,
      await indexedDB.databases(),
      window.name,
      performance.getEntries().map(({ name }) => name),
    ]);
  });
  return inPage + JSON.stringify(await context.storageState());
}

test('SEC-01 … SEC-09 the procedures of chapter 2.2: create, view, add a version, statuses, tags, delete, restore', async ({
  page,
  context,
  prefix,
  product,
}) => {
  test.setTimeout(150_000);
  const name = `${prefix}db`;
  const marker = `MARKER-${prefix}-${Date.now()}`;
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  const dialog = page.getByRole('dialog');
  const ok = dialog.getByRole('button', { name: 'OK' });
  const notKept = async (when: string) => {
    const kept = await keptBy(page, context);
    expect(kept.includes(marker), `the secret is kept ${when}`).toBe(false);
  };

  // 2.2.1.1 Creating a Shared Secret
  await page.goto('/keys');
  await page.getByRole('link', { name: 'Secret Management' }).click();
  await page.getByRole('button', { name: 'Create Secret' }).first().click();
  await dialog.getByLabel('Secret Name').fill(name);
  await dialog.getByRole('button', { name: 'Paste .env or JSON' }).click();
  await dialog
    .getByLabel('Contents of an .env file, or a JSON object')
    .fill(`# db\nuser=app\npassword="${marker}"\n`);
  await dialog.getByRole('button', { name: 'Take over 2 pairs' }).click();
  await expectNoViolations(page, 'Create Secret');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByRole('switch', { name: 'Automatic rotation' })).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByText('Key/value pairs: user, password')).toBeVisible();
  await notKept('in the confirmation');
  await ok.click();
  await expect(page.getByText(`Secret ${name} is created.`)).toBeVisible();

  // 2.2.2.1 Viewing a Secret
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name }) });
  await expect(row.getByText('Enabled')).toBeVisible();
  await expectNoViolations(page, 'secret list');
  await row.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();

  // 2.2.3.1 Saving and Viewing Secret Values
  await page.getByRole('tab', { name: 'Versions' }).click();
  await page.getByRole('button', { name: 'View Secret v1' }).click();
  await notKept('while masked');
  await dialog.getByRole('button', { name: 'Show for 30 seconds' }).click();
  await expect(dialog.getByText(marker)).toBeVisible();
  await dialog.getByRole('button', { name: 'Hide' }).click();
  await notKept('after hiding');
  await ok.click();
  await page.getByRole('button', { name: 'Add Secret Version' }).click();
  await dialog.getByRole('textbox', { name: 'Key', exact: true }).fill('password');
  await dialog.getByRole('textbox', { name: 'Value', exact: true }).fill(`${marker}-2`);
  await ok.click();
  await expect(page.getByText('Version v2 is added.')).toBeVisible();
  await notKept('after a version was added');
  await page.getByRole('button', { name: 'Compare versions' }).click();
  await dialog.getByRole('button', { name: 'Compare' }).click();
  await expect(dialog.getByRole('row', { name: 'user Removed' })).toBeVisible();
  await expect(dialog.getByRole('row', { name: 'password Changed' })).toBeVisible();
  await notKept('in the comparison');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  // 2.2.3.2 Managing Secret Version Statuses
  for (const [act, choose] of [
    ['Add', async () => dialog.getByLabel('Status', { exact: true }).fill('BLUE')],
    [
      'Delete',
      async () => {
        await dialog.getByRole('combobox', { name: 'Status' }).click();
        await page.getByRole('option', { name: /^BLUE/ }).click();
      },
    ],
  ] as const) {
    await page.getByRole('button', { name: 'Manage Status of v1' }).click();
    await dialog.getByRole('button', { name: act, exact: true }).click();
    await choose();
    await ok.click();
    await expect(dialog).toHaveCount(0);
  }

  // 2.2.4.1 and 2.2.4.2: add a tag, find the secret by it
  await page.getByRole('tab', { name: 'Tags' }).click();
  await page.getByRole('button', { name: 'Add Tag' }).click();
  await dialog.getByRole('textbox', { name: 'Tag key' }).fill(`${prefix}team`);
  await ok.click();
  await expect(page.getByText('The tag is added.')).toBeVisible();
  await page.goto(`/secrets?tag=${prefix}team`);
  await expect(page.getByText('1 secret', { exact: true })).toBeVisible();

  // 2.2.2.2 Deleting a Secret: the backup first, then now; and back from the backup
  await page.getByRole('button', { name: `More actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await dialog.getByLabel('Delete now').check();
  await expect(dialog.getByText('showSecretVersion')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download backup' }).click();
  const backup = await readFile(await (await downloading).path(), 'utf8');
  expect(backup).not.toContain(marker);
  await expectNoViolations(page, 'Delete Secret');
  await expect(ok).toBeDisabled();
  await dialog.getByLabel('Name of the secret').fill(name);
  await ok.click();
  await expect(page.getByText(`Secret ${name} is deleted.`)).toBeVisible();
  await page.getByRole('button', { name: 'Restore' }).click();
  await dialog
    .getByLabel('Backup file')
    .setInputFiles({ name: 'a.secret-backup', mimeType: 'text/plain', buffer: Buffer.from(backup) });
  await ok.click();
  await expect(page.getByText(`Secret ${name} is restored.`)).toBeVisible();

  await notKept('at the end');
  expect(logged.join('\n')).not.toContain(marker);
  expect(addresses.join('\n')).not.toContain(marker);
  expect(product.output).not.toContain(marker);

  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of ['/secrets', `/secrets/${name}/overview`, `/secrets/${name}/versions`]) {
    await page.goto(path);
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expect(page.getByText(name).first()).toBeVisible();
    await expectNoViolations(page, path);
    expect(await overflow(page), path).toBe(0);
  }
});
