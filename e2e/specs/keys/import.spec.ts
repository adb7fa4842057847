import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectNoViolations } from '../../support/accessibility.ts';
import { chooseInRow, confirm, fact, keyRow, keyState, toKey, toKeyList } from '../../support/keys.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true });

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dewpoint-import-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

/** Presses Download and Continue, and keeps the three files under the names that they come with. */
async function downloadAndContinue(page: Page): Promise<string[]> {
  const names: string[] = [];
  const three = new Promise<void>((resolve) => {
    page.on('download', async (download) => {
      await download.saveAs(join(folder, download.suggestedFilename()));
      if (names.push(download.suggestedFilename()) === 3) resolve();
    });
  });
  await page.getByRole('button', { name: 'Download and Continue' }).click();
  await three;
  return names.toSorted();
}

/** Runs the commands exactly as the page shows them, in the folder of the downloads. */
async function runShownCommands(page: Page): Promise<void> {
  const commands = await page.getByRole('region', { name: 'Wrap with OpenSSL' }).textContent();
  execFileSync('sh', ['-e', '-c', commands ?? 'exit 1'], { cwd: folder, stdio: 'pipe' });
}

test.describe('IMP-01 IMP-06 [G 2.1.3] imported key material', () => {
  test('[G 2.1.3.2, 2.1.3.3] a key is created, its material imported, deleted and imported again', async ({
    page,
    api,
    prefix,
  }) => {
    const alias = `${prefix}brought`;
    await page.goto(toKeyList({ q: prefix }));
    await page.getByRole('link', { name: 'Import Key', exact: true }).click();
    await page.getByLabel('Alias').fill(alias);
    await expectNoViolations(page, 'Import Key, step 1');
    await page.getByLabel('I understand the security and durability of using an imported key').check();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page).toHaveURL(/\/keys\/import\/[0-9a-f-]{36}\/download$/);
    const keyId = new URL(page.url()).pathname.split('/')[3] ?? '';
    await expectNoViolations(page, 'Import Key, step 2');

    expect(await downloadAndContinue(page)).toEqual([
      `README_${keyId}.txt`,
      `importToken_${keyId}`,
      `wrappingKey_${keyId}`,
    ]);
    await runShownCommands(page);
    await expectNoViolations(page, 'Import Key, step 3');
    await page
      .getByLabel('Key material', { exact: true })
      .setInputFiles(join(folder, 'EncryptedKeyMaterial.bin'));
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByLabel('Key material will never expire')).toBeChecked();
    await expectNoViolations(page, 'Import Key, step 4');
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    await expect(page.getByText('Key imported successfully')).toBeVisible();
    await expect(keyState(page, 'Enabled')).toBeVisible();
    const { body } = await api.kms('encrypt-data', { key_id: keyId, plain_text: 'before' });

    await page.goto(toKeyList({ q: prefix }));
    await chooseInRow(page, alias, 'Delete Key Material');
    const dialog = page.getByRole('dialog', { name: 'Delete Key Material' });
    await expect(dialog).toContainText(alias);
    await confirm(dialog);
    await expect(page.getByText('Key material deleted successfully')).toBeVisible();
    await expect(keyRow(page, alias)).toContainText('Pending import');

    // IMP-04, IMP-07: other material is refused, the same is wrapped in the page and brings the key back.
    await keyRow(page, alias).getByRole('link', { name: 'Import Key Material' }).click();
    await page.getByRole('button', { name: 'Wrap in This Browser' }).click();
    await page.getByRole('button', { name: 'Generate' }).click();
    await expect(page.getByRole('button', { name: 'Save a copy' })).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    const clear = page.getByLabel('Key material in clear');
    await expect(clear).toHaveAccessibleDescription(/differs from what was imported first/);
    await clear.setInputFiles(join(folder, 'PlaintextKeyMaterial.bin'));
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    await expect(page.getByText('Key imported successfully')).toBeVisible();
    const opened = await api.kms('decrypt-data', { key_id: keyId, cipher_text: body.cipher_text });
    expect(opened.body).toMatchObject({ plain_text: 'before' });
  });

  test('IMP-03 an RSA key is imported with the commands, with a token file and an expiry', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}rsa`, { origin: 'external', key_spec: 'RSA_2048' });
    await page.goto(toKey(keyId, 'details'));
    await page.getByRole('link', { name: 'Import Key Material' }).click();
    await downloadAndContinue(page);
    await runShownCommands(page);
    // The wizard was closed: existing material and the token that was kept.
    await page.goto(`/keys/import/${keyId}/download`);
    await page.getByRole('button', { name: 'Existing Key Material' }).click();
    await page.getByLabel('Temporary key material').setInputFiles(join(folder, 'EncryptedKeyMaterial.bin'));
    await page.getByLabel('Private key ciphertext').setInputFiles(join(folder, 'private_key.der'));
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Key import token').setInputFiles(join(folder, `importToken_${keyId}`));
    await page.getByLabel('Key material will expire').check();
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    await expect(page.getByLabel('Private key ciphertext')).toHaveAccessibleDescription(
      /encrypted_privatekey is not valid/,
    );
    await page.getByLabel('Temporary key material').setInputFiles(join(folder, 'EncryptedKeyMaterial.bin'));
    await page.getByLabel('Private key ciphertext').setInputFiles(join(folder, 'out_private_key.der'));
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Key import token').setInputFiles(join(folder, `importToken_${keyId}`));
    await page.getByLabel('Key material will expire').check();
    await page.getByRole('button', { name: 'OK', exact: true }).click();
    await expect(page.getByText('Key imported successfully')).toBeVisible();
    await expect(fact(page, 'Expiration Time')).not.toHaveText('Never');
    await expect(page.getByRole('button', { name: 'Delete Key Material' })).toBeHidden();
    const { status } = await api.kms('sign', {
      key_id: keyId,
      message: Buffer.from('hello').toString('base64'),
      signing_algorithm: 'RSASSA_PSS_SHA_256',
      message_type: 'RAW',
    });
    expect(status).toBe(200);
  });
});
