import { describe, expect, it } from 'vitest';
import type { TraceRecord } from '../../src/audit/audit.ts';
import { readTraceBody } from '../../src/audit/trace-body.ts';
import { traceRow } from '../../src/audit/trace-row.ts';
import type { RequestContext, UserPrincipal } from '../../src/context.ts';
import { contextOf } from '../../src/testing/index.ts';
import { trace } from '../store/stored-trace.ts';

const accountId = 'a'.repeat(32);
const userId = 'u'.repeat(32);
const context = contextOf(
  { accountId, accountName: 'default', projectId: 'p', projectName: 'local-1', userId, userName: 'admin' },
  {},
);

const record: TraceRecord = {
  name: 'encryptData',
  serviceType: 'KMS',
  resourceType: 'cmk',
  resourceId: 'key-1',
  resourceName: 'alias',
  rating: 'normal',
  code: '200',
  request: { key_id: 'key-1' },
  response: { ok: true },
  message: 'encryptData, Method: POST Url=/x. Reason:',
  readOnly: false,
  operationId: 'kms.encryptData',
  apiVersion: 'v1.0',
};

function bodyOf(principal: RequestContext['principal'], channel: RequestContext['channel'] = 'api') {
  const row = traceRow({ ...context, principal, channel }, record, 5);
  return { row, body: readTraceBody(row) };
}

const user: UserPrincipal = {
  kind: 'user',
  userId,
  userName: 'admin',
  accountId,
  credential: 'token',
  authenticatedAt: 1_700_000_000_000,
  multiFactor: false,
};

/** What releases before wrote for the call below, byte for byte. */
const earlier = `{"api_version":"v1.0","enterprise_project_id":"0","event_type":"system","message":"encryptData, Method: POST Url=/x. Reason:","operation_id":"kms.encryptData","read_only":false,"request":{"key_id":"key-1"},"response":{"ok":true},"trace_type":"ApiCall","tracker_name":"system","user":{"account_id":"${accountId}","domain":{"id":"${accountId}","name":"default"},"id":"${userId}","name":"admin","principal_id":"${userId}","principal_is_root_user":"false","principal_urn":"iam::${accountId}:user:admin","session_context":{"attributes":{"created_at":"1700000000000","mfa_authenticated":"false"}},"type":"User","user_name":"admin"}}`;

describe('TRC-01 the body of a trace', () => {
  it('is read as the whole structure of [G 2.3.2], although it holds only what no column says', () => {
    const { row, body } = bodyOf(user);
    expect(row.body).not.toContain(accountId);
    expect(row.body).not.toContain(userId);
    expect(body.user).toEqual({
      account_id: accountId,
      domain: { id: accountId, name: 'default' },
      id: userId,
      name: 'admin',
      principal_id: userId,
      principal_is_root_user: 'false',
      principal_urn: `iam::${accountId}:user:admin`,
      session_context: { attributes: { created_at: '1700000000000', mfa_authenticated: 'false' } },
      type: 'User',
      user_name: 'admin',
    });
  });

  it('of an earlier release says the same', () => {
    const { row, body } = bodyOf(user);
    expect(readTraceBody({ ...row, body: earlier })).toEqual(body);
  });

  it('tells access keys, console sessions and second factors', () => {
    const { body } = bodyOf({ ...user, credential: 'signature', accessKeyId: 'AK', multiFactor: true });
    expect(body.user).toMatchObject({
      access_key_id: 'AK',
      session_context: { attributes: { mfa_authenticated: 'true' } },
    });
    const session = bodyOf({ ...user, credential: 'session' }, 'console').body;
    expect(session).toMatchObject({ trace_type: 'ConsoleAction', user: { invoked_by: ['service.console'] } });
  });

  it('tells when the user signed in, in parts of a millisecond too', () => {
    const { body } = bodyOf({ ...user, credential: 'bearer', authenticatedAt: 1_700_000_000_123.4 });
    expect(body.user.session_context?.attributes.created_at).toBe('1700000000123.4');
  });

  it.each([
    [{ kind: 'system', name: 'rotation' } as const, 'rotation'],
    [{ kind: 'anonymous' } as const, ''],
  ])('of %o has no principal of a user', (principal, name) => {
    const { body } = bodyOf(principal, 'system');
    expect(body.user).toEqual({
      account_id: accountId,
      domain: { id: accountId, name: 'default' },
      id: '',
      name,
      type: principal.kind,
      user_name: name,
    });
  });

  it('is kept apart from those of other principals and accounts', () => {
    expect(bodyOf(user).body.user.domain.name).toBe('default');
    const row = traceRow({ ...context, principal: user, account: { id: 'b', name: 'second' } }, record, 5);
    expect(readTraceBody(row).user).toMatchObject({ account_id: 'b', domain: { id: 'b', name: 'second' } });
  });

  it('that nobody wrote is refused', () => {
    expect(() => readTraceBody({ ...trace('t'), body: '{"user":{}}' })).toThrow();
  });
});
