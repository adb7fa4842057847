import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { TestProduct } from '../kit/product.ts';
import { sessionOf, signedInBrowser, signIn } from '../kit/sign-in.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.start();
});
afterAll(() => product[Symbol.asyncDispose]());

describe('IAM-01 sign-in through the built-in issuer', () => {
  it('ends where the user wanted to go, with a session', async () => {
    const browser = new Browser(product.origin, product.address);
    const end = await signIn(browser, { returnTo: '/keys?state=enabled' });
    expect(end.status).toBe(303);
    expect(end.headers.get('location')).toBe('/keys?state=enabled');
    expect(await sessionOf(browser)).toMatchObject({
      user: { name: 'admin' },
      account: { name: 'default' },
      project: { name: 'local-1' },
    });
  });
});
