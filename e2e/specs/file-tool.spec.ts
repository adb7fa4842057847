import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectNoViolations } from '../support/accessibility.ts';
import { decryptFile } from '../support/decrypt-file.ts';
import { toKey } from '../support/keys.ts';
import { expect, test } from '../support/test.ts';

test.use({ signedIn: true });

const MEGABYTE = 1024 * 1024;
let folder: string;
test.beforeEach(async ({ page }) => {
  folder = await mkdtemp(join(tmpdir(), 'dewpoint-files-'));
  // The dialog that asks where to save cannot be answered here: what browsers without it do.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

test.describe('TOOL-07 files are encrypted in the browser', () => {
  test('20 MB, decrypted by the command and in the browser, and never sent', async ({
    page,
    api,
    product,
    prefix,
  }) => {
    test.slow();
    const keyId = await api.createKey(`${prefix}files`);
    const plain = randomBytes(20 * MEGABYTE + 12_345);
    await writeFile(join(folder, 'report.bin'), plain);
    let sent = 0;
    page.on('request', (request) => {
      sent += request.postDataBuffer()?.length ?? 0;
    });

    await page.goto(`${toKey(keyId, 'tool')}?of=files`);
    await page.getByLabel('File to encrypt').setInputFiles(join(folder, 'report.bin'));
    const encrypted = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Encrypt File' }).click();
    const file = join(folder, (await encrypted).suggestedFilename());
    expect(file).toBe(join(folder, 'report.bin.dewp'));
    await (await encrypted).saveAs(file);
    await expect(page.getByText('dewpoint decrypt-file report.bin.dewp')).toBeVisible();
    await expectNoViolations(page, 'the file tool');
    expect(sent).toBeLessThan(10_000);
    expect((await readFile(file)).includes(plain.subarray(0, 16))).toBe(false);

    await decryptFile(product, api, file, join(folder, 'by-command'));
    expect((await readFile(join(folder, 'by-command'))).equals(plain)).toBe(true);

    await page.getByRole('group', { name: 'Encrypt or decrypt a file' }).getByText('Decrypt').click();
    await page.getByLabel('File to decrypt').setInputFiles(file);
    const decrypted = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Decrypt File' }).click();
    expect((await decrypted).suggestedFilename()).toBe('report.bin');
    await (await decrypted).saveAs(join(folder, 'by-browser'));
    expect((await readFile(join(folder, 'by-browser'))).equals(plain)).toBe(true);

    // A file that was cut off is told, and nothing is downloaded.
    await writeFile(file, (await readFile(file)).subarray(0, -1));
    let downloads = 0;
    page.on('download', () => {
      downloads += 1;
    });
    await page.getByLabel('File to decrypt').setInputFiles(file);
    await page.getByRole('button', { name: 'Decrypt File' }).click();
    await expect(page.getByRole('alert')).toContainText('The file is damaged');
    expect(downloads).toBe(0);
    expect(sent).toBeLessThan(20_000);
    expect((await stat(file)).size).toBeGreaterThan(20 * MEGABYTE);
  });
});
