import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalRequests } from '../../../src/rest/signing/canonical-request.ts';
import { rawRequest } from '../../kit/raw-request.ts';
import { sign } from '../../kit/request-signer.ts';
import { exampleKey, GuardedServer } from './guarded-server.ts';

/** The worked example of the API notes, and the same request signed by huaweicloudsdkcore 3.1.219 (Python) with its other algorithms. */
const projectId = '0123456789abcdef0123456789abcdef';
const path = `/v1.0/${projectId}/kms/describe-key`;
const body = '{"key_id": "0d0466b0-e727-4d9c-b35d-f84bb474a37f"}';
const bodyHash = 'a53cf1735740c07f57f84ca42c122ec503677b4ddde8d1726011b2edb25af8a1';
const headers: Record<string, string> = {
  'Content-Type': 'application/json',
  Host: '127.0.0.1:8443',
  'X-Project-Id': projectId,
  'X-Sdk-Date': '20260102T030405Z',
};
const query = 'name=a%20b%2F%C3%BC&limit=10&flag=';
const signedHeaders = 'content-type;host;x-project-id;x-sdk-date';

const canonical = (target: string) =>
  canonicalRequests(
    {
      method: 'POST',
      target,
      signedHeaders: signedHeaders.split(';'),
      header: (name) => Object.entries(headers).find(([other]) => other.toLowerCase() === name)?.[1] ?? '',
    },
    [bodyHash],
  );
const sha256 = (text: string | undefined) =>
  createHash('sha256')
    .update(text ?? '')
    .digest('hex');

describe('IAM-05 worked example of request signing', () => {
  it('has the canonical request of the notes', () => {
    expect(Buffer.byteLength(body)).toBe(50);
    expect(canonical(path)).toEqual([
      `POST
/v1.0/0123456789abcdef0123456789abcdef/kms/describe-key/

content-type:application/json
host:127.0.0.1:8443
x-project-id:0123456789abcdef0123456789abcdef
x-sdk-date:20260102T030405Z

content-type;host;x-project-id;x-sdk-date
a53cf1735740c07f57f84ca42c122ec503677b4ddde8d1726011b2edb25af8a1`,
    ]);
    expect(sha256(canonical(path)[0])).toBe(
      '8d861b0ae074883ff2b7777a336aeac02de4f09f8276adf58312f3a71ca37395',
    );
  });

  it('has the canonical query of the notes', () => {
    const [text] = canonical(`${path}?${query}`);
    expect(text?.split('\n')[2]).toBe('flag=&limit=10&name=a%20b%2F%C3%BC');
    expect(sha256(text)).toBe('161b4e358d866edd67e321a2d94eee9a1042eddda54788c41b5453d54164d829');
  });

  it('is what the independent signer of these tests makes', () => {
    const request = { method: 'POST', path, headers, body };
    expect(sign(request, exampleKey).headers.Authorization).toContain(
      'Signature=ff35a79208f0b2d029f23b2670dde4e25267033f3562571cb44b6b1824974341',
    );
    const pairs = [
      ['name', 'a b/ü'],
      ['limit', '10'],
      ['flag', ''],
    ] as const;
    expect(sign({ ...request, query: pairs }, exampleKey).headers.Authorization).toContain(
      'Signature=2b75ebc5cc753bae87fb9ddc34012fe51abccf1b1d0b79357ab58639185e26dc',
    );
    const v11 = sign(request, exampleKey, { scope: '20260102/local-1/kms' });
    expect(v11.headers.Authorization).toContain(
      'Signature=357eaa235993cc0d8ca0cebfbf4f5612a14267a4d323b7b981f3536673d5c57c',
    );
  });

  describe('as a request', () => {
    let server: GuardedServer;
    beforeAll(async () => {
      server = await GuardedServer.start();
    });
    afterAll(() => server[Symbol.asyncDispose]());

    const access = `Access=${exampleKey.access}`;
    it.each([
      ['SDK-HMAC-SHA256', path, access, 'ff35a79208f0b2d029f23b2670dde4e25267033f3562571cb44b6b1824974341'],
      [
        'SDK-HMAC-SHA256',
        `${path}?${query}`,
        access,
        '2b75ebc5cc753bae87fb9ddc34012fe51abccf1b1d0b79357ab58639185e26dc',
      ],
      [
        'V11-HMAC-SHA256',
        path,
        `Credential=${exampleKey.access}/20260102/local-1/kms`,
        '357eaa235993cc0d8ca0cebfbf4f5612a14267a4d323b7b981f3536673d5c57c',
      ],
      ['SDK-HMAC-SM3', path, access, '4ff3a4d02129c639753154663a3215715f74143c17e7c52eeec9a6a6776856da'],
      [
        'SDK-HMAC-SM3',
        `${path}?${query}`,
        access,
        '46643651bb638a91e3e7664f3fc0e5513364798d9a536b0ee444a52ea11f70fa',
      ],
      [
        'SDK-ECDSA-P256-SHA256',
        path,
        access,
        '3045022100d7a7a241d5e2ea3a73b5cf8c26d086a4d4aaf72a78d2fe293f38cdd59e7c49e502207a4d8557a8dc8b45b7a393930c88e5ef21ac31458405cdf3a1f896d01dc70dc8',
      ],
      [
        'SDK-SM2-SM3',
        path,
        access,
        '3045022100f954fa4643ef033e19da949ed78e7e66d2d8fbb67fe63a0f19c59754eeff2387022001b2361a1e4f21c6176cd8ebcadf3152f032336360043f8541056de9dc060b46',
      ],
    ])('passes with %s on %s, and not with one digit changed', async (algorithm, target, credential, hex) => {
      const send = (signature: string) =>
        rawRequest(`http://${server.host}/`, {
          method: 'POST',
          rawPath: target,
          body,
          headers: {
            ...headers,
            Authorization: `${algorithm} ${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
          },
        });
      const passed = await send(hex);
      expect([passed.status, await passed.text()]).toEqual([200, 'passed']);
      const at = hex.length - 5;
      const digit = hex[at] === '0' ? '1' : '0';
      const refused = await send(`${hex.slice(0, at)}${digit}${hex.slice(at + 1)}`);
      expect(refused.status).toBe(401);
      expect(await refused.text()).toMatch(/^signatureInvalid: /);
    });
  });
});
