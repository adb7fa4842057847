import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { TestProduct } from '../kit/product.ts';
import { sessionOf, signIn } from '../kit/sign-in.ts';

const origin = 'https://dewpoint.example';
let product: TestProduct;
beforeAll(async () => {
  product = await TestProduct.start({ DEWPOINT_PUBLIC_URL: origin, DEWPOINT_TRUST_PROXY: 'loopback' });
});
afterAll(() => product[Symbol.asyncDispose]());

describe('IAM-01 behind a proxy that ends HTTPS', () => {
  it('signs in with cookies that are Secure and bound to the host', async () => {
    const browser = new Browser(origin, product.address);
    expect((await signIn(browser)).status).toBe(303);
    expect(await sessionOf(browser)).toMatchObject({ user: { name: 'admin' } });
    for (const cookie of browser.setCookies) {
      expect(cookie).toMatch(/^__(Host|Secure)-dewpoint/);
      expect(cookie).toMatch(/; secure/i);
      expect(cookie).toMatch(/; httponly/i);
      if (cookie.startsWith('__Host-')) {
        expect(cookie).toMatch(/; path=\/(;|$)/i);
        expect(cookie).not.toMatch(/; domain=/i);
      }
    }
    expect(browser.setCookies.some((cookie) => /^__Host-dewpoint=[\w-]{43};/.test(cookie))).toBe(true);
  });

  it('takes no cookie under the name that plain HTTP uses', async () => {
    const browser = new Browser(origin, product.address);
    await signIn(browser);
    const plain = new Browser(origin, product.address);
    plain.cookies.set('dewpoint_session', browser.cookies.get('__Host-dewpoint') ?? '');
    expect((await plain.call('GET', '/console/api/session')).status).toBe(401);
  });

  it('asks browsers to come by HTTPS only, on pages and on both APIs', async () => {
    const browser = new Browser(origin, product.address);
    for (const path of ['/healthz', '/auth/signed-out', '/versions', '/console/api/session'])
      expect((await browser.get(path)).headers.get('strict-transport-security')).toBe(
        'max-age=31536000; includeSubDomains',
      );
  });

  it('keeps the address of the client for the list of sessions', async () => {
    const browser = new Browser(origin, product.address);
    const start = await browser.get('/auth/login');
    const form = await browser.follow(start);
    const path = /action="([^"]+)"/.exec(await form.text())?.[1] ?? '';
    let response = await browser.submit(path, { userName: 'admin', password: 'Correct-Horse-7-Battery' });
    while (response.headers.get('location') !== '/')
      response = await browser.get(browser.pathOf(response.headers.get('location') ?? ''), {
        'x-forwarded-for': '203.0.113.77',
      });
    const { sessions } = (await (await browser.call('GET', '/console/api/sessions')).json()) as {
      sessions: { current: boolean; sourceIp: string }[];
    };
    expect(sessions.find((session) => session.current)?.sourceIp).toBe('203.0.113.77');
  });
});

describe('OPS-01 DEWPOINT_TLS_CERT_FILE', () => {
  it('serves HTTPS itself, and signs in although nobody trusts its certificate', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dewpoint-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '1',
        ],
        ...[
          '-subj',
          '/CN=localhost',
          '-addext',
          'subjectAltName=DNS:localhost',
          '-keyout',
          key,
          '-out',
          cert,
        ],
      ],
      { stdio: 'ignore' },
    );
    await using tls = await TestProduct.start({ DEWPOINT_TLS_CERT_FILE: cert, DEWPOINT_TLS_KEY_FILE: key });
    expect(tls.origin).toBe(`https://localhost:${tls.product.port}`);
    const request = https.get(`https://127.0.0.1:${tls.product.port}/auth/login`, {
      ca: readFileSync(cert),
      servername: 'localhost',
      headers: { host: `localhost:${tls.product.port}` },
    });
    const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(303);
    expect(response.headers.location).toContain(`${tls.origin}/oidc/auth?`);
    rmSync(folder, { recursive: true });
  });

  it('does not start with files that are no certificate', async () => {
    await expect(
      TestProduct.start({ DEWPOINT_TLS_CERT_FILE: '/etc/hostname', DEWPOINT_TLS_KEY_FILE: '/etc/hostname' }),
    ).rejects.toThrow(/DEWPOINT_TLS_CERT_FILE/);
  });
});
