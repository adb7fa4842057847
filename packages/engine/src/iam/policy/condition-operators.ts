import type { ConditionValueType } from '@dewpoint/contract';
import { compileNetwork } from './address-match.ts';
import { compileWildcard } from './wildcard.ts';

/** Tells whether one value of the request fits one value of the policy. */
type ValueTest = (actual: string) => boolean;

export interface ConditionOperator {
  readonly name: string;
  readonly types: readonly ConditionValueType[];
  /** The request's value must fit none of the policy's values. A value that the request does not have fits none. */
  readonly negated: boolean;
  /** @returns undefined when the policy's text is not a value of this operator */
  compile(expected: string): ValueTest | undefined;
  /** What a value looks like, for messages. */
  readonly example: string;
}

type Compile = ConditionOperator['compile'];

const texts: readonly ConditionValueType[] = ['text', 'boolean', 'number'];

/** ISO 8601 with a time zone: without one a policy would mean another moment on every server. */
const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?$/;

const parseDate = (text: string): number | undefined => {
  const time = isoDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
};

const parseNumber = (text: string): number | undefined =>
  /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined;

const ordered =
  (
    parse: (text: string) => number | undefined,
    holds: (actual: number, expected: number) => boolean,
  ): Compile =>
  (expected) => {
    const limit = parse(expected);
    if (limit === undefined) return undefined;
    return (text) => {
      const actual = parse(text);
      return actual !== undefined && holds(actual, limit);
    };
  };

const compileBoolean: Compile = (expected) =>
  expected === 'true' || expected === 'false' ? (actual) => actual === expected : undefined;

const exact: Compile = (expected) => (actual) => actual === expected;
const exactIgnoringCase: Compile = (expected) => {
  const wanted = expected.toLowerCase();
  return (actual) => actual.toLowerCase() === wanted;
};
const pattern: Compile = (expected) => compileWildcard(expected, { singleCharacter: true });

const operator = (
  name: string,
  types: readonly ConditionValueType[],
  example: string,
  compile: Compile,
  negated = false,
): ConditionOperator => ({ name, types, negated, compile, example });

const number: readonly ConditionValueType[] = ['number'];
const date: readonly ConditionValueType[] = ['date'];
const address: readonly ConditionValueType[] = ['address'];
const MOMENT = '2026-01-31T08:00:00Z';
const NETWORK = '192.0.2.0/24';

/** The operators of policies 1.1 and 5.0, with IpAddress and NotIpAddress for the source address. */
const operators: readonly ConditionOperator[] = [
  operator('StringEquals', texts, 'text', exact),
  operator('StringNotEquals', texts, 'text', exact, true),
  operator('StringEqualsIgnoreCase', texts, 'text', exactIgnoringCase),
  operator('StringNotEqualsIgnoreCase', texts, 'text', exactIgnoringCase, true),
  operator('StringMatch', texts, 'te*t', pattern),
  operator('StringNotMatch', texts, 'te*t', pattern, true),
  operator('StringStartWith', texts, 'te', (expected) => (actual) => actual.startsWith(expected)),
  operator('StringEndWith', texts, 'xt', (expected) => (actual) => actual.endsWith(expected)),
  operator(
    'NumberEquals',
    number,
    '300',
    ordered(parseNumber, (a, b) => a === b),
  ),
  operator(
    'NumberNotEquals',
    number,
    '300',
    ordered(parseNumber, (a, b) => a === b),
    true,
  ),
  operator(
    'NumberLessThan',
    number,
    '300',
    ordered(parseNumber, (a, b) => a < b),
  ),
  operator(
    'NumberLessThanEquals',
    number,
    '300',
    ordered(parseNumber, (a, b) => a <= b),
  ),
  operator(
    'NumberGreaterThan',
    number,
    '300',
    ordered(parseNumber, (a, b) => a > b),
  ),
  operator(
    'NumberGreaterThanEquals',
    number,
    '300',
    ordered(parseNumber, (a, b) => a >= b),
  ),
  operator(
    'DateLessThan',
    date,
    MOMENT,
    ordered(parseDate, (a, b) => a < b),
  ),
  operator(
    'DateLessThanEquals',
    date,
    MOMENT,
    ordered(parseDate, (a, b) => a <= b),
  ),
  operator(
    'DateGreaterThan',
    date,
    MOMENT,
    ordered(parseDate, (a, b) => a > b),
  ),
  operator(
    'DateGreaterThanEquals',
    date,
    MOMENT,
    ordered(parseDate, (a, b) => a >= b),
  ),
  operator('Bool', ['boolean'], 'true', compileBoolean),
  operator('IpAddress', address, NETWORK, compileNetwork),
  operator('NotIpAddress', address, NETWORK, compileNetwork, true),
];

const byName: ReadonlyMap<string, ConditionOperator> = new Map(operators.map((o) => [o.name, o]));

export function conditionOperator(name: string): ConditionOperator | undefined {
  return byName.get(name);
}

export const conditionOperatorNames: readonly string[] = [...operators.map((o) => o.name), 'Null'];
