import { describe, expect, it } from 'vitest';
import { parseJsonBody } from '../../src/wire/json.ts';
import { refusalOf } from '../refusal.ts';

describe('request bodies', () => {
  it('reads text and bytes alike, and nothing as an empty object', () => {
    expect(parseJsonBody('{"a":[1,"é"]}')).toEqual({ a: [1, 'é'] });
    expect(parseJsonBody(new TextEncoder().encode('{"a":[1,"é"]}'))).toEqual({ a: [1, 'é'] });
    expect(parseJsonBody('')).toEqual({});
    expect(parseJsonBody(new Uint8Array())).toEqual({});
  });

  it('allows 32 levels of nesting', () => {
    expect(() => parseJsonBody(`${'['.repeat(32)}1${']'.repeat(32)}`)).not.toThrow();
  });

  it.each([
    ['text that is no JSON', '{"secret-password"'],
    ['a trailing comma', '{"a":1,}'],
    ['33 levels of lists', `${'['.repeat(33)}1${']'.repeat(33)}`],
    ['33 levels of objects', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`],
    ['a hundred thousand levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('refuses %s with KMS.0202 and repeats nothing of it', (_what, text) => {
    const refusal = refusalOf(() => parseJsonBody(text));
    expect(refusal).toMatchObject({ code: 'KMS.0202', status: 400 });
    expect(refusal.message).not.toContain('secret');
    expect(refusal.cause).toBeUndefined();
  });

  it('refuses bytes that are no UTF-8', () => {
    const bytes = new Uint8Array([0x22, 0xff, 0x22]);
    expect(refusalOf(() => parseJsonBody(bytes))).toMatchObject({ code: 'KMS.0202' });
  });
});
