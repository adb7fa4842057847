import { describe, expect, it } from 'vitest';
import { PathTree } from '../src/path-tree.ts';

function treeOf(...patterns: readonly (readonly ['GET' | 'POST' | 'DELETE', string])[]) {
  const tree = new PathTree<string>();
  for (const [method, pattern] of patterns) tree.add(method, pattern, `${method} ${pattern}`);
  return tree;
}

describe('paths', () => {
  const tree = treeOf(
    ['GET', '/a/b'],
    ['GET', '/a/{x}'],
    ['DELETE', '/a/{x}'],
    ['POST', '/a/{x}/c'],
    ['GET', '/a/b/{y}'],
    ['GET', '/a/{x}/tags/{key}'],
  );

  it('finds what is written out before a placeholder', () => {
    expect(tree.match('GET', '/a/b')).toEqual({ kind: 'found', entry: 'GET /a/b', values: {} });
    expect(tree.match('GET', '/a/z')).toEqual({ kind: 'found', entry: 'GET /a/{x}', values: { x: 'z' } });
  });

  it('goes back to a placeholder where what is written out leads nowhere', () => {
    expect(tree.match('POST', '/a/b/c')).toMatchObject({ entry: 'POST /a/{x}/c', values: { x: 'b' } });
    expect(tree.match('DELETE', '/a/b')).toMatchObject({ entry: 'DELETE /a/{x}', values: { x: 'b' } });
    expect(tree.match('GET', '/a/b/tags/k')).toMatchObject({ values: { x: 'b', key: 'k' } });
  });

  it('says which methods a known path has', () => {
    expect(tree.match('PUT', '/a/b')).toEqual({ kind: 'wrongMethod', allowed: ['DELETE', 'GET'] });
    expect(tree.match('get', '/a/b')).toEqual({ kind: 'wrongMethod', allowed: ['DELETE', 'GET'] });
    expect(tree.match('GET', '/a/b/c')).toMatchObject({ kind: 'found', entry: 'GET /a/b/{y}' });
  });

  it('decodes what stands in a placeholder, once', () => {
    expect(tree.match('GET', '/a/x%2Fy%20%E5%AF%86')).toMatchObject({ values: { x: 'x/y 密' } });
    expect(tree.match('GET', '/a/%2541')).toMatchObject({ values: { x: '%41' } });
    expect(tree.match('GET', '/a/__proto__')).toMatchObject({ values: { x: '__proto__' } });
  });

  it.each([
    '/',
    '',
    'a/b',
    '/A/b',
    '/a',
    '/a/',
    '/a/b/',
    '//a/b',
    '/a//c',
    '/a/%ff',
    '/a/%',
    '/a/b/c/d',
    `/a${'/a'.repeat(100_000)}`,
  ])('does not know %.20s', (path) => {
    expect(tree.match('GET', path)).toEqual({ kind: 'unknown' });
  });

  it('refuses two entries in one place', () => {
    expect(() => treeOf(['GET', '/a/{x}'], ['GET', '/a/{y}'])).toThrow(/taken/);
  });
});
