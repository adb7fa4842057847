import { describe, expect, it } from 'vitest';
import { safeReturnTo } from '../../src/sign-in/return-to.ts';

const origin = 'https://dewpoint.example';

describe('IAM-01 the way back after sign-in', () => {
  it.each(['/', '/keys?state=enabled&page=2', '/keys/0d0466b0-e727-4d9c-b35d-f84bb474a37f/tool#x', '/密钥'])(
    'keeps %s',
    (path) => {
      expect(decodeURI(safeReturnTo(path, origin))).toBe(path);
    },
  );

  it.each([
    undefined,
    '',
    'keys',
    ['/a', '/b'],
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/auth/login',
    '/auth/../auth/logout',
    '/oidc/auth?x',
    '/console/api/session',
    `/${'a'.repeat(3000)}`,
  ])('goes home instead of to %j', (path) => {
    expect(safeReturnTo(path, origin)).toBe('/');
  });
});
