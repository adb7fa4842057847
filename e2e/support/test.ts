import { test as base } from '@playwright/test';
import { Product, type Settings } from './product.ts';

interface WorkerFixtures {
  /** Settings of this file's product; `test.use({ settings: { … } })` gives the file a product of its own. */
  settings: Settings;
  /** A running product, shared by the tests of a worker; a test that stops it starts it again. */
  product: Product;
}

// Playwright reads the fixtures that a fixture needs from the parameter's pattern, so an empty pattern has to stay.
export const test = base.extend<object, WorkerFixtures>({
  settings: [{}, { option: true, scope: 'worker' }],
  product: [
    async ({ settings }, use) => {
      await using product = await Product.create(settings);
      await use(product);
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ product }, use) => use(product.baseURL),
});

export { expect } from '@playwright/test';
