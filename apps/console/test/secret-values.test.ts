import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, type SecretValue } from '../src/features/secrets/values/difference.ts';
import { pairsIn, pairsPasted, textOfPairs } from '../src/features/secrets/values/pairs.ts';
import {
  draftForType,
  draftProblem,
  emptyDraft,
  storedText,
  type ValueDraft,
} from '../src/features/secrets/values/value-draft.ts';

const text = (value: string): SecretValue => ({ kind: 'text', text: value });

describe('SEC-01 key/value pairs', () => {
  it.each([
    ['a=1', [['a', '1']]],
    ['export A_B = x y # note', [['A_B', 'x y']]],
    [
      '# only\n\na="l1\\nl2 \\"q\\""\r\nb=\'raw \\n\'\nc=',
      [
        ['a', 'l1\nl2 "q"'],
        ['b', 'raw \\n'],
        ['c', ''],
      ],
    ],
    ['url=postgres://u:p#1@h/db?x=y', [['url', 'postgres://u:p#1@h/db?x=y']]],
    ['key="-----BEGIN\nabc=\n-----END"', [['key', '-----BEGIN\nabc=\n-----END']]],
    ['a=1\na=2', [['a', '2']]],
    [
      '{"a":"1","b":2,"c":{"d":null}}',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '{"d":null}'],
      ],
    ],
  ])('are taken from what is pasted: %j', (pasted, pairs) => {
    expect(pairsPasted(pasted)).toEqual(pairs.map(([key, value]) => ({ key, value })));
  });

  it.each(['', '   ', '# nothing', 'no pair', 'a=1\nbroken line', '[1]', '"a"', '=x', 'a="open'])(
    'are not taken from %j',
    (pasted) => {
      expect(pairsPasted(pasted)).toBeNull();
    },
  );

  it('come back from the value that they are stored as', () => {
    const keys = fc.string({ unit: 'grapheme', minLength: 1 }).filter((key) => key !== '__proto__');
    const pairs = fc.uniqueArray(fc.record({ key: keys, value: fc.string({ unit: 'grapheme' }) }), {
      selector: ({ key }) => key,
    });
    fc.assert(
      fc.property(pairs, (some) => {
        const found = pairsIn(textOfPairs(some)) ?? [];
        expect(new Map(found.map(({ key, value }) => [key, value]))).toEqual(
          new Map(some.map(({ key, value }) => [key, value])),
        );
      }),
    );
  });

  it('are refused without a value, without a key, with a key twice, and beyond 32,768 bytes', () => {
    const pair = (key: string, value = '') => ({ key, value });
    const draft = (...pairs: { key: string; value: string }[]) => ({ ...emptyDraft, pairs });
    const problem = (of: ValueDraft) => draftProblem(of, 'COMMON')?.problem ?? null;
    expect(problem(draft())).toBe('empty');
    expect(problem(emptyDraft)).toBe('noKey');
    expect(problem(draft(pair('a'), pair('a')))).toBe('twice');
    expect(problem(draft(pair('a', 'x')))).toBeNull();
    const plain = (value: string) => problem({ kind: 'text', pairs: [], text: value });
    expect(plain('')).toBe('empty');
    expect(plain('x'.repeat(32_768))).toBeNull();
    expect(plain('x'.repeat(32_769))).toBe('tooLong');
    expect(plain('密'.repeat(10_923))).toBe('tooLong');
  });
});

describe('SEC-12 the login of a database that is typed', () => {
  const login = draftForType(emptyDraft, 'RDS-FG');
  const filled = (values: Readonly<Record<string, string>>): ValueDraft => ({
    ...login,
    pairs: login.pairs.map(({ key }) => ({ key, value: values[key] ?? '' })),
  });

  it('begins with the names that a login has, and leaves what is typed alone', () => {
    expect(login.pairs.map(({ key }) => key)).toEqual([
      'engine',
      'host',
      'port',
      'dbname',
      'username',
      'password',
    ]);
    expect(draftForType(login, 'COMMON')).toEqual(emptyDraft);
    const typed: ValueDraft = { ...emptyDraft, pairs: [{ key: 'a', value: 'b' }] };
    expect(draftForType(typed, 'RDS-FG')).toBe(typed);
  });

  it('is refused at the name that is missing or not possible, and stored without empty names', () => {
    expect(draftProblem(login, 'RDS-FG')).toEqual({ problem: 'login', name: 'engine' });
    const known = { engine: 'postgresql', username: 'shop', password: 'p' };
    expect(draftProblem(filled({ ...known, port: '70000' }), 'RDS-FG')).toEqual({
      problem: 'login',
      name: 'port',
    });
    expect(draftProblem(filled(known), 'RDS-FG')).toBeNull();
    expect(JSON.parse(storedText(filled(known), 'RDS-FG'))).toEqual(known);
    expect(draftProblem({ kind: 'text', pairs: [], text: 'no JSON' }, 'RDS-FG')).toEqual({
      problem: 'login',
      name: '',
    });
  });
});

describe('SEC-05 the difference of two versions never holds a value', () => {
  it.each([
    [text('a'), text('a'), { kind: 'same' }],
    [
      text('{"a":"1","b":"2","c":"3"}'),
      text('{"b":"2","c":"4","d":"5"}'),
      {
        kind: 'pairs',
        keys: [
          { key: 'a', change: 'removed' },
          { key: 'b', change: 'same' },
          { key: 'c', change: 'changed' },
          { key: 'd', change: 'added' },
        ],
      },
    ],
    [text('one\ntwo\ntwo'), text('two\nthree'), { kind: 'lines', added: 1, removed: 2 }],
    [text('{"a":1}'), text('{"a":2}'), { kind: 'lines', added: 1, removed: 1 }],
    [{ kind: 'binary', base64: 'AA==' }, { kind: 'binary', base64: 'AA==' }, { kind: 'same' }],
    [{ kind: 'binary', base64: 'AA==' }, text('AA=='), { kind: 'other' }],
  ] satisfies [SecretValue, SecretValue, unknown][])('from %j to %j', (older, newer, difference) => {
    expect(differenceOf(older, newer)).toEqual(difference);
  });
});
