import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileWireCodec } from '../../src/wire/codec.ts';
import { looseInteger } from '../../src/wire/scalars.ts';
import { refusalOf } from '../refusal.ts';

describe('query text gets the types that the schema wants', () => {
  const schema = z.object({
    text: z.string().optional(),
    count: z.int().default(20),
    flag: z.boolean().optional(),
    states: z.array(z.enum(['a', 'b'])).optional(),
    numbers: z.array(z.int()).optional(),
    loose: looseInteger({ min: 0, max: 9 }).optional(),
  });
  const codec = compileWireCodec(schema, 'camel');

  it.each([
    ['', { count: 20 }],
    ['text=1&count=5', { text: '1', count: 5 }],
    ['flag=true', { count: 20, flag: true }],
    ['flag=false&text=true', { count: 20, flag: false, text: 'true' }],
    ['states=a', { count: 20, states: ['a'] }],
    ['states=a&states=b', { count: 20, states: ['a', 'b'] }],
    ['numbers=1&numbers=-2', { count: 20, numbers: [1, -2] }],
    ['loose=7', { count: 20, loose: 7 }],
    ['text=', { count: 20, text: '' }],
    ['text=%26%3D%2B%20%E5%AF%86', { count: 20, text: '&=+ 密' }],
  ])('reads %j', (query, value) => {
    expect(codec.decodeQuery(new URLSearchParams(query))).toEqual(value);
  });

  it('reads names with one or several values as well', () => {
    expect(codec.decodeQuery({ text: 'a', states: ['a', 'b'], flag: undefined })).toEqual({
      text: 'a',
      count: 20,
      states: ['a', 'b'],
    });
  });

  it.each([
    ['count=x', 'count'],
    ['count=', 'count'],
    ['count=1.5', 'count'],
    ['count=1e3', 'count'],
    ['flag=yes', 'flag'],
    ['states=a&states=c', 'states.1'],
    ['count=1&count=2', 'count'],
    ['text=a&text=b', 'text'],
    ['other=1', 'other'],
    ['other=1&other=2', 'other'],
  ])('refuses %j at %s', (query, field) => {
    expect(refusalOf(() => codec.decodeQuery(new URLSearchParams(query)))).toMatchObject({
      code: 'KMS.0308',
      field,
    });
  });

  it('ignores unknown parameters on the REST surface, twice given ones too', () => {
    const rest = compileWireCodec(schema, 'snake');
    expect(rest.decodeQuery(new URLSearchParams('other=1&other=2'))).toEqual({ count: 20 });
  });
});
