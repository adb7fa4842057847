import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { decryptFile } from '../support/decrypt-file.ts';
import { toKey } from '../support/keys.ts';
import { mostRendererMemory } from '../support/renderer-memory.ts';
import { expect, test } from '../support/test.ts';

test.use({ signedIn: true });

const MEGABYTE = 1024 * 1024;
const SIZE_IN_MEGABYTES = 1024;
/** What the page may need beyond what it needed for one megabyte: far less than the file. */
const ROOM = 200 * MEGABYTE;

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

test.describe('TOOL-07 a file of 1 GB', () => {
  for (const way of ['a download', 'a file that the page writes to'] as const) {
    test(`is encrypted into ${way} without memory that grows with it`, async ({
      page,
      browser,
      product,
      api,
      prefix,
    }) => {
      const folder = await mkdtemp(join(tmpdir(), 'dewpoint-large-'));
      try {
        const plain = join(folder, 'large.bin');
        await using file = await open(plain, 'w');
        for (let written = 0; written < SIZE_IN_MEGABYTES; written += 16)
          await file.write(randomBytes(16 * MEGABYTE));
        // The dialog cannot be answered here: a file of the page's own folder stands for the one that a user picks.
        await page.addInitScript((ownFile) => {
          Reflect.deleteProperty(window, 'showSaveFilePicker');
          if (!ownFile) return;
          Reflect.set(window, 'showSaveFilePicker', async () => {
            const root = await navigator.storage.getDirectory();
            return root.getFileHandle('large.bin.dewp', { create: true });
          });
        }, way !== 'a download');
        const keyId = await api.createKey(`${prefix}large`);
        await page.goto(`${toKey(keyId, 'tool')}?of=files`);
        const input = page.getByLabel('File to encrypt');
        await input.setInputFiles({ name: 'small.bin', mimeType: '', buffer: randomBytes(MEGABYTE) });
        await page.getByRole('button', { name: 'Encrypt File' }).click();
        await expect(page.getByText('small.bin.dewp is written.')).toBeVisible();
        const before = await mostRendererMemory(browser);

        await input.setInputFiles(plain);
        const finished = page.getByText('large.bin.dewp is written.');
        const download = way === 'a download' ? page.waitForEvent('download', { timeout: 0 }) : null;
        await page.getByRole('button', { name: 'Encrypt File' }).click();
        await expect(finished).toBeVisible({ timeout: 20 * 60_000 });
        expect((await mostRendererMemory(browser)) - before).toBeLessThan(ROOM);
        if (download === null) return;
        const encrypted = join(folder, 'large.bin.dewp');
        await (await download).saveAs(encrypted);
        await decryptFile(product, api, encrypted, join(folder, 'back.bin'));
        expect(await sha256(join(folder, 'back.bin'))).toBe(await sha256(plain));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
});
