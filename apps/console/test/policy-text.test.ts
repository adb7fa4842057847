import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPolicyText, writePolicyText } from '../src/features/identity/policies/policy-text.ts';

const text = fc.string({ minLength: 1, maxLength: 12 }).filter((given) => given !== '__proto__');
const condition = fc.record({ operator: text, key: text, values: fc.array(text, { maxLength: 3 }) });
const statement = fc.record({
  effect: fc.constantFrom('Allow' as const, 'Deny' as const),
  actions: fc.array(text),
  resources: fc.option(fc.array(text)),
  conditions: fc.uniqueArray(condition, { maxLength: 1 }),
});
const policy = fc.record({ version: fc.constantFrom('1.1', '5.0'), statements: fc.array(statement) });

describe('IAM-04 one model for the visual and the JSON editor', () => {
  it('gives back what was written', () => {
    fc.assert(
      fc.property(policy, (given) => {
        expect(readPolicyText(writePolicyText(given))).toEqual({ ok: true, policy: given });
      }),
    );
  });

  it('keeps two conditions on one key by one operator as one with both values', () => {
    const conditions = ['a', 'b'].map((value) => ({
      operator: 'StringEquals',
      key: 'g:UserName',
      values: [value],
    }));
    const given = { effect: 'Allow' as const, actions: ['kms:*:*'], resources: null, conditions };
    const reading = readPolicyText(writePolicyText({ version: '1.1', statements: [given] }));
    expect(reading.ok && reading.policy.statements[0]?.conditions).toEqual([
      { operator: 'StringEquals', key: 'g:UserName', values: ['a', 'b'] },
    ]);
  });

  it.each([
    ['{', 'json'],
    ['[]', 'shape'],
    ['{"Version":"1.1","Statement":[],"Id":"x"}', 'shape'],
    ['{"Version":"5.0","Statement":[{"Effect":"Allow","NotAction":["kms:*:*"]}]}', 'shape'],
    ['{"Version":"1.1","Statement":[{"Effect":"Allow","Action":"kms:*:*"}]}', 'shape'],
    ['{"Version":"1.1","Statement":[{"Effect":"Maybe","Action":[]}]}', 'shape'],
  ])('does not show %s visually, because something would be lost', (given, why) => {
    expect(readPolicyText(given)).toEqual({ ok: false, why });
  });
});
