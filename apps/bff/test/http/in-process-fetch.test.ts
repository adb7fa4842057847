import { describe, expect, it } from 'vitest';
import { inProcessFetch } from '../../src/http/in-process-fetch.ts';

const origin = 'https://dewpoint.example';
const echo = inProcessFetch(origin, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('Set-Cookie', ['a=1', 'b=2']);
    response.statusCode = 201;
    const { method, url, headers } = request;
    response.end(
      JSON.stringify({
        method,
        url,
        host: headers.host,
        type: headers['content-type'],
        body: Buffer.concat(chunks).toString(),
      }),
    );
  });
});

describe('IAM-01 the built-in issuer is reached inside the process', () => {
  it('carries method, path, query, form and answer without a port', async () => {
    const answer = await echo(`${origin}/oidc/token?x=1`, {
      method: 'POST',
      body: new URLSearchParams({ code: 'ä b' }),
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await answer.json()).toEqual({
      method: 'POST',
      url: '/oidc/token?x=1',
      host: 'dewpoint.example',
      type: 'application/x-www-form-urlencoded',
      body: 'code=%C3%A4+b',
    });
  });

  it('reaches no other origin', async () => {
    await expect(echo('https://other.example/')).rejects.toThrow(/is not this server/);
  });

  it('ends when the caller gives up', async () => {
    const hangs = inProcessFetch(origin, () => undefined);
    const abort = new AbortController();
    const answer = hangs(origin, { signal: abort.signal });
    abort.abort();
    await expect(answer).rejects.toThrow();
  });
});
