import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { TestProduct } from '../kit/product.ts';

let folder: string;
let product: TestProduct;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dewpoint-console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(
    join(folder, 'index.html'),
    '<meta name="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
  );
  writeFileSync(join(folder, 'assets', 'index-abc123.js'), 'export {};');
  writeFileSync(join(folder, 'favicon.svg'), '<svg/>');
  writeFileSync(join(folder, '.env'), 'SECRET=1');
  product = await TestProduct.start({}, { consoleFolder: folder });
  browser = new Browser(product.origin, product.address);
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

describe('OPS-01 the console page', () => {
  it.each([
    '/',
    '/index.html',
    '/keys',
    '/keys/0d0466b0-e727-4d9c-b35d-f84bb474a37f/tool',
    '/keys?state=enabled',
  ])('is what %s shows, with a policy and a nonce of its own', async (path) => {
    const response = await browser.get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const policy = response.headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'self' 'nonce-([\w-]{22})'/.exec(policy)?.[1];
    expect(policy).toBe(
      `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(await response.text()).toBe(
      `<meta name="csp-nonce" content="${nonce}"><style nonce="${nonce}"></style>`,
    );
  });

  it('has another nonce each time', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => (await browser.get('/')).headers.get('content-security-policy')),
    );
    expect(policies[0]).not.toBe(policies[1]);
  });

  it('may keep hashed files for ever, others not', async () => {
    const script = await browser.get('/assets/index-abc123.js');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await browser.get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/assets/index-old.js',
    '/missing.css',
    '/.env',
    '/assets/../.env',
    '/..%2f..%2fetc/passwd',
    '/auth/nothing',
    '/oidc/nothing',
    '/console/nothing',
    '/console/api/nothing',
    '/v1.0/nothing',
  ])('does not stand in for %s', async (rawPath) => {
    const response = await browser.send('/', { method: 'GET', rawPath });
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('csp-nonce');
  });

  it('is no answer to a change', async () => {
    expect((await browser.call('POST', '/keys', {})).status).toBe(404);
  });

  it('says so when it is not built, and the API still answers', async () => {
    await using bare = await TestProduct.start();
    const visitor = new Browser(bare.origin, bare.address);
    const response = await visitor.get('/');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('The console is not built. Run "pnpm build"');
    expect((await visitor.get('/versions')).status).toBe(200);
  });
});
