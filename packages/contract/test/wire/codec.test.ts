import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operations } from '../../src/catalogue.ts';
import { annotate } from '../../src/wire/annotations.ts';
import { compileWireCodec } from '../../src/wire/codec.ts';
import { base64Bytes, looseInteger, ruleError } from '../../src/wire/scalars.ts';
import { refusalOf } from '../refusal.ts';

const keyId = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';

describe('names change on the wire and nowhere else', () => {
  const rest = compileWireCodec(operations['kms.scheduleKeyDeletion'].input, 'snake');

  it('reads snake_case and both forms of numbers, and ignores unknown fields', () => {
    expect(rest.decode({ key_id: keyId, pending_days: '7', other: 1 })).toEqual({ keyId, pendingDays: 7 });
    expect(rest.decode({ key_id: keyId, pending_days: 8 })).toEqual({ keyId, pendingDays: 8 });
  });

  it('does not read camelCase on the REST surface', () => {
    expect(refusalOf(() => rest.decode({ keyId, pendingDays: 7 }))).toMatchObject({
      code: 'KMS.0204',
      field: 'key_id',
    });
  });

  it.each([
    [{ key_id: keyId }, 'KMS.1401', 'pending_days', 'pending_days is required. Send it.'],
    [
      { key_id: keyId, pending_days: '6' },
      'KMS.1401',
      'pending_days',
      'pending_days: must be a whole number from 7 to 1096.',
    ],
    [{ key_id: 'x', pending_days: '7' }, 'KMS.0205', 'key_id', 'key_id: must be a UUID of 36 characters.'],
    [{ key_id: 7, pending_days: '7' }, 'KMS.0205', 'key_id', 'key_id: must be a string.'],
    [{ pending_days: '7' }, 'KMS.0204', 'key_id', 'key_id is required. Send it.'],
    [[], 'KMS.0308', 'body', 'body: must be an object.'],
    [null, 'KMS.0308', 'body', 'body: must be an object.'],
    ['text', 'KMS.0308', 'body', 'body: must be an object.'],
  ])('refuses %j with %s', (wire, code, field, message) => {
    expect(refusalOf(() => rest.decode(wire))).toMatchObject({ code, field, message });
  });

  it('writes snake_case, and only what the schema knows', () => {
    const out = compileWireCodec(operations['kms.enableKey'].output, 'snake');
    const value = { keyInfo: { keyId: 'a', keyState: 'enabled' as const, material: 'secret' } };
    expect(out.encode(value)).toEqual({ key_info: { key_id: 'a', key_state: '2' } });
  });

  it('keeps a name that the documents write otherwise', () => {
    const schema = z.object({ existTagsNum: annotate(z.int(), { wireName: 'existTagsNum' }) });
    expect(compileWireCodec(schema, 'snake').encode({ existTagsNum: 1 })).toEqual({ existTagsNum: 1 });
  });

  it('throws where an answer is not what its schema promises', () => {
    const out = compileWireCodec(operations['kms.showUserInstances'].output, 'snake');
    expect(() => out.encode({ instanceNum: 1.5 })).toThrow();
  });

  it('does not compile a schema with two fields of one wire name', () => {
    const schema = z.object({ keyId: z.string(), key_id: z.string() });
    expect(() => compileWireCodec(schema, 'snake')).toThrow(/one wire name/);
  });

  it.each([
    ['a tuple', z.tuple([z.string()])],
    ['a lazy schema', z.lazy(() => z.string())],
    ['an intersection', z.intersection(z.object({}), z.object({}))],
  ])('does not compile %s', (_what, inner) => {
    expect(() => compileWireCodec(z.object({ inner }), 'camel')).toThrow(TypeError);
  });

  it('does not compile a schema nested more than 16 levels', () => {
    let schema: z.ZodObject = z.object({});
    for (let level = 0; level < 17; level++) schema = z.object({ inner: schema });
    expect(() => compileWireCodec(schema, 'camel')).toThrow(/at most 16/);
  });
});

describe('unknown fields are refused on the console, with their path', () => {
  const schema = z.object({ list: z.array(z.object({ inner: z.object({ known: z.string() }) })) });
  const codec = compileWireCodec(schema, 'camel');

  it('reads what it knows', () => {
    const value = { list: [{ inner: { known: 'a' } }] };
    expect(codec.decode(value)).toEqual(value);
  });

  it('names a field deep inside', () => {
    const wire = { list: [{ inner: { known: 'a' } }, { inner: { known: 'a', other: 1 } }] };
    expect(refusalOf(() => codec.decode(wire))).toMatchObject({
      code: 'KMS.0308',
      field: 'list.1.inner.other',
      message: 'list.1.inner.other is not a field of this operation. Remove it.',
    });
  });

  it('cuts a very long name', () => {
    expect(refusalOf(() => codec.decode({ ['x'.repeat(10_000)]: 1 })).field).toHaveLength(65);
  });

  it('names the wire path of a bad value in a list', () => {
    const rest = compileWireCodec(
      z.object({ outerList: z.array(z.object({ deepValue: z.int() })) }),
      'snake',
    );
    const wire = { outer_list: [{ deep_value: 1 }, { deep_value: 'x' }] };
    expect(refusalOf(() => rest.decode(wire)).field).toBe('outer_list.1.deep_value');
  });
});

describe('names of the language are names like any other', () => {
  const schema = z.object({ name: z.string().optional() });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'ignores %s on REST and refuses it on the console',
    (name) => {
      const wire: unknown = JSON.parse(`{"name":"a","${name}":{"name":"polluted","isAdmin":true}}`);
      const read = compileWireCodec(schema, 'snake').decode(wire);
      expect(Object.keys(read)).toEqual(['name']);
      expect(read).toEqual({ name: 'a' });
      expect('isAdmin' in read).toBe(false);
      expect(refusalOf(() => compileWireCodec(schema, 'camel').decode(wire)).field).toBe(name);
      expect('isAdmin' in {}).toBe(false);
    },
  );

  it('does not take an inherited value for a field', () => {
    const wire = Object.create({ name: 'inherited' }) as object;
    expect(compileWireCodec(schema, 'snake').decode(wire)).toEqual({});
  });

  it('refuses __proto__ in a query on the console', () => {
    const codec = compileWireCodec(schema, 'camel');
    expect(refusalOf(() => codec.decodeQuery(new URLSearchParams('__proto__=1'))).field).toBe('__proto__');
  });

  it('CRY-01 refuses __proto__ in an encryption context instead of losing it', () => {
    const codec = compileWireCodec(operations['kms.encryptData'].input, 'snake');
    const wire: unknown = JSON.parse(
      `{"key_id":"${keyId}","plain_text":"a","encryption_context":{"__proto__":"x"}}`,
    );
    expect(refusalOf(() => codec.decode(wire))).toMatchObject({
      code: 'KMS.0208',
      field: 'encryption_context',
    });
  });

  it('CRY-01 keeps every other key of an encryption context as it is', () => {
    const codec = compileWireCodec(operations['kms.encryptData'].input, 'snake');
    const context = { constructor: 'a', keyId: 'b', '': 'c', 'key-id': 'd' };
    const wire = { key_id: keyId, plain_text: 'a', encryption_context: context };
    expect(codec.decode(wire).encryptionContext).toEqual(context);
  });
});

describe('errors of fields', () => {
  it('takes the error of the rule before that of the field', () => {
    const schema = z.object({
      length: annotate(
        looseInteger({ min: 8, max: 64, multiple: { of: 8, error: 'dataKeyLengthNotMultiple' } }),
        {
          error: 'dataKeyLengthInvalid',
        },
      ),
      list: annotate(
        z.array(z.string()).refine((l) => l.length > 0, ruleError('tagListEmpty', 'must not be empty')),
        { error: 'tagListTooLong' },
      ).optional(),
    });
    const codec = compileWireCodec(schema, 'snake');
    expect(refusalOf(() => codec.decode({ length: 9 })).code).toBe('KMS.1903');
    expect(refusalOf(() => codec.decode({ length: 7 })).code).toBe('KMS.1901');
    expect(refusalOf(() => codec.decode({ length: 8, list: [] })).code).toBe('KMS.0401');
    expect(refusalOf(() => codec.decode({ length: 8, list: 'x' })).code).toBe('KMS.0407');
  });

  it('gives a field without an annotation the one of the field around it', () => {
    const schema = z.object({ tag: annotate(z.object({ key: z.string() }), { error: 'tagKeyInvalid' }) });
    expect(refusalOf(() => compileWireCodec(schema, 'snake').decode({ tag: { key: 1 } }))).toMatchObject({
      code: 'KMS.0406',
      field: 'tag.key',
    });
  });

  it('says every rule in words that follow "must"', () => {
    const schema = z.object({
      choice: z.enum(['a', 'b']).optional(),
      only: z.literal('x').optional(),
      short: z.string().min(2).max(4).optional(),
      few: z.array(z.int()).min(1).max(2).optional(),
      small: z.int().min(1).max(2).optional(),
      whole: z.int().optional(),
      map: z.record(z.string(), z.string()).optional(),
      flag: z.boolean().optional(),
    });
    const codec = compileWireCodec(schema, 'camel');
    const messageOf = (wire: unknown) => refusalOf(() => codec.decode(wire)).message;
    expect(messageOf({ choice: 'c' })).toBe('choice: must be one of a, b.');
    expect(messageOf({ only: 'y' })).toBe('only: must be x.');
    expect(messageOf({ short: 'a' })).toBe('short: must have at least 2 characters.');
    expect(messageOf({ short: 'abcde' })).toBe('short: must have at most 4 characters.');
    expect(messageOf({ few: [] })).toBe('few: must have at least 1 entries.');
    expect(messageOf({ few: [1, 2, 3] })).toBe('few: must have at most 2 entries.');
    expect(messageOf({ small: 0 })).toBe('small: must be at least 1.');
    expect(messageOf({ small: 3 })).toBe('small: must be at most 2.');
    expect(messageOf({ whole: 1.5 })).toBe('whole: must be a whole number.');
    expect(messageOf({ map: 'x' })).toBe('map: must be an object.');
    expect(messageOf({ flag: 'x' })).toBe('flag: must be a boolean.');
  });

  it('never repeats a value', () => {
    const codec = compileWireCodec(operations['iam.createToken'].input, 'snake');
    const password = 'correct horse battery staple';
    const user = { name: 'a', password: { [password]: password } };
    const wire = { auth: { identity: { methods: [password], password: { user } } } };
    const refusal = refusalOf(() => codec.decode(wire));
    expect(JSON.stringify({ ...refusal, message: refusal.message })).not.toContain(password);
  });
});

describe('fields in headers', () => {
  const schema = z.object({
    subjectToken: annotate(z.string().min(1), { header: 'X-Subject-Token', secret: true }),
    other: z.string().optional(),
  });
  const codec = compileWireCodec(schema, 'snake');

  it('are read from the header, never from the body', () => {
    const headerOf = (name: string) => (name === 'X-Subject-Token' ? 'abc' : undefined);
    expect(codec.decode({ subject_token: 'forged' }, headerOf)).toEqual({ subjectToken: 'abc' });
    const refusal = refusalOf(() => codec.decode({ subject_token: 'forged', subjectToken: 'forged' }));
    expect(refusal).toMatchObject({ code: 'KMS.0204', field: 'X-Subject-Token' });
  });

  it('are written to the header, never to the body', () => {
    const value = { subjectToken: 'abc', other: 'x' };
    expect(codec.encode(value)).toEqual({ other: 'x' });
    expect(codec.encodeHeaders(value)).toEqual({ 'X-Subject-Token': 'abc' });
  });

  it('are in no trace', () => {
    expect(codec.redact({ subject_token: 'abc', other: 'x' })).toEqual({ other: 'x' });
    expect(codec.redactDecoded({ subjectToken: 'abc', other: 'x' })).toEqual({ other: 'x' });
  });
});

describe('round trips', () => {
  const schema = z.object({
    keyAlias: z.string(),
    plainText: base64Bytes({ minBytes: 0, maxBytes: 64 }),
    innerPart: z.object({ isSet: z.boolean(), listOf: z.array(z.object({ someValue: z.int() })) }).optional(),
    maybe: z.string().nullable(),
  });
  const value = fc.record(
    {
      keyAlias: fc.string(),
      plainText: fc.uint8Array({ maxLength: 64 }).map((bytes) => new Uint8Array(bytes)),
      innerPart: fc.record({
        isSet: fc.boolean(),
        listOf: fc.array(fc.record({ someValue: fc.integer() }), { maxLength: 5 }),
      }),
      maybe: fc.option(fc.string(), { nil: null }),
    },
    { requiredKeys: ['keyAlias', 'plainText', 'maybe'] },
  );

  it.each(['snake', 'camel'] as const)('%s: what is written is read back, through JSON', (naming) => {
    const codec = compileWireCodec(schema, naming);
    fc.assert(
      fc.property(value, (given) => {
        const wire: unknown = JSON.parse(JSON.stringify(codec.encode(given)));
        const read = codec.decode(wire);
        expect({ ...read, plainText: [...read.plainText] }).toEqual({
          ...given,
          plainText: [...given.plainText],
        });
      }),
    );
  });

  it('never throws anything but a refusal, whatever JSON comes', () => {
    const inputs = Object.values(operations).map((operation) => compileWireCodec(operation.input, 'camel'));
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(inputs.length - 1), (wire, index) => {
        const decode = () => inputs[index]?.decode(wire);
        try {
          decode();
        } catch {
          expect(refusalOf(decode).status).toBe(400);
        }
      }),
    );
  });
});
