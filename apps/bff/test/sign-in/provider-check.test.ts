import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import type { Misdeeds } from '../kit/misbehaving-provider.ts';
import { MisledProduct } from '../kit/misled-product.ts';

const MINUTE = 60_000;

let misled: MisledProduct;
beforeEach(async () => {
  misled = await MisledProduct.start();
});
afterEach(() => misled[Symbol.asyncDispose]());

async function permitted(browser: Browser): Promise<readonly string[]> {
  const response = await browser.call('GET', '/console/api/session');
  expect(response.status).toBe(200);
  return ((await response.json()) as { permitted: string[] }).permitted;
}

const status = async (browser: Browser) => (await browser.call('GET', '/console/api/session')).status;

describe('IAM-01, IAM-02 a session that its provider is asked about again', () => {
  it('asks once when the access token has run out, with the refresh token of the last time', async () => {
    const { provider, product } = misled;
    const browser = await misled.signedIn();
    await permitted(browser);
    expect(provider.refreshed).toHaveLength(0);
    product.clock.advance(2 * MINUTE);
    await Promise.all([permitted(browser), permitted(browser), permitted(browser)]);
    expect(provider.refreshed).toHaveLength(1);
    product.clock.advance(2 * MINUTE);
    await permitted(browser);
    expect(provider.refreshed).toHaveLength(2);
    expect(provider.refreshed[1]).not.toBe(provider.refreshed[0]);
  });

  it('follows the groups of the claim', async () => {
    const browser = await misled.signedIn();
    expect(await permitted(browser)).toContain('kms.createKey');
    misled.provider.groups = [];
    misled.product.clock.advance(2 * MINUTE);
    expect(await permitted(browser)).not.toContain('kms.createKey');
  });

  it('ends when the provider no longer knows the user, with a trace of each', async () => {
    const browser = await misled.signedIn();
    const before = misled.traces().length;
    misled.provider.misdeeds = {
      tokenEndpoint: (to) =>
        to.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}'),
    };
    misled.product.clock.advance(2 * MINUTE);
    expect(await status(browser)).toBe(401);
    misled.provider.reset();
    expect(await status(browser)).toBe(401);
    expect(misled.traces().slice(before)).toMatchObject([
      { name: 'logout', rating: 'normal', resourceName: 'subject-1' },
      { name: 'refreshLogin', rating: 'warning', code: '400', resourceName: 'subject-1' },
    ]);
  });

  it.each<[string, Parameters<typeof tamper>[0]]>([
    ['tells about another user', { sub: 'subject-2' }],
    ['speaks for another provider', { iss: 'https://evil.example' }],
    ['speaks to another client', { aud: 'other' }],
  ])('ends when the answer %s', async (_name, changes) => {
    const browser = await misled.signedIn();
    tamper(changes);
    misled.product.clock.advance(2 * MINUTE);
    expect(await status(browser)).toBe(401);
  });

  function tamper(changes: Record<string, unknown>): void {
    misled.provider.misdeeds = { claims: (claims) => ({ ...claims, ...changes }) };
  }

  it('ends when the answer holds no JWT', async () => {
    const browser = await misled.signedIn();
    misled.provider.misdeeds = { forge: () => 'x.y.z' };
    misled.product.clock.advance(2 * MINUTE);
    expect(await status(browser)).toBe(401);
  });

  it.each<[string, number, string]>([
    ['is away', 503, ''],
    ['does not know us any more', 401, '{"error":"invalid_client"}'],
  ])(
    'goes on while the provider %s, traced, and is asked about again a minute later',
    async (_n, code, body) => {
      const browser = await misled.signedIn();
      const before = misled.traces().length;
      misled.provider.misdeeds = {
        tokenEndpoint: (to) => to.writeHead(code, { 'content-type': 'application/json' }).end(body),
      };
      misled.product.clock.advance(2 * MINUTE);
      expect(await status(browser)).toBe(200);
      expect(misled.traces().slice(before)).toMatchObject([
        { name: 'refreshLogin', rating: 'incident', code: '503', resourceName: 'subject-1' },
      ]);
      misled.provider.reset();
      misled.provider.groups = [];
      expect(await permitted(browser)).toContain('kms.createKey');
      misled.product.clock.advance(MINUTE);
      expect(await permitted(browser)).not.toContain('kms.createKey');
    },
  );

  describe('whose provider sends no ID token with the next access token', () => {
    const noIdToken = ({ id_token: _, ...rest }: Record<string, unknown>) => rest;

    it.each<[string, Misdeeds, boolean]>([
      ['follows the groups that the userinfo endpoint tells', { userinfo: { groups: [] } }, false],
      ['keeps its groups where that endpoint tells of none', { userinfo: { email: 'a@example.com' } }, true],
      [
        'keeps its groups, and the new refresh token, while that endpoint is away',
        { userinfoEndpoint: (to) => to.writeHead(503).end() },
        true,
      ],
      [
        'keeps its groups where that endpoint does not answer us',
        { userinfoEndpoint: (to) => to.writeHead(401, { 'www-authenticate': 'Bearer' }).end() },
        true,
      ],
    ])('%s', async (_name, misdeeds, keeps) => {
      const browser = await misled.signedIn();
      misled.provider.misdeeds = { ...misdeeds, answer: noIdToken };
      misled.product.clock.advance(2 * MINUTE);
      expect((await permitted(browser)).includes('kms.createKey')).toBe(keeps);
      misled.provider.misdeeds = {};
      misled.product.clock.advance(2 * MINUTE);
      expect(await permitted(browser)).toContain('kms.createKey');
      expect(new Set(misled.provider.refreshed).size).toBe(2);
    });

    it('ends when that endpoint tells of somebody else', async () => {
      const browser = await misled.signedIn();
      misled.provider.misdeeds = { userinfo: { sub: 'subject-2', groups: [] }, answer: noIdToken };
      misled.product.clock.advance(2 * MINUTE);
      expect(await status(browser)).toBe(401);
    });
  });

  it('is never asked about where the provider gave no refresh token', async () => {
    misled.provider.misdeeds = { answer: ({ refresh_token: _, ...rest }) => rest };
    const browser = await misled.signedIn();
    misled.product.clock.advance(20 * MINUTE);
    expect(await status(browser)).toBe(200);
    expect(misled.provider.refreshed).toHaveLength(0);
  });

  it('leaves no token in log, trace or answer', async () => {
    const browser = await misled.signedIn();
    misled.product.clock.advance(2 * MINUTE);
    const answer = await (await browser.call('GET', '/console/api/session')).text();
    const told = [answer, misled.product.logLines.join(''), ...misled.traces().map(({ body }) => body)].join(
      '',
    );
    expect(misled.provider.refreshed).toHaveLength(1);
    expect(told).not.toContain(misled.provider.refreshed[0]);
    expect(told).not.toMatch(/an-access-token|eyJ/);
  });
});
