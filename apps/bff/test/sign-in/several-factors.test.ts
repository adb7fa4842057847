import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import { ForeignProvider, foreignClient } from '../kit/foreign-provider.ts';
import { freePort } from '../kit/free-port.ts';
import { MisledProduct } from '../kit/misled-product.ts';
import { TestProduct } from '../kit/product.ts';
import { rawRequest } from '../kit/raw-request.ts';
import { sessionOf } from '../kit/sign-in.ts';

/** Nobody makes a key, or lists keys, without a second factor. */
const NEEDS_SECOND_FACTOR = JSON.stringify({
  Version: '1.1',
  Statement: [
    {
      Effect: 'Deny',
      Action: ['kms:cmk:create', 'kms:cmk:list'],
      Condition: { Bool: { 'g:MFAPresent': ['false'] } },
    },
  ],
});

const claims: readonly [string, unknown, boolean][] = [
  ['names mfa', ['pwd', 'otp', 'mfa'], true],
  ['names one method', ['pwd'], false],
  ['names two methods, of which nobody says that they are two factors', ['pwd', 'pin'], false],
  ['is a text', 'mfa', false],
  ['is missing', undefined, false],
];

describe('IAM-04 a condition on a second factor', () => {
  describe('in the console', () => {
    let misled: MisledProduct;
    beforeAll(async () => {
      misled = await MisledProduct.start();
      const browser = await misled.signedIn();
      const { user } = await sessionOf(browser);
      const policies = '/console/api/identity/policies';
      const made = await browser.call('POST', policies, { name: 'factor', document: NEEDS_SECOND_FACTOR });
      const { id } = (await made.json()) as { id: string };
      const attached = await browser.call('POST', `${policies}/${id}/attach`, { userId: user.id });
      expect(attached.status).toBe(204);
    });
    afterAll(() => misled[Symbol.asyncDispose]());

    async function createKey(browser: Browser): Promise<number> {
      const { project } = await sessionOf(browser);
      const path = `/console/api/projects/${project.id}/kms/keys`;
      return (await browser.call('POST', path, { keyAlias: `k-${crypto.randomUUID()}` })).status;
    }

    it.each(claims)('goes by the ID token, whose amr %s', async (_name, amr, present) => {
      misled.provider.misdeeds = { claims: (honest) => ({ ...honest, amr }) };
      expect(await createKey(await misled.signedIn())).toBe(present ? 200 : 403);
    });
  });

  describe('on the API', () => {
    let provider: ForeignProvider;
    let product: TestProduct;
    let path: string;
    beforeAll(async () => {
      const port = await freePort();
      provider = await ForeignProvider.start(`http://localhost:${port}`);
      product = await TestProduct.start({
        DEWPOINT_PORT: String(port),
        DEWPOINT_OIDC_ISSUER: provider.issuer,
        DEWPOINT_OIDC_CLIENT_ID: foreignClient.id,
        DEWPOINT_OIDC_CLIENT_SECRET: foreignClient.secret,
      });
      const { identity } = product.product.engine;
      const user = await identity.provisionExternalUser({
        issuer: provider.issuer,
        subject: 'grace',
        preferredName: 'grace',
        email: null,
        groups: ['administrators'],
        accountName: 'default',
      });
      const [project] = await identity.projectsOf(user?.accountId ?? '');
      path = `${product.address}/v1.0/${project?.id}/kms/list-keys`;
      const base = `${product.address}/v5/policies`;
      const made = await call(base, { policy_name: 'factor', policy_document: NEEDS_SECOND_FACTOR }, ['mfa']);
      const { policy } = (await made.json()) as { policy: { policy_id: string } };
      const attach = `${base}/${policy.policy_id}/attach-user`;
      expect((await call(attach, { user_id: user?.id }, ['mfa'])).status).toBe(200);
    });
    afterAll(async () => {
      await product[Symbol.asyncDispose]();
      await provider.close();
    });

    async function call(url: string, body: unknown, amr: unknown): Promise<Response> {
      const token = await provider.accessToken({ sub: 'grace', amr });
      return rawRequest(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    }

    it.each(claims)('goes by the bearer token, whose amr %s', async (_name, amr, present) => {
      expect((await call(path, {}, amr)).status).toBe(present ? 200 : 403);
    });
  });
});
