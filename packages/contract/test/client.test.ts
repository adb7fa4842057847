import { describe, expect, it } from 'vitest';
import { createConsoleClient } from '../src/client.ts';
import { ApiError, NetworkError, ProtocolError } from '../src/client-errors.ts';
import { errorAnswer } from '../src/error-body.ts';
import { OperationError } from '../src/errors.ts';

const keyId = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
const projectId = '0123456789abcdef0123456789abcdef';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A client whose `fetch` answers what the test says, and a list of what was sent. */
function clientThat(answer: () => Response | Promise<Response>, project: string | null = projectId) {
  const sent: Sent[] = [];
  const client = createConsoleClient({
    fetch: async (url, init = {}) => {
      sent.push({ url: String(url), init });
      return answer();
    },
    baseUrl: '',
    projectId: project,
  });
  return { client, sent };
}

const ok = (body: unknown) => () => new Response(JSON.stringify(body));

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.fail('the call did not fail'),
    (error: unknown) => error,
  );
}

describe('the console client', () => {
  it('sends a change as JSON, marked as the console’s own', async () => {
    const { client, sent } = clientThat(ok({ keyId, keyState: '4' }));
    const answer = await client.call('kms.scheduleKeyDeletion', { keyId, pendingDays: 7 });
    expect(answer.keyState).toBe('4');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe(`/console/api/projects/${projectId}/kms/keys/${keyId}/schedule-deletion`);
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      headers: { 'X-Dewpoint-Request': '1', 'Content-Type': 'application/json' },
      body: '{"pendingDays":7}',
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
    });
  });

  it('sends a read as query, lists as repeated parameters, nothing for what is absent', async () => {
    const { client, sent } = clientThat(
      ok({ items: [], nextCursor: null, count: { value: 0, capped: false } }),
    );
    const input = {
      q: 'a&b',
      state: ['enabled' as const, 'disabled' as const],
      limit: 50,
      cursor: undefined,
    };
    await client.call('kms.searchKeys', input);
    expect(sent[0]?.url).toBe(
      `/console/api/projects/${projectId}/kms/keys?q=a%26b&state=enabled&state=disabled&limit=50`,
    );
    expect(sent[0]?.init.body).toBeUndefined();
  });

  it('keeps what stands in the path from leaving its place', async () => {
    const { client, sent } = clientThat(() => new Response(null, { status: 204 }));
    await client.call('console.endSession', { handle: '../$&?x=#/é' });
    expect(sent[0]?.url).toBe('/console/api/sessions/..%2F%24%26%3Fx%3D%23%2F%C3%A9');
    expect(sent[0]?.init.method).toBe('DELETE');
  });

  it('acts inside the project it was made for, and inside another on demand', async () => {
    const { client, sent } = clientThat(ok({ used: 1, quota: 2 }));
    await client.forProject('f'.repeat(32)).call('kms.keyQuota', {});
    expect(sent[0]?.url).toBe(`/console/api/projects/${'f'.repeat(32)}/kms/quota`);
  });

  it('does not send what cannot be meant', async () => {
    const { client, sent } = clientThat(ok({}), null);
    expect(await failureOf(client.call('kms.keyQuota', {}))).toBeInstanceOf(TypeError);
    expect(await failureOf(client.forProject(projectId).call('kms.viewKey', { keyId: '' }))).toBeInstanceOf(
      TypeError,
    );
    expect(sent).toEqual([]);
  });

  it('leaves the caller’s input as it is', async () => {
    const { client } = clientThat(ok({}));
    const input = Object.freeze({ keyId, text: 'a' });
    await client.call('kms.encryptText', input);
    expect(input).toEqual({ keyId, text: 'a' });
  });
});

describe('failures of the console client are told apart', () => {
  it('a refusal of the server, with all it says', async () => {
    const refusal = errorAnswer(
      new OperationError('permissionDenied', {
        field: 'keyId',
        retryAfterInSeconds: 3,
        explanation: { action: 'kms:cmk:get', reason: 'r', remedy: 'm' },
      }),
      'request-1',
    );
    const { client } = clientThat(
      () => new Response(JSON.stringify(refusal.body), { status: refusal.status, headers: refusal.headers }),
    );
    const failure = await failureOf(client.call('kms.viewKey', { keyId }));
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({
      name: 'ApiError',
      status: 403,
      code: 'KMS.0306',
      message: refusal.body.error_msg,
      field: 'keyId',
      requestId: 'request-1',
      explanation: { action: 'kms:cmk:get', reason: 'r', remedy: 'm' },
      retryAfterInSeconds: 3,
    });
  });

  it('a refusal that says no more than it must', async () => {
    const { status, body } = errorAnswer(new OperationError('keyNotFound'), 'r');
    const { client } = clientThat(() => new Response(JSON.stringify(body), { status }));
    expect(await failureOf(client.call('kms.viewKey', { keyId }))).toMatchObject({
      status: 404,
      field: null,
      explanation: null,
      retryAfterInSeconds: null,
    });
  });

  it('a server that is not reached', async () => {
    const cause = new TypeError('fetch failed');
    const { client } = clientThat(() => Promise.reject(cause));
    const failure = await failureOf(client.call('kms.viewKey', { keyId }));
    expect(failure).toBeInstanceOf(NetworkError);
    expect(failure).toMatchObject({ cause });
  });

  it('a connection that breaks in the middle of the answer', async () => {
    const broken = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"used":'));
        controller.error(new Error('reset'));
      },
    });
    const { client } = clientThat(() => new Response(broken));
    expect(await failureOf(client.call('kms.keyQuota', {}))).toBeInstanceOf(NetworkError);
  });

  it.each([
    ['a page instead of an answer', 200, '<html>'],
    ['a page instead of an error', 502, '<html>'],
    ['an error of something else', 500, '{"message":"boom"}'],
    ['an empty error', 500, ''],
  ])('%s', async (_what, status, text) => {
    const { client } = clientThat(() => new Response(text, { status }));
    const failure = await failureOf(client.call('kms.keyQuota', {}));
    expect(failure).toBeInstanceOf(ProtocolError);
    expect(failure).toMatchObject({ status });
  });

  it('a call that was aborted', async () => {
    const controller = new AbortController();
    const { client } = clientThat(() => {
      controller.abort();
      return Promise.reject(new Error('aborted'));
    });
    const call = client.call('kms.keyQuota', {}, { signal: controller.signal });
    expect(await failureOf(call)).toMatchObject({ name: 'AbortError' });
  });
});
