import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../../src/iam/policy/document.ts';
import { ACCOUNT, alice, contextOf, effect, key, NOON, policySet, question } from './questions.ts';

type Statement = PolicyDocument['Statement'][number];

const policy = (...statements: Statement[]): PolicyDocument => ({ Version: '1.1', Statement: statements });
const allow = (Action: string[], rest: Partial<Statement> = {}): Statement => ({
  Effect: 'Allow',
  Action,
  ...rest,
});
const deny = (Action: string[], rest: Partial<Statement> = {}): Statement => ({
  Effect: 'Deny',
  Action,
  ...rest,
});

const ENCRYPT = { legacy: ['kms:cmk:crypto', 'kms:cmk:encrypt'] };

describe('IAM-04 evaluation', () => {
  it('refuses by default', () => {
    expect(policySet().evaluate(question('kms:cmk:create'))).toEqual({ effect: 'none' });
    expect(effect(policySet(policy(allow(['kms:cmk:list']))).evaluate(question('kms:cmk:create')))).toBe(
      'none',
    );
  });

  it('names the policy and the statement that decided', () => {
    const set = policySet(policy(allow(['kms:cmk:list']), allow(['kms:cmk:create'])));
    expect(set.evaluate(question('kms:cmk:create'))).toEqual({
      effect: 'allow',
      by: { policyId: 'policy-0', policyName: 'Policy 0', statement: 2 },
    });
  });

  it('lets an explicit Deny win wherever it stands', () => {
    const denying = policy(deny(['kms:cmk:disable']));
    const allowing = policy(allow(['*']));
    for (const set of [policySet(denying, allowing), policySet(allowing, denying)]) {
      expect(effect(set.evaluate(question('kms:cmk:disable')))).toBe('deny');
      expect(effect(set.evaluate(question('kms:cmk:enable')))).toBe('allow');
    }
    const within = policySet(policy(allow(['kms:*']), deny(['kms:cmk:disable'])));
    expect(within.evaluate(question('kms:cmk:disable'))).toMatchObject({
      effect: 'deny',
      by: { statement: 2 },
    });
  });

  it.each([
    ['kms:cmk:encryptData', 'the identity-policy name'],
    ['kms:cmk:crypto', 'the coarse name of policies 1.1'],
    ['kms:cmk:encrypt', 'the fine name of policies 1.1'],
    ['kms:CMK:EncryptData', 'another case'],
    ['kms:cmk:*', 'a wildcard operation'],
    ['kms:*:encrypt*', 'a wildcard type'],
    ['kms:*', 'the whole service'],
    ['*:*:encryptData', 'a wildcard service'],
    ['*', 'everything'],
  ])('Action %s (%s) speaks of encrypt-data, in Allow and in Deny', (action) => {
    const asked = question('kms:cmk:encryptData', ENCRYPT);
    expect(effect(policySet(policy(allow([action]))).evaluate(asked))).toBe('allow');
    expect(effect(policySet(policy(allow(['*']), deny([action]))).evaluate(asked))).toBe('deny');
  });

  it.each(['kms:cmk:decryptData', 'kms:cmk:decrypt', 'kms:dek:*', 'csms:*', 'kms:cmk:enc', 'kms:*:get*'])(
    'Action %s does not speak of encrypt-data',
    (action) => {
      const set = policySet(policy(allow([action === 'kms:cmk:enc' ? 'kms:cmk:enable' : action])));
      expect(effect(set.evaluate(question('kms:cmk:encryptData', ENCRYPT)))).toBe('none');
    },
  );

  it('NotAction allows everything but what it names, under any of its names', () => {
    const set = policySet({
      Version: '5.0',
      Statement: [{ Effect: 'Allow', NotAction: ['iam:*', 'kms:cmk:crypto'] }],
    });
    expect(effect(set.evaluate(question('kms:cmk:create')))).toBe('allow');
    expect(effect(set.evaluate(question('iam:users:createUser')))).toBe('none');
    expect(effect(set.evaluate(question('kms:cmk:encryptData', ENCRYPT)))).toBe('none');
  });
});

describe('IAM-04 resource paths', () => {
  it.each([
    ['kms:*:*:KeyId:key-1', true],
    ['KMS:*:*:KeyId:key-1', true],
    ['kms:*:*:cmk:key-1', true],
    ['kms:*:*:keyid:key-*', true],
    ['kms:local-1:*:KeyId:key-1', true],
    [`kms:local-1:${ACCOUNT.id}:KeyId:key-1`, true],
    ['kms:::KeyId:key-1', true],
    ['*', true],
    ['kms:*:*:*:*', true],
    ['kms:*:*:KeyId:key-2', false],
    ['kms:*:*:alias:key-1', false],
    ['kms:other-1:*:KeyId:key-1', false],
    [`kms:*:${'d'.repeat(32)}:KeyId:key-1`, false],
    ['csms:*:*:secretName:key-1', false],
    ['kms:*:*:KeyId:KEY-1', false],
  ])('%s takes in key-1: %s', (pattern, expected) => {
    const asked = question('kms:cmk:get', { resource: key('key-1') });
    const allowing = policySet(policy(allow(['kms:cmk:get'], { Resource: [pattern] })));
    expect(effect(allowing.evaluate(asked))).toBe(expected ? 'allow' : 'none');
    const denying = policySet(policy(allow(['*']), deny(['kms:*'], { Resource: [pattern] })));
    expect(effect(denying.evaluate(asked))).toBe(expected ? 'deny' : 'allow');
  });

  it('names secrets and key pairs by name', () => {
    const secret = { type: 'csms', id: 'id-1', name: 'db:login', projectId: null };
    const set = policySet(policy(allow(['csms:*'], { Resource: ['csms:*:*:secretName:db:login'] })));
    expect(effect(set.evaluate(question('csms:secret:get', { resource: secret })))).toBe('allow');
    expect(effect(set.evaluate(question('csms:secret:get', { resource: { ...secret, name: 'db' } })))).toBe(
      'none',
    );
  });

  it('a colon in the name of a thing does not move the other parts', () => {
    const alias = { type: 'alias', id: 'x:KeyId:key-1', name: 'x', projectId: null };
    const set = policySet(policy(allow(['kms:*'], { Resource: ['kms:*:*:KeyId:key-1'] })));
    expect(effect(set.evaluate(question('kms:alias:delete', { resource: alias })))).toBe('none');
  });

  it('a call on no single thing needs a statement about all things', () => {
    const one = policySet(policy(allow(['kms:cmk:list'], { Resource: ['kms:*:*:KeyId:key-1'] })));
    const all = policySet(policy(allow(['kms:cmk:list'], { Resource: ['kms:*:*:KeyId:*'] })));
    const others = policySet(policy(allow(['kms:cmk:list'], { Resource: ['kms:*:*:alias:*'] })));
    expect(effect(one.evaluate(question('kms:cmk:list')))).toBe('none');
    expect(effect(all.evaluate(question('kms:cmk:list')))).toBe('allow');
    expect(effect(others.evaluate(question('kms:cmk:list')))).toBe('none');
  });

  it('NotResource takes in all but what it names', () => {
    const set = policySet({
      Version: '5.0',
      Statement: [{ Effect: 'Allow', Action: ['kms:*'], NotResource: ['kms:*:*:KeyId:key-1'] }],
    });
    expect(effect(set.evaluate(question('kms:cmk:get', { resource: key('key-1') })))).toBe('none');
    expect(effect(set.evaluate(question('kms:cmk:get', { resource: key('key-2') })))).toBe('allow');
    expect(effect(set.evaluate(question('kms:cmk:list')))).toBe('allow');
  });

  it('what a screen may offer: an Allow on one key counts, a Deny on one key does not', () => {
    const asked = question('kms:cmk:disable', { resource: 'any' });
    const one = allow(['kms:cmk:disable'], { Resource: ['kms:*:*:KeyId:key-1'] });
    expect(effect(policySet(policy(one)).evaluate(asked))).toBe('allow');
    const denyOne = deny(['kms:*'], { Resource: ['kms:*:*:KeyId:key-1'] });
    expect(effect(policySet(policy(allow(['kms:*']), denyOne)).evaluate(asked))).toBe('allow');
    expect(effect(policySet(policy(allow(['kms:*']), deny(['kms:*']))).evaluate(asked))).toBe('deny');
    const tagged = allow(['kms:*'], { Condition: { StringEquals: { 'g:ResourceTag/team': ['red'] } } });
    expect(effect(policySet(policy(tagged)).evaluate(asked))).toBe('allow');
    const denyTagged = deny(['kms:*'], { Condition: { StringEquals: { 'g:ResourceTag/team': ['red'] } } });
    expect(effect(policySet(policy(allow(['kms:*']), denyTagged)).evaluate(asked))).toBe('allow');
  });
});

describe('IAM-04 statements that name things', () => {
  const ids = ['k1', 'k2', 'k3'];
  const statement: fc.Arbitrary<Statement> = fc.record(
    {
      Effect: fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Deny'),
      Action: fc.constantFrom(['kms:cmk:get'], ['kms:*'], ['csms:*']),
      Resource: fc.array(
        fc.constantFrom(...ids.map((id) => `kms:*:*:KeyId:${id}`), 'kms:*:*:KeyId:k*', '*'),
        { minLength: 1, maxLength: 3 },
      ),
    },
    { requiredKeys: ['Effect', 'Action'] },
  );

  it('are found by the thing and decide as if all were looked at one by one, Deny first', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...ids),
        (list, id) => {
          const asked = question('kms:cmk:get', { resource: key(id) });
          const places = list.flatMap((one, index) =>
            policySet(policy(one)).evaluate(asked).effect === 'none' ? [] : [{ ...one, place: index + 1 }],
          );
          const first = places.find(({ Effect }) => Effect === 'Deny') ?? places[0];
          expect(policySet(policy(...list)).evaluate(asked)).toEqual(
            first === undefined
              ? { effect: 'none' }
              : {
                  effect: first.Effect === 'Deny' ? 'deny' : 'allow',
                  by: { policyId: 'policy-0', policyName: 'Policy 0', statement: first.place },
                },
          );
        },
      ),
    );
  });
});

describe('IAM-04 conditions', () => {
  const strong = contextOf({ principal: { ...alice, multiFactor: true, authenticatedAt: NOON - 90_000 } });
  const from = (sourceIp: string) => contextOf({ sourceIp });

  it.each<[string, NonNullable<Statement['Condition']>, boolean, Parameters<typeof question>[1]?]>([
    ['IpAddress inside', { IpAddress: { 'g:SourceIp': ['192.0.2.0/24'] } }, true],
    ['IpAddress outside', { IpAddress: { 'g:SourceIp': ['198.51.100.0/24'] } }, false],
    ['IpAddress, one of two', { IpAddress: { 'g:SourceIp': ['198.51.100.0/24', '192.0.2.10'] } }, true],
    [
      'IpAddress of IPv6',
      { IpAddress: { 'g:SourceIp': ['2001:db8::/32'] } },
      true,
      { context: from('2001:db8::5') },
    ],
    [
      'IPv4 inside of IPv6',
      { IpAddress: { 'g:SourceIp': ['192.0.2.0/24'] } },
      true,
      { context: from('::ffff:192.0.2.1') },
    ],
    ['NotIpAddress inside', { NotIpAddress: { 'g:SourceIp': ['192.0.2.0/24'] } }, false],
    ['NotIpAddress outside', { NotIpAddress: { 'g:SourceIp': ['198.51.100.0/24'] } }, true],
    [
      'no address is in no network',
      { IpAddress: { 'g:SourceIp': ['0.0.0.0/0'] } },
      false,
      { context: from('') },
    ],
    ['DateLessThan before', { DateLessThan: { 'g:CurrentTime': ['2026-06-15T12:00:01Z'] } }, true],
    ['DateLessThan at', { DateLessThan: { 'g:CurrentTime': ['2026-06-15T12:00:00Z'] } }, false],
    [
      'DateLessThanEquals at',
      { DateLessThanEquals: { 'g:CurrentTime': ['2026-06-15T20:00:00+08:00'] } },
      true,
    ],
    ['DateGreaterThan at', { DateGreaterThan: { 'g:CurrentTime': ['2026-06-15T12:00:00Z'] } }, false],
    ['DateGreaterThanEquals at', { DateGreaterThanEquals: { 'g:CurrentTime': ['2026-06-15'] } }, true],
    ['Bool without MFA', { Bool: { 'g:MFAPresent': ['true'] } }, false],
    ['Bool with MFA', { Bool: { 'g:MFAPresent': ['true'] } }, true, { context: strong }],
    ['a key in another case', { Bool: { 'g:MfaPresent': ['true'] } }, true, { context: strong }],
    ['NumberLessThan of MFA age', { NumberLessThan: { 'g:MFAAge': ['300'] } }, true, { context: strong }],
    ['NumberLessThan, too old', { NumberLessThan: { 'g:MFAAge': ['60'] } }, false, { context: strong }],
    [
      'NumberGreaterThanEquals',
      { NumberGreaterThanEquals: { 'g:MFAAge': ['90'] } },
      true,
      { context: strong },
    ],
    ['NumberEquals', { NumberEquals: { 'g:MFAAge': ['90'] } }, true, { context: strong }],
    ['a missing number is smaller than nothing', { NumberLessThan: { 'g:MFAAge': ['300'] } }, false],
    ['IfExists with a missing value', { NumberLessThanIfExists: { 'g:MFAAge': ['300'] } }, true],
    [
      'IfExists with a value that does not fit',
      { NumberLessThanIfExists: { 'g:MFAAge': ['60'] } },
      false,
      { context: strong },
    ],
    ['Null of a missing value', { Null: { 'g:MFAAge': ['true'] } }, true],
    ['Null of a present value', { Null: { 'g:MFAAge': ['true'] } }, false, { context: strong }],
    ['StringEquals', { StringEquals: { 'g:UserName': ['alice'] } }, true],
    ['StringEquals, other case', { StringEquals: { 'g:UserName': ['Alice'] } }, false],
    ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { 'g:UserName': ['ALICE'] } }, true],
    ['StringNotEquals', { StringNotEquals: { 'g:UserName': ['alice', 'bob'] } }, false],
    ['StringNotEqualsIgnoreCase', { StringNotEqualsIgnoreCase: { 'g:UserName': ['BOB'] } }, true],
    ['StringMatch', { StringMatch: { 'g:UserName': ['al?c*'] } }, true],
    ['StringNotMatch', { StringNotMatch: { 'g:UserName': ['al?c*'] } }, false],
    ['StringStartWith', { StringStartWith: { 'g:DomainName': ['def'] } }, true],
    ['StringEndWith', { StringEndWith: { 'g:ProjectName': ['-1'] } }, true],
    ['StringEquals of the service', { StringEquals: { 'g:ServiceName': ['kms'] } }, true],
    ['StringEquals of the user ID', { StringEquals: { 'g:UserId': [alice.userId] } }, true],
    [
      'no project, no name',
      { StringEquals: { 'g:ProjectName': ['local-1'] } },
      false,
      { context: contextOf({ project: null }) },
    ],
    [
      'a tag that fits',
      { StringEquals: { 'g:ResourceTag/team': ['red'] } },
      true,
      { resource: key('k', { tags: { team: 'red' } }) },
    ],
    [
      'a tag that differs',
      { StringEquals: { 'g:ResourceTag/team': ['red'] } },
      false,
      { resource: key('k', { tags: { team: 'blue' } }) },
    ],
    [
      'a tag that is missing',
      { StringEquals: { 'g:ResourceTag/team': ['red'] } },
      false,
      { resource: key('k', { tags: {} }) },
    ],
    [
      'a tag key with another case',
      { StringEquals: { 'g:ResourceTag/Team': ['red'] } },
      false,
      { resource: key('k', { tags: { team: 'red' } }) },
    ],
    [
      'a tag named like an object property',
      { Null: { 'g:ResourceTag/constructor': ['true'] } },
      true,
      { resource: key('k', { tags: {} }) },
    ],
    [
      'the enterprise project',
      { StringEquals: { 'g:EnterpriseProjectId': ['0'] } },
      true,
      { resource: key('k', { enterpriseProjectId: '0' }) },
    ],
    [
      'two operators, one fails',
      { Bool: { 'g:MFAPresent': ['true'] }, StringEquals: { 'g:UserName': ['alice'] } },
      false,
    ],
    ['two keys, both hold', { StringEquals: { 'g:UserName': ['alice'], 'g:DomainName': ['default'] } }, true],
    ['two keys, one fails', { StringEquals: { 'g:UserName': ['alice'], 'g:DomainName': ['other'] } }, false],
    ['ForAnyValue', { 'ForAnyValue:StringEquals': { 'g:UserName': ['alice'] } }, true],
    [
      'ForAnyValue of a missing value',
      { 'ForAnyValue:StringNotEquals': { 'g:ResourceTag/a': ['b'] } },
      false,
      { resource: key('k', { tags: {} }) },
    ],
    ['ForAllValues', { 'ForAllValues:StringEquals': { 'g:UserName': ['bob'] } }, false],
  ])('%s', (_name, Condition, expected, about = {}) => {
    const asked = question('kms:cmk:get', about);
    expect(effect(policySet(policy(allow(['kms:*'], { Condition }))).evaluate(asked))).toBe(
      expected ? 'allow' : 'none',
    );
    expect(effect(policySet(policy(allow(['*']), deny(['kms:*'], { Condition }))).evaluate(asked))).toBe(
      expected ? 'deny' : 'allow',
    );
  });
});

describe('IAM-04 examples of the documents [G 2.4.2]', () => {
  const createAndImport: PolicyDocument = {
    Version: '1.1',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'kms:cmk:create',
          'kms:cmk:getMaterial',
          'kms:cmkTag:create',
          'kms:cmkTag:batch',
          'kms:cmk:importMaterial',
        ],
      },
    ],
  };
  const useKeys = ['kms:dek:crypto', 'kms:cmk:get', 'kms:cmk:crypto', 'kms:cmk:generate', 'kms:cmk:list'];
  const use: PolicyDocument = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: useKeys }] };
  const multiAction: PolicyDocument = {
    Version: '1.1',
    Statement: [
      { Effect: 'Allow', Action: ['rds:task:list'] },
      { Effect: 'Allow', Action: useKeys },
    ],
  };
  const asked: Record<string, ReturnType<typeof question>> = {
    create: question('kms:cmk:create'),
    importParameters: question('kms:cmk:getMaterial', { resource: key('k') }),
    importMaterial: question('kms:cmk:importMaterial', { resource: key('k') }),
    addTag: question('kms:cmk:createTag', { legacy: ['kms:cmkTag:create'], resource: key('k') }),
    batchTags: question('kms:cmk:createTags', { legacy: ['kms:cmkTag:batch'], resource: key('k') }),
    list: question('kms:cmk:list'),
    get: question('kms:cmk:get', { resource: key('k') }),
    encrypt: question('kms:cmk:encryptData', { ...ENCRYPT, resource: key('k') }),
    decrypt: question('kms:cmk:decryptData', {
      legacy: ['kms:cmk:crypto', 'kms:cmk:decrypt'],
      resource: key('k'),
    }),
    decryptDataKey: question('kms:cmk:decryptDataKey', {
      legacy: ['kms:dek:crypto', 'kms:dek:decrypt'],
      resource: key('k'),
    }),
    random: question('kms::generateRandom', { legacy: ['kms:cmk:generate'] }),
    disable: question('kms:cmk:disable', { resource: key('k') }),
    scheduleDeletion: question('kms:cmk:scheduleKeyDeletion', {
      legacy: ['kms:cmk:update'],
      resource: key('k'),
    }),
    rdsTasks: question('rds:task:list'),
  };
  const creating = ['create', 'importParameters', 'importMaterial', 'addTag', 'batchTags'];
  const using = ['list', 'get', 'encrypt', 'decrypt', 'decryptDataKey', 'random'];

  it.each([
    ['create and import keys', createAndImport, creating],
    ['use keys', use, using],
    ['multi-action policy', multiAction, [...using, 'rdsTasks']],
  ])('%s: allows exactly what it says', (_name, document, expected) => {
    const set = policySet(document);
    const allowed = Object.keys(asked).filter((name) => {
      const one = asked[name];
      return one !== undefined && set.evaluate(one).effect === 'allow';
    });
    expect(allowed.sort()).toEqual([...expected].sort());
  });
});
