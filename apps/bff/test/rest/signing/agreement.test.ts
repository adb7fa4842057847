import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../../kit/raw-request.ts';
import { encode, type RequestToSign, type SignOptions, sdkDate, sign } from '../../kit/request-signer.ts';
import { exampleKey, exampleTime, GuardedServer } from './guarded-server.ts';

const RUNS = 200;

let server: GuardedServer;
beforeAll(async () => {
  server = await GuardedServer.start();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Unicode without lone surrogates, which no client can send. */
const text = fc.string({ unit: 'grapheme-composite', maxLength: 12 }).filter((t) => t.isWellFormed());
const segment = fc.oneof(
  fc.stringMatching(/^[a-z0-9-]{1,12}$/),
  text.filter((t) => t !== '' && !t.includes('/')),
  fc.constantFrom('a b', 'ü', '100%', '%41', 'x+y', "it's!(*)", '~._-', ';=&', '..'),
);
const reserved = new Set([
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const headerName = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,14}$/)
  .filter((name) => !reserved.has(name.toLowerCase()) && !/^(?:x-sdk-|x-security-)/i.test(name));
const headerValue = fc
  .oneof(fc.stringMatching(/^[ -~]{0,20}$/), fc.constantFrom('à', 'voilà', 'Grüße', '日本', 'a  b'))
  .filter((value) => value === value.trim());
const request = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
  segments: fc.array(segment, { minLength: 1, maxLength: 5 }),
  trailingSlash: fc.boolean(),
  query: fc.array(fc.tuple(text, text), { maxLength: 5 }),
  headers: fc.uniqueArray(fc.tuple(headerName, headerValue), {
    maxLength: 5,
    selector: ([name]) => name.toLowerCase(),
  }),
  body: fc.oneof(fc.constant(''), fc.json(), text),
  /** How the query is written; all of it means the same. */
  plusForSpace: fc.boolean(),
  reversedQuery: fc.boolean(),
  signsHost: fc.boolean(),
});
const options: fc.Arbitrary<SignOptions> = fc.constantFrom<SignOptions>(
  {},
  { encodeTwice: true },
  { digest: 'sm3' },
  { scope: '20260102/local-1/kms' },
);

type Drawn = typeof request extends fc.Arbitrary<infer T> ? T : never;

async function send(drawn: Drawn, signOptions: SignOptions, change: (signed: Sent) => Sent = (s) => s) {
  const toSign: RequestToSign = {
    method: drawn.method,
    path: `/${drawn.segments.join('/')}${drawn.trailingSlash ? '/' : ''}`,
    query: drawn.query,
    headers: {
      ...Object.fromEntries(drawn.headers),
      'X-Sdk-Date': sdkDate(exampleTime),
      ...(drawn.signsHost ? { Host: server.host } : {}),
    },
    body: drawn.body,
  };
  const signed = sign(toSign, exampleKey, signOptions);
  const sent = change({
    method: toSign.method,
    path: signed.target.split('?')[0] ?? '',
    query: writtenQuery(drawn),
    headers: signed.headers,
    body: drawn.body,
  });
  const response = await rawRequest(`http://${server.host}/`, {
    method: sent.method,
    rawPath: sent.query === '' ? sent.path : `${sent.path}?${sent.query}`,
    headers: { host: server.host, ...bytesOf(sent.headers) },
    // As bytes: a text goes out together with the headers, and then in its encoding.
    ...(sent.body === '' ? {} : { body: Buffer.from(sent.body) }),
  });
  return `${response.status} ${await response.text()}`;
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function writtenQuery({ query, plusForSpace, reversedQuery }: Drawn): string {
  const pairs = query.map(([name, value]) => {
    const pair = value === '' && name !== '' ? encode(name) : `${encode(name)}=${encode(value)}`;
    return plusForSpace ? pair.replaceAll('%20', '+') : pair;
  });
  return (reversedQuery ? pairs.reverse() : pairs).join('&');
}

/** Header values travel as their UTF-8 bytes, as the Python SDK sends them. */
function bytesOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  const values = Object.entries(headers).map(([name, value]) => [
    name,
    Buffer.from(value, 'utf8').toString('latin1'),
  ]);
  return Object.fromEntries(values);
}

describe('IAM-05 the signature check agrees with an independent signer', () => {
  it('for any path, query, headers and body', async () => {
    await fc.assert(
      fc.asyncProperty(request, options, async (drawn, signOptions) => {
        expect(await send(drawn, signOptions)).toBe('200 passed');
      }),
      { numRuns: RUNS },
    );
  });

  const changes: fc.Arbitrary<(sent: Sent) => Sent> = fc.constantFrom<(sent: Sent) => Sent>(
    (sent) => ({ ...sent, method: sent.method === 'POST' ? 'PUT' : 'POST' }),
    (sent) => ({ ...sent, path: `${sent.path.replace(/\/$/, '')}x` }),
    (sent) => ({ ...sent, query: sent.query === '' ? 'a=b' : `${sent.query}&a=b` }),
    (sent) => ({ ...sent, body: `${sent.body} ` }),
    (sent) => ({ ...sent, headers: { ...sent.headers, 'X-Sdk-Date': sdkDate(exampleTime + 1000) } }),
    (sent) => ({
      ...sent,
      headers: {
        ...sent.headers,
        Authorization: (sent.headers.Authorization ?? '').replace(/SignedHeaders=/, 'SignedHeaders=x-other;'),
      },
    }),
  );

  it('and says no more than that they differ when anything was changed on the way', async () => {
    await fc.assert(
      fc.asyncProperty(request, options, changes, async (drawn, signOptions, change) => {
        const answer = await send(drawn, signOptions, change);
        expect(answer).toBe(
          '401 signatureInvalid: Incorrect IAM authentication information: the signature does not match. Check the secret key, and that nothing between client and server changes host, path, query, signed headers or body.',
        );
      }),
      { numRuns: RUNS },
    );
  });
});
