import { describe, expect, it } from 'vitest';
import { operationIds, operationOf } from '../src/catalogue.ts';
import { type AnyRoute, matchRoute, operationsNotServed, routesOf } from '../src/routes.ts';
import { bindingOf, fullPath, type SurfaceName } from '../src/surface.ts';
import { refusalOf } from './refusal.ts';

const projectId = '0123456789abcdef0123456789abcdef';
const keyId = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';

function routeAt(surface: SurfaceName, method: string, path: string) {
  const match = matchRoute(surface, method, path);
  if (match.kind !== 'found') return expect.fail(`${method} ${path} is not found`);
  return { route: match.entry, pathValues: match.values };
}

/** What the edge does with a request that it has authenticated. */
function decode(route: AnyRoute, pathValues: Record<string, string>, body: unknown, query = '') {
  const wire = route.wireInput({ pathValues, query: new URLSearchParams(query), body });
  return route.decode(wire);
}

describe('routes', () => {
  it.each(['rest', 'console'] as const)('finds every operation of the %s surface and no other', (surface) => {
    const offered = operationIds.filter((id) => bindingOf(operationOf(id), surface) !== undefined);
    expect(routesOf(surface).map((route) => route.operationId)).toEqual(offered);
    for (const route of routesOf(surface)) {
      const path = route.path.replaceAll(/\{[^}]+\}/g, 'value');
      expect(routeAt(surface, route.method, path).route.operationId).toBe(route.operationId);
      expect(route.path).toBe(fullPath(route.operation, surface));
    }
  });

  it('does not know the operations of one surface on the other', () => {
    expect(matchRoute('rest', 'GET', '/console/api/session')).toEqual({ kind: 'unknown' });
    expect(matchRoute('console', 'POST', `/v1.0/${projectId}/kms/create-key`)).toEqual({ kind: 'unknown' });
  });

  it('does not know operations that are not served', () => {
    expect(matchRoute('rest', 'POST', `/v1.0/${projectId}/kms/no-such-call`)).toEqual({ kind: 'unknown' });
  });

  it.each(operationsNotServed)('says of the documents’ $id that it is not served', ({ id, method, path }) => {
    const sent = path.replaceAll(/\{[^}]+\}/g, projectId);
    const message = expect.stringMatching(new RegExp(`^${id} is not served .+\\. .+\\.$`));
    expect(matchRoute('rest', method, sent)).toEqual({ kind: 'notServed', message });
    expect(matchRoute('console', method, sent)).toEqual({ kind: 'unknown' });
  });

  it('tells a wrong method from an unknown path', () => {
    const path = `/v1.0/${projectId}/kms/encrypt-data`;
    expect(matchRoute('rest', 'GET', path)).toEqual({ kind: 'wrongMethod', allowed: ['POST'] });
    expect(matchRoute('rest', 'POST', `${path}/`)).toEqual({ kind: 'unknown' });
  });

  it('gives the project of the path to the context, not to the input', () => {
    const { route, pathValues } = routeAt('rest', 'POST', `/v1.0/${projectId}/kms/enable-key`);
    expect(route.servedBy).toBe('engine');
    expect(route.projectIdOf(pathValues)).toBe(projectId);
    expect(decode(route, pathValues, { key_id: keyId })).toEqual({ keyId });
    const session = routeAt('console', 'GET', '/console/api/session');
    expect(session.route.servedBy).toBe('edge');
    expect(session.route.projectIdOf(session.pathValues)).toBeNull();
  });

  it('joins path and body', () => {
    const path = `/console/api/projects/${projectId}/kms/keys/${keyId}/schedule-deletion`;
    const { route, pathValues } = routeAt('console', 'POST', path);
    expect(route.hasBody).toBe(true);
    expect(decode(route, pathValues, { pendingDays: 7 })).toEqual({ keyId, pendingDays: 7 });
  });

  it('refuses a field that says one thing in the path and another in the body', () => {
    const path = `/console/api/projects/${projectId}/kms/keys/${keyId}/enable`;
    const { route, pathValues } = routeAt('console', 'POST', path);
    expect(decode(route, pathValues, { keyId })).toEqual({ keyId });
    const other = { keyId: keyId.replace('0', '1') };
    expect(refusalOf(() => decode(route, pathValues, other))).toMatchObject({
      code: 'KMS.0308',
      field: 'keyId',
    });
  });

  it('refuses a body that is no object before it looks at the path', () => {
    const path = `/console/api/projects/${projectId}/kms/keys/${keyId}/enable`;
    const { route, pathValues } = routeAt('console', 'POST', path);
    for (const body of [[], 'text', 7, null]) {
      expect(refusalOf(() => decode(route, pathValues, body))).toMatchObject({ field: 'body' });
    }
  });

  it('reads the query of a call without body, and no body', () => {
    const { route, pathValues } = routeAt('console', 'GET', `/console/api/projects/${projectId}/kms/keys`);
    expect(route.hasBody).toBe(false);
    const query = 'state=enabled&state=disabled&tag=env%3Dprod&createdFrom=5&limit=50';
    expect(decode(route, pathValues, { q: 'ignored' }, query)).toEqual({
      state: ['enabled', 'disabled'],
      tag: [{ key: 'env', value: 'prod' }],
      createdFrom: 5,
      limit: 50,
      sort: '-created',
    });
  });

  it('reads the one field of a token request that stands in the query', () => {
    const { route, pathValues } = routeAt('rest', 'POST', '/v3/auth/tokens');
    const auth = { identity: { methods: ['password'], password: { user: { name: 'a', password: 'b' } } } };
    expect(decode(route, pathValues, { auth }, 'nocatalog=true&other=1')).toEqual({
      nocatalog: 'true',
      auth,
    });
  });

  it('lifts the token into its header', () => {
    const { route } = routeAt('rest', 'POST', '/v3/auth/tokens');
    if (route.operationId !== 'iam.createToken') return expect.fail('another operation');
    const domain = { id: 'd', name: 'default' };
    const answer = route.encode({
      subjectToken: 'opaque',
      token: {
        methods: ['password'],
        issuedAt: 0,
        expiresAt: 86_400_000,
        user: { id: 'u', name: 'admin', passwordExpiresAt: '', domain },
        roles: [],
        domain,
      },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers).toEqual({ 'X-Subject-Token': 'opaque' });
    expect(JSON.stringify(answer.body)).not.toContain('opaque');
    expect(answer.body).toMatchObject({ token: { expires_at: '1970-01-02T00:00:00.000000Z' } });
  });

  it('answers 204 without a body', () => {
    const { route } = routeAt('console', 'DELETE', '/console/api/sessions/abc');
    if (route.operationId !== 'console.endSession') return expect.fail('another operation');
    expect(route.encode({})).toEqual({ status: 204, headers: {}, body: undefined });
  });

  it('TRC-01 redacts what came in, before it is known to be valid', () => {
    const { route, pathValues } = routeAt('rest', 'POST', `/v1.0/${projectId}/kms/encrypt-data`);
    const body = { key_id: 'bad', plain_text: 's3cret', more: 's3cret' };
    const wire = route.wireInput({ pathValues, query: new URLSearchParams(), body });
    expect(route.redact(wire)).toEqual({ key_id: 'bad', plain_text: '***' });
  });
});
