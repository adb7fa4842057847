import {
  type ConditionFacts,
  type ConditionKey,
  conditionKey,
  conditionKeyNames,
  readsTags,
} from './condition-keys.ts';
import { conditionOperator, conditionOperatorNames } from './condition-operators.ts';

/** One operator and key of a Condition block; all of a statement's tests must hold. */
export interface ConditionTest {
  readonly holds: (facts: ConditionFacts) => boolean;
  readonly ofResource: boolean;
  readonly readsTags: boolean;
}

export interface ConditionProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type SetQualifier = 'any' | 'all';

const MAX_TESTS = 10;
const MAX_VALUES = 100;
const MAX_VALUE_LENGTH = 1024;

/**
 * Compiles a Condition block: operator → key → values. The values of a key are alternatives; keys and operators must all hold
 *. Whatever is not understood is a problem, never ignored.
 */
export function compileConditions(block: unknown): {
  tests: readonly ConditionTest[];
  problems: readonly ConditionProblem[];
} {
  const tests: ConditionTest[] = [];
  const problems: ConditionProblem[] = [];
  if (!isPlainObject(block)) {
    return { tests, problems: [{ path: [], message: 'must be an object of operators' }] };
  }
  for (const [operatorName, keys] of Object.entries(block)) {
    if (!isPlainObject(keys) || Object.keys(keys).length === 0) {
      problems.push({
        path: [operatorName],
        message: 'must be an object that holds at least one condition key',
      });
      continue;
    }
    for (const [keyName, values] of Object.entries(keys)) {
      const test = compileTest(operatorName, keyName, values);
      if ('message' in test) problems.push({ path: [operatorName, ...test.path], message: test.message });
      else tests.push(test);
    }
  }
  if (tests.length > MAX_TESTS) problems.push({ path: [], message: `has more than ${MAX_TESTS} conditions` });
  return { tests, problems };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function compileTest(
  operatorName: string,
  keyName: string,
  given: unknown,
): ConditionTest | ConditionProblem {
  const values = typeof given === 'string' ? [given] : given;
  const key = conditionKey(keyName);
  if (key === undefined) {
    return {
      path: [keyName],
      message: `is not a condition key of this product; known are ${conditionKeyNames.join(', ')}`,
    };
  }
  if (!Array.isArray(values) || values.length === 0 || values.length > MAX_VALUES) {
    return { path: [keyName], message: `must be a list of 1 to ${MAX_VALUES} texts` };
  }
  const texts: string[] = [];
  for (const [index, value] of values.entries()) {
    if (typeof value !== 'string' || value.length > MAX_VALUE_LENGTH) {
      return { path: [keyName, index], message: `must be a text of at most ${MAX_VALUE_LENGTH} characters` };
    }
    texts.push(value);
  }
  const parsed = parseOperatorName(operatorName);
  const test =
    parsed.base === 'Null' ? compileNull(parsed, key, texts) : compileComparison(parsed, key, texts);
  if ('message' in test) return { path: [...(test.atKey ? [keyName] : [])], message: test.message };
  return { holds: test.holds, ofResource: key.ofResource, readsTags: readsTags(keyName) };
}

interface OperatorName {
  readonly whole: string;
  readonly base: string;
  readonly ifExists: boolean;
  readonly qualifier: SetQualifier | undefined;
}

function parseOperatorName(whole: string): OperatorName {
  const [, qualifier, base = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/s.exec(whole) ?? [];
  return {
    whole,
    base,
    ifExists: ifExists !== undefined,
    qualifier: qualifier === undefined ? undefined : qualifier === 'ForAllValues' ? 'all' : 'any',
  };
}

type Compiled = Pick<ConditionTest, 'holds'> | { readonly message: string; readonly atKey: boolean };

/** `Null`: "true" means that the request has no such value. */
function compileNull(name: OperatorName, key: ConditionKey, texts: readonly string[]): Compiled {
  const [expected] = texts;
  if (name.ifExists || name.qualifier !== undefined) {
    return { message: `is not an operator; Null takes neither a prefix nor IfExists`, atKey: false };
  }
  if (texts.length !== 1 || (expected !== 'true' && expected !== 'false')) {
    return { message: 'must be one value, "true" (the request has no such value) or "false"', atKey: true };
  }
  return { holds: (facts) => (key.read(facts) === undefined) === (expected === 'true') };
}

function compileComparison(name: OperatorName, key: ConditionKey, texts: readonly string[]): Compiled {
  const operator = conditionOperator(name.base);
  if (operator === undefined) {
    const known = conditionOperatorNames.join(', ');
    return {
      message: `is not an operator; known are ${known}, all but Null also with IfExists`,
      atKey: false,
    };
  }
  if (!operator.types.includes(key.type)) {
    return { message: `is a ${key.type} and cannot be compared with ${operator.name}`, atKey: true };
  }
  const valueTests: ((actual: string) => boolean)[] = [];
  for (const text of texts) {
    const valueTest = operator.compile(text);
    if (valueTest === undefined) {
      return {
        message: `${JSON.stringify(text.slice(0, 64))} is not a value of ${operator.name}; write for example ${operator.example}`,
        atKey: true,
      };
    }
    valueTests.push(valueTest);
  }
  const { negated } = operator;
  const withoutValue = name.qualifier !== 'any' && (name.ifExists || name.qualifier === 'all' || negated);
  const fits = anyOf(valueTests);
  return {
    holds(facts) {
      const actual = key.read(facts);
      // The keys of this product have one value, so any and all of them are the same.
      return actual === undefined ? withoutValue : fits(actual) !== negated;
    },
  };
}

function anyOf(tests: readonly ((actual: string) => boolean)[]): (actual: string) => boolean {
  const [only, ...others] = tests;
  if (only !== undefined && others.length === 0) return only;
  return (actual) => tests.some((test) => test(actual));
}
