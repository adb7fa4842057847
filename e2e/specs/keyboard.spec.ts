import type { Locator, Page } from '@playwright/test';
import { keyState, toKeyList } from '../support/keys.ts';
import { expect, test } from '../support/test.ts';
import { ciphertextArea, executeButton, plaintextArea } from '../support/tool.ts';

const MAX_STEPS = 80;

/** Presses Tab until the element has the focus, as somebody without a pointer does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < MAX_STEPS; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached by ${MAX_STEPS} presses of Tab: ${target}`);
}

test.describe('the console by keyboard alone', () => {
  test('signs in, creates a key and encrypts with it', async ({ page, product, prefix }) => {
    await page.goto(toKeyList({ q: prefix }));
    await expect(page.getByLabel('User name')).toBeFocused();
    await page.keyboard.type(product.adminName);
    await page.keyboard.press('Tab');
    await page.keyboard.type(product.adminPassword);
    await page.keyboard.press('Enter');

    await tabTo(page, page.getByRole('button', { name: 'Create Key' }).first());
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Create Key' });
    await expect(dialog.getByLabel('Alias')).toBeFocused();
    await page.keyboard.type(`${prefix}keyboard`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('option', { name: 'AES_256' })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(page, dialog.getByRole('button', { name: 'OK' }));
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Create Key' }).first()).toBeFocused();

    await tabTo(page, page.getByRole('button', { name: 'View key' }));
    await page.keyboard.press('Enter');
    await expect(keyState(page, 'Enabled')).toBeVisible();
    await tabTo(page, plaintextArea(page));
    await page.keyboard.type('by keyboard');
    await tabTo(page, executeButton(page));
    await page.keyboard.press('Enter');
    await expect(ciphertextArea(page)).not.toHaveValue('');
    await expect(executeButton(page)).toBeFocused();
  });

  test.describe('signed in', () => {
    test.use({ signedIn: true });

    test('the first Tab leads past the navigation to the content', async ({ page }) => {
      await page.goto(toKeyList());
      await page.getByRole('heading', { name: 'Key Management' }).waitFor();
      await page.keyboard.press('Tab');
      await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('main')).toBeFocused();
    });

    test('a dialog keeps the focus inside, and Escape gives it back to the button that opened it', async ({
      page,
      api,
      prefix,
    }) => {
      const keyId = await api.createKey(`${prefix}focus`);
      await page.goto(`/keys/${keyId}/details`);
      const disable = page.getByRole('button', { name: 'Disable' });
      await tabTo(page, disable);
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Disable key' });
      await dialog.waitFor();
      for (let step = 0; step < 12; step++) {
        await page.keyboard.press('Tab');
        expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
      }
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(disable).toBeFocused();
    });
  });
});
