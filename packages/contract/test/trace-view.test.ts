import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { annotate, compileTraceView } from '../src/index.ts';
import { base64Bytes, booleanText } from '../src/wire/scalars.ts';

const schema = z.object({
  keyId: z.string(),
  plainText: annotate(z.string(), { secret: true }),
  extra: annotate(z.object({ inner: z.string() }), { secret: true }).optional(),
  digest: base64Bytes({ minBytes: 1, maxBytes: 8 }).optional(),
  isOn: booleanText,
  existTagsNum: annotate(z.int().optional(), { wireName: 'existTagsNum' }),
  tags: z.array(z.object({ tagKey: z.string(), tagValue: annotate(z.string(), { secret: true }) })),
  context: z.record(z.string(), z.string()).optional(),
});
const view = compileTraceView(schema);

describe('TRC-01 trace view', () => {
  it('shows a valid value with the names and forms of the REST wire and hides secrets', () => {
    expect(
      view.ofDomain({
        keyId: 'k',
        plainText: 'attack at dawn',
        extra: { inner: 'x' },
        digest: Uint8Array.from([1, 2, 3]),
        isOn: true,
        existTagsNum: 2,
        tags: [{ tagKey: 'a', tagValue: 'b' }],
        context: { camelCase: 'kept' },
        unknown: 'dropped',
      }),
    ).toEqual({
      key_id: 'k',
      plain_text: '***',
      extra: '***',
      digest: 'AQID',
      is_on: 'true',
      existTagsNum: 2,
      tags: [{ tag_key: 'a', tag_value: '***' }],
      context: { camelCase: 'kept' },
    });
  });

  it.each([
    [
      'snake',
      { key_id: 5, plain_text: 'secret', is_on: { plain_text: 'secret' }, tags: 'secretly', other: 'secret' },
    ],
    [
      'camel',
      { keyId: 5, plainText: 'secret', isOn: { plainText: 'secret' }, tags: 'secretly', other: 'secret' },
    ],
  ] as const)(
    'shows a %s value that failed validation without unknown fields and without nesting',
    (naming, wire) => {
      expect(view.ofWire(wire, naming)).toEqual({
        key_id: 5,
        plain_text: '***',
        is_on: '***',
        tags: 'secretly',
      });
    },
  );

  it('cuts long text that failed validation and keeps what is no object out', () => {
    expect(view.ofWire({ key_id: 'x'.repeat(5000) }, 'snake')).toEqual({ key_id: `${'x'.repeat(512)}…` });
    expect(view.ofWire(undefined, 'snake')).toBeUndefined();
    expect(view.ofWire(['secret'], 'snake')).toBe('***');
  });
});
