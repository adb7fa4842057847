import { createKey, toKeyList } from '../support/keys.ts';
import { Product } from '../support/product.ts';
import { accountMenuButton, signIn } from '../support/sign-in.ts';
import { expect, test } from '../support/test.ts';
import { decrypt, encrypt, plaintextArea } from '../support/tool.ts';

test.describe('OPS-01 the main job', () => {
  test('what was encrypted before a restart decrypts after it, in the same session', async ({
    anotherBrowser,
  }) => {
    await using product = await Product.create();
    const page = await (await anotherBrowser()).newPage();
    await signIn(page, product, product.baseURL + toKeyList());
    await createKey(page, { alias: 'orders' });
    await page.getByRole('link', { name: 'orders' }).click();
    const ciphertext = await encrypt(page, 'before the restart');
    await product.restart();
    await page.reload();
    await expect(accountMenuButton(page)).toBeVisible();
    await decrypt(page, ciphertext);
    await expect(plaintextArea(page)).toHaveValue('before the restart');
  });

  test('a call while the product is down fails with a message, and works when it is back', async ({
    anotherBrowser,
  }) => {
    await using product = await Product.create();
    const page = await (await anotherBrowser({ expected: /ERR_CONNECTION_REFUSED/ })).newPage();
    await signIn(page, product, product.baseURL + toKeyList());
    await createKey(page, { alias: 'orders' });
    await page.getByRole('link', { name: 'orders' }).click();
    await plaintextArea(page).fill('typed while it was down');
    await product.stop();
    await page.getByRole('button', { name: 'Execute' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(plaintextArea(page)).toHaveValue('typed while it was down');
    await product.start();
    await page.getByRole('button', { name: 'Execute' }).click();
    await expect(page.getByText('Key version 1')).toBeVisible();
  });
});
