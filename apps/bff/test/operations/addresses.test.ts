import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { TestProduct } from '../kit/product.ts';

const metricsToken = 'scrape-me-1234567890';
let product: TestProduct;
let browser: Browser;
beforeAll(async () => {
  product = await TestProduct.start({ DEWPOINT_METRICS_TOKEN: metricsToken });
  browser = new Browser(product.origin, product.address);
});
afterAll(() => product[Symbol.asyncDispose]());

describe('OPS-03 health', () => {
  it('says that the process is up', async () => {
    const response = await browser.get('/healthz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  it('names each part that readiness depends on', async () => {
    const response = await browser.get('/readyz');
    expect(response.status).toBe(200);
    const { status, parts } = (await response.json()) as {
      status: string;
      parts: { name: string; ok: boolean }[];
    };
    expect(status).toBe('ready');
    expect(parts.map(({ name, ok }) => [name, ok])).toEqual([
      ['store', true],
      ['root-of-trust', true],
      ['jobs', true],
    ]);
  });

  it('says not ready once the engine is closed', async () => {
    await using other = await TestProduct.start();
    await other.product.engine.close();
    const response = await new Browser(other.origin, other.address).get('/readyz');
    expect(response.status).toBe(503);
    const { parts } = (await response.json()) as { parts: { name: string; ok: boolean }[] };
    expect(parts.some((part) => !part.ok)).toBe(true);
  });
});

describe('OPS-03 metrics', () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.9' };

  it('are open to a caller on this machine, in the Prometheus format', async () => {
    const response = await browser.get('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    expect(text).toMatch(/^# TYPE dewpoint_http_requests_total counter$/m);
    expect(text).toMatch(/^dewpoint_http_requests_total\{surface="page",status="200"\} \d+$/m);
    expect(text).toMatch(/^dewpoint_http_request_duration_seconds_bucket\{surface="page",le="\+Inf"\} \d+$/m);
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) dewpoint_\w+ .+|dewpoint_\w+(\{[^}]*\})? [\d.e+-]+)$/);
  });

  it('have buckets that only grow', async () => {
    const text = await (await browser.get('/metrics')).text();
    const counts = [...text.matchAll(/duration_seconds_bucket\{surface="page",le="[^"]+"\} (\d+)/g)].map(
      (m) => Number(m[1]),
    );
    expect(counts).toHaveLength(13);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  it.each<[string, Record<string, string>, number]>([
    ['through a proxy without token', forwarded, 404],
    ['through a proxy with a wrong token', { ...forwarded, authorization: 'Bearer nope' }, 404],
    [
      'through a proxy with the token as password',
      { ...forwarded, authorization: `Basic ${metricsToken}` },
      404,
    ],
    ['through a proxy with the token', { ...forwarded, authorization: `Bearer ${metricsToken}` }, 200],
  ])('answer a caller %s', async (_name, headers, status) => {
    expect((await browser.get('/metrics', headers)).status).toBe(status);
  });

  it('open to no token where none is configured', async () => {
    await using other = await TestProduct.start();
    const response = await new Browser(other.origin, other.address).get('/metrics', {
      ...forwarded,
      authorization: 'Bearer undefined',
    });
    expect(response.status).toBe(404);
  });
});

describe('OPS-05 the API document', () => {
  it('is OpenAPI 3.1 of this server', async () => {
    const response = await browser.get('/openapi.json');
    expect(response.headers.get('content-type')).toContain('application/json');
    const document = (await response.json()) as {
      openapi: string;
      servers: unknown;
      paths: Record<string, unknown>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: product.origin }]);
    expect(document.paths).toHaveProperty(['/v1.0/{project_id}/kms/encrypt-data', 'post']);
  });
});

describe('decisions: addresses outside of the API', () => {
  it.each([
    ['/nothing.js', 'GET', 404, 'APIGW.0101'],
    ['/auth/nothing', 'GET', 404, 'APIGW.0101'],
    ['/%ZZ', 'GET', 404, 'APIGW.0101'],
    ['/healthz', 'POST', 405, 'KMS.0215'],
    ['/openapi.json', 'DELETE', 405, 'KMS.0215'],
  ])('%s by %s answers %i', async (rawPath, method, status, code) => {
    const response = await browser.send('/', { method, rawPath });
    expect(response.status).toBe(status);
    expect(((await response.json()) as { error_code: string }).error_code).toBe(code);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('reflects nothing of a request into headers', async () => {
    const response = await browser.send('/', {
      method: 'GET',
      rawPath: '/auth/login?returnTo=%0d%0aX-Evil:%201',
    });
    expect(response.headers.has('x-evil')).toBe(false);
    expect(response.status).toBe(303);
  });

  it('sends a visitor of 127.0.0.1 to the origin whose cookies sign-in uses', async () => {
    const host = new URL(product.address).host;
    const response = await browser.get('/auth/login?returnTo=/keys', { host });
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe(`${product.origin}/auth/login?returnTo=/keys`);
    const foreign = await browser.get('/auth/login', { host: 'evil.example' });
    expect(foreign.headers.get('location')).toMatch(new RegExp(`^${product.origin}/oidc/auth`));
  });
});
