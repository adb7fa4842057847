import { type BrowserContext, test as base, expect } from '@playwright/test';
import { Api } from './api.ts';
import { Product, type Settings } from './product.ts';
import { signIn } from './sign-in.ts';
import { watch } from './watch.ts';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

interface WorkerFixtures {
  /** Settings of this file's product; `test.use({ settings: { … } })` gives the file a product of its own. */
  settings: Settings;
  /** A running product, shared by the tests of a worker; a test that stops it starts it again. */
  product: Product;
  /** The REST surface of `product`, as its administrator. Preconditions are made here, not on the screen. */
  api: Api;
  /** Cookies of a session that the tests of a worker share for a while; a test that ends sessions signs in by itself. */
  administrator: () => Promise<StorageState>;
}

interface TestFixtures {
  /** Whether the test's browser comes with the session of the administrator. */
  signedIn: boolean;
  /** Opens a further browser, with no session, watched as the first one is; a complaint that the test itself causes is expected. */
  anotherBrowser: (options?: { expected?: RegExp }) => Promise<BrowserContext>;
  /** A name that no other test uses, to begin aliases with. */
  prefix: string;
}

/** The console wants a sign-in of the last five minutes for what cannot be taken back, and a test takes a while. */
const SIGN_IN_LASTS_MS = 90_000;
const NOBODY: StorageState = { cookies: [], origins: [] };

export const test = base.extend<TestFixtures, WorkerFixtures>({
  settings: [{ DEWPOINT_QUOTA_KEYS: '100000' }, { option: true, scope: 'worker' }],
  product: [
    async ({ settings }, use) => {
      await using product = await Product.create(settings);
      await use(product);
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  api: [async ({ product }, use) => use(await Api.signIn(product)), { scope: 'worker' }],
  administrator: [
    async ({ browser, product }, use) => {
      let state: StorageState = NOBODY;
      let signedInAt = Number.NEGATIVE_INFINITY;
      await use(async () => {
        if (performance.now() - signedInAt < SIGN_IN_LASTS_MS) return state;
        const context = await browser.newContext({ baseURL: product.baseURL, locale: 'en-US' });
        await signIn(await context.newPage(), product);
        state = await context.storageState();
        signedInAt = performance.now();
        await context.close();
        return state;
      });
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ product }, use) => use(product.baseURL),
  signedIn: [false, { option: true }],
  storageState: async ({ signedIn, administrator }, use) => use(signedIn ? await administrator() : NOBODY),
  context: async ({ context }, use) => {
    const complaints = await watch(context);
    await use(context);
    expect(complaints, 'what the pages complained of').toEqual([]);
  },
  anotherBrowser: async ({ browser, product }, use) => {
    const opened: { context: BrowserContext; complaints: () => string[] }[] = [];
    await use(async ({ expected } = {}) => {
      const context = await browser.newContext({
        baseURL: product.baseURL,
        locale: 'en-US',
        storageState: NOBODY,
      });
      const heard = await watch(context);
      opened.push({ context, complaints: () => heard.filter((text) => expected?.test(text) !== true) });
      return context;
    });
    for (const { context, complaints } of opened) {
      await context.close();
      expect(complaints(), 'what the pages of the other browser complained of').toEqual([]);
    }
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that a fixture needs from the pattern
  prefix: async ({}, use, { testId }) => use(`t${testId.slice(-8)}-`),
});

export { expect };
