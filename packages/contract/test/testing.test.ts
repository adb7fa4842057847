import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createConsoleClient } from '../src/client.ts';
import { OperationError } from '../src/errors.ts';
import { mockOperation } from '../src/testing.ts';

const keyId = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
const projectId = '0123456789abcdef0123456789abcdef';
const baseUrl = 'http://console.test';
const client = createConsoleClient({ fetch: (...request) => fetch(...request), baseUrl, projectId });

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('mocked operations speak the product’s own contract', () => {
  it('decode what the client sends and encode what it gets', async () => {
    server.use(
      mockOperation('kms.scheduleKeyDeletion', (input, call) => {
        expect(input).toEqual({ keyId, pendingDays: 7 });
        expect(call.projectId).toBe(projectId);
        return { keyId: input.keyId, keyState: 'pendingDeletion' };
      }),
    );
    const answer = await client.call('kms.scheduleKeyDeletion', { keyId, pendingDays: '7' });
    expect(answer).toEqual({ keyId, keyState: '4' });
  });

  it('read the query of lists', async () => {
    server.use(
      mockOperation('kms.searchKeys', (input) => {
        expect(input).toMatchObject({ q: 'x', state: ['enabled'], limit: 20, sort: 'alias' });
        return { items: [], nextCursor: 'next', count: { value: 10_000, capped: true } };
      }),
    );
    const answer = await client.call('kms.searchKeys', { q: 'x', state: ['enabled'], sort: 'alias' });
    expect(answer).toEqual({ items: [], nextCursor: 'next', count: { value: 10_000, capped: true } });
  });

  it('refuse what the server would refuse', async () => {
    server.use(mockOperation('kms.previewKeyRisk', () => expect.fail('not reached')));
    const call = client.call('kms.previewKeyRisk', { keyId: 'no-uuid' });
    await expect(call).rejects.toMatchObject({ name: 'ApiError', code: 'KMS.0205', field: 'keyId' });
  });

  it('refuse a change that is not marked as the console’s own', async () => {
    server.use(mockOperation('kms.enableKey', () => expect.fail('not reached')));
    const url = `${baseUrl}/console/api/projects/${projectId}/kms/keys/${keyId}/enable`;
    const response = await fetch(url, { method: 'POST', body: '{}' });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error_code: 'DEW.0403' });
  });

  it('answer with the errors that the test throws', async () => {
    server.use(
      mockOperation('kms.viewKey', () => {
        throw new OperationError('throttled', { retryAfterInSeconds: 2 });
      }),
    );
    await expect(client.call('kms.viewKey', { keyId })).rejects.toMatchObject({
      status: 429,
      code: 'APIGW.0308',
      retryAfterInSeconds: 2,
    });
  });

  it('answer an operation without body', async () => {
    server.use(mockOperation('console.endSession', () => ({})));
    expect(await client.call('console.endSession', { handle: 'h' })).toEqual({});
  });

  it('leave other operations alone', async () => {
    server.use(
      mockOperation('kms.keyQuota', () => ({ used: 1, quota: 2 })),
      mockOperation('kms.viewKey', () => expect.fail('not reached')),
    );
    expect(await client.call('kms.keyQuota', {})).toEqual({ used: 1, quota: 2 });
  });

  it('do not answer what the server never would, and say so to the author of the test', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    server.use(mockOperation('kms.keyQuota', () => ({ used: 1.5, quota: 2 })));
    await expect(client.call('kms.keyQuota', {})).rejects.toMatchObject({ name: 'ProtocolError' });
    expect(String(report.mock.calls)).toContain('expected int');
  });
});
