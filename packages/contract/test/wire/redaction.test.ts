import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { annotate } from '../../src/wire/annotations.ts';
import { compileWireCodec } from '../../src/wire/codec.ts';
import { base64Bytes, looseInteger } from '../../src/wire/scalars.ts';

describe('TRC-01 traces hold no secrets and nothing that nobody knows', () => {
  const schema = z.object({
    keyId: z.string(),
    password: annotate(z.string(), { secret: true }).optional(),
    days: looseInteger({ min: 1, max: 9 }).optional(),
    publicKey: base64Bytes({ minBytes: 1, maxBytes: 9 }).optional(),
    user: z
      .object({ loginName: z.string(), pin: annotate(z.string().nullable(), { secret: true }) })
      .optional(),
    list: z.array(z.object({ part: annotate(z.string(), { secret: true }), note: z.string() })).optional(),
    context: z.record(z.string(), z.string()).optional(),
    anything: z.unknown().optional(),
  });
  const codec = compileWireCodec(schema, 'snake');

  it('hides secret fields and drops unknown ones', () => {
    const wire = {
      key_id: 'k',
      password: 's3cret',
      days: '7',
      user: { login_name: 'n', pin: '1234', extra: 's3cret' },
      list: [{ part: 's3cret', note: 'b' }],
      context: { a: 'b' },
      anything: { plain_text: 's3cret' },
      plain_text: 's3cret',
    };
    expect(codec.redact(wire)).toEqual({
      key_id: 'k',
      password: '***',
      days: '7',
      user: { login_name: 'n', pin: '***' },
      list: [{ part: '***', note: 'b' }],
      context: { a: 'b' },
    });
  });

  it('does the same for a decoded value, with wire names and wire forms', () => {
    const value = {
      keyId: 'k',
      password: 's3cret',
      days: 7,
      publicKey: new Uint8Array([1]),
      user: { loginName: 'n', pin: null },
      context: { a: 'b' },
      unknown: 's3cret',
    };
    expect(codec.redactDecoded(value)).toEqual({
      key_id: 'k',
      password: '***',
      days: 7,
      public_key: 'AQ==',
      user: { login_name: 'n', pin: null },
      context: { a: 'b' },
    });
  });

  it('drops what a refused request put where a scalar belongs', () => {
    const wire = { key_id: { plain_text: 's3cret' }, user: ['s3cret'], list: 's3cret', context: ['s3cret'] };
    expect(JSON.stringify(codec.redact(wire))).not.toContain('s3cret');
    expect(codec.redact('s3cret')).toBeUndefined();
  });

  it('cuts long text and long lists', () => {
    const wire = {
      key_id: 'x'.repeat(5000),
      list: Array.from({ length: 5000 }, () => ({ note: 'n' })),
      context: Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, 'v'])),
    };
    expect(JSON.stringify(codec.redact(wire)).length).toBeLessThan(5000);
  });

  it('never shows a value of a secret field, whatever was sent there', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (password, pin) => {
        const shown = codec.redact({ key_id: 'k', password, user: { login_name: 'n', pin } });
        expect(shown).toEqual({
          key_id: 'k',
          password: password === null ? null : '***',
          user: { login_name: 'n', pin: pin === null ? null : '***' },
        });
      }),
    );
  });
});
