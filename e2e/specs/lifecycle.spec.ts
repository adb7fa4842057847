import { Product } from '../support/product.ts';
import { expect, test } from '../support/test.ts';

test.describe('OPS-01 the product as a process', () => {
  test('serves the console page from an empty folder', async ({ page }) => {
    const response = await page.goto('/');
    expect(response?.status()).toBe(200);
    expect(response?.headers()['content-type']).toContain('text/html');
  });

  test('ends with code 0 when asked to, and serves the same folder again', async () => {
    await using product = await Product.create();
    expect(await product.stop()).toBe(0);
    await product.start();
    expect((await fetch(`${product.baseURL}/readyz`)).status).toBe(200);
  });

  test('serves the same folder again after it was killed', async () => {
    await using product = await Product.create();
    await product.kill();
    await product.start();
    expect((await fetch(`${product.baseURL}/readyz`)).status).toBe(200);
  });

  test('refuses to start with a setting that it does not know, and names it', async () => {
    await expect(Product.create({ DEWPOINT_PROT: '8080' })).rejects.toThrow('DEWPOINT_PROT');
  });
});
