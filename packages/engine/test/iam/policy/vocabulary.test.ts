import { conditionKeyTypes, conditionOperatorsByType, RESOURCE_TAG_KEY } from '@dewpoint/contract';
import { describe, expect, it } from 'vitest';
import { conditionKey, conditionKeyNames } from '../../../src/iam/policy/condition-keys.ts';
import { conditionOperator, conditionOperatorNames } from '../../../src/iam/policy/condition-operators.ts';

describe('IAM-04 what editors offer is what the engine understands', () => {
  it('condition keys, with their types', () => {
    expect(conditionKeyNames.filter((name) => !name.startsWith(RESOURCE_TAG_KEY)).toSorted()).toEqual(
      Object.keys(conditionKeyTypes).toSorted(),
    );
    for (const [name, type] of Object.entries(conditionKeyTypes)) expect(conditionKey(name)?.type).toBe(type);
    expect(conditionKey(`${RESOURCE_TAG_KEY}owner`)?.type).toBe('text');
  });

  it('operators, each for the types that it compares', () => {
    const offered = Object.values(conditionOperatorsByType).flat();
    expect(offered.toSorted()).toEqual(conditionOperatorNames.filter((name) => name !== 'Null').toSorted());
    for (const [type, names] of Object.entries(conditionOperatorsByType)) {
      for (const name of names) expect(conditionOperator(name)?.types, name).toContain(type);
    }
  });
});
