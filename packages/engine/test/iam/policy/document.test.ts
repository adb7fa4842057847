import { describe, expect, it } from 'vitest';
import { catalogueActions } from '../../../src/iam/policy/catalogue-actions.ts';
import { MAX_DOCUMENT_LENGTH, parsePolicyDocument } from '../../../src/iam/policy/document.ts';
import { compilePolicy } from '../../../src/iam/policy/evaluator.ts';
import { problemsOf } from './questions.ts';

const statement = (rest: object) => ({
  Version: '1.1',
  Statement: [{ Effect: 'Allow', Action: ['kms:cmk:list'], ...rest }],
});
const action = (Action: unknown) => statement({ Action });
const condition = (Condition: unknown) => statement({ Condition });
const five = (rest: object) => ({ Version: '5.0', Statement: [{ Effect: 'Allow', ...rest }] });

describe('IAM-04 a policy that cannot be kept to is refused when it is saved', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['not an object', [], '', /object/],
    ['no version', { Statement: [] }, 'Version', /./],
    ['another version', { ...statement({}), Version: '2012-10-17' }, 'Version', /./],
    ['no statement', { Version: '1.1' }, 'Statement', /./],
    ['an empty list of statements', { Version: '1.1', Statement: [] }, 'Statement', /must not be empty/],
    [
      'too many statements',
      { Version: '1.1', Statement: Array(51).fill(statement({}).Statement[0]) },
      'Statement',
      /50/,
    ],
    ['another property', { ...statement({}), Id: 'x' }, '', /Id/],
    ['another property in a statement', statement({ Principal: '*' }), 'Statement.0', /Principal/],
    [
      '__proto__ in a statement',
      JSON.parse('{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["*"],"__proto__":{}}]}'),
      'Statement.0',
      /__proto__/,
    ],
    ['another effect', statement({ Effect: 'allow' }), 'Statement.0.Effect', /./],
    ['no action', { Version: '1.1', Statement: [{ Effect: 'Allow' }] }, 'Statement.0', /Action is missing/],
    ['an action that is no list', action('kms:cmk:list'), 'Statement.0.Action', /list/],
    ['an empty list of actions', action([]), 'Statement.0.Action', /empty/],
    ['a number as action', action([1]), 'Statement.0.Action.0', /./],
    [
      'an unknown action of KMS',
      action(['kms:cmk:list', 'kms:cmk:lst']),
      'Statement.0.Action.1',
      /matches no action of service kms/,
    ],
    ['an unknown action of CSMS', action(['csms:secret:steal']), 'Statement.0.Action.0', /matches no action/],
    ['an unknown action of KPS', action(['kps:keypair:create']), 'Statement.0.Action.0', /matches no action/],
    [
      'a wildcard that matches nothing',
      action(['kms:nothing:*']),
      'Statement.0.Action.0',
      /matches no action/,
    ],
    ['two parts', action(['kms:list']), 'Statement.0.Action.0', /is not an action/],
    ['four parts', action(['kms:cmk:list:x']), 'Statement.0.Action.0', /is not an action/],
    ['no operation', action(['kms:cmk:']), 'Statement.0.Action.0', /is not an action/],
    ['no service', action([':cmk:list']), 'Statement.0.Action.0', /names no service/],
    ['a service in capitals', action(['KMS:cmk:list']), 'Statement.0.Action.0', /lower case/],
    ['a regular expression', action(['kms:cmk:(list|get)']), 'Statement.0.Action.0', /character/],
    [
      'a resource with four parts',
      statement({ Resource: ['kms:*:*:KeyId'] }),
      'Statement.0.Resource.0',
      /five parts/,
    ],
    [
      'a resource without path',
      statement({ Resource: ['kms:*:*:KeyId:'] }),
      'Statement.0.Resource.0',
      /no path/,
    ],
    [
      'a resource without type',
      statement({ Resource: ['kms:*:*::x'] }),
      'Statement.0.Resource.0',
      /service or type/,
    ],
    [
      'a resource with a blank region',
      statement({ Resource: ['kms: :*:KeyId:x'] }),
      'Statement.0.Resource.0',
      /region/,
    ],
    [
      'a resource that is too long',
      statement({ Resource: [`kms:*:*:KeyId:${'x'.repeat(1100)}`] }),
      'Statement.0.Resource.0',
      /longer/,
    ],
    [
      'NotAction in 1.1',
      { Version: '1.1', Statement: [{ Effect: 'Allow', NotAction: ['iam:*'] }] },
      'Statement.0.NotAction',
      /5\.0/,
    ],
    [
      'Action and NotAction',
      five({ Action: ['*'], NotAction: ['iam:*'] }),
      'Statement.0.NotAction',
      /not both/,
    ],
    [
      'Resource and NotResource',
      five({ Action: ['*'], Resource: ['*'], NotResource: ['*'] }),
      'Statement.0.NotResource',
      /not both/,
    ],
    ['a condition that is no object', condition([]), 'Statement.0.Condition', /object/],
    ['an operator without key', condition({ Bool: {} }), 'Statement.0.Condition.Bool', /at least one/],
    [
      'an unknown operator',
      condition({ StringLike: { 'g:UserName': ['a'] } }),
      'Statement.0.Condition.StringLike',
      /not an operator/,
    ],
    [
      'an operator named __proto__',
      JSON.parse(
        '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["*"],"Condition":{"__proto__":{"g:UserName":["a"]}}}]}',
      ),
      'Statement.0.Condition.__proto__',
      /not an operator/,
    ],
    [
      'an operator named constructor',
      condition({ constructor: { 'g:UserName': ['a'] } }),
      'Statement.0.Condition.constructor',
      /not an operator/,
    ],
    [
      'an unknown key',
      condition({ StringEquals: { 'g:Nothing': ['a'] } }),
      'Statement.0.Condition.StringEquals.g:Nothing',
      /not a condition key/,
    ],
    [
      'a key that no request carries',
      condition({ StringEquals: { 'kms:KeySpec': ['AES_256'] } }),
      'Statement.0.Condition.StringEquals.kms:KeySpec',
      /not a condition key/,
    ],
    [
      'a tag without name',
      condition({ StringEquals: { 'g:ResourceTag/': ['a'] } }),
      'Statement.0.Condition.StringEquals.g:ResourceTag/',
      /not a condition key/,
    ],
    [
      'no values',
      condition({ StringEquals: { 'g:UserName': [] } }),
      'Statement.0.Condition.StringEquals.g:UserName',
      /1 to 100/,
    ],
    [
      'a value that is no text',
      condition({ Bool: { 'g:MFAPresent': [true] } }),
      'Statement.0.Condition.Bool.g:MFAPresent.0',
      /text/,
    ],
    [
      'an address that is none',
      condition({ IpAddress: { 'g:SourceIp': ['10.0.0.0/33'] } }),
      'Statement.0.Condition.IpAddress.g:SourceIp',
      /not a value/,
    ],
    [
      'a date without time zone',
      condition({ DateLessThan: { 'g:CurrentTime': ['2026-01-01T00:00:00'] } }),
      'Statement.0.Condition.DateLessThan.g:CurrentTime',
      /not a value/,
    ],
    [
      'a day that does not exist',
      condition({ DateLessThan: { 'g:CurrentTime': ['2026-13-01'] } }),
      'Statement.0.Condition.DateLessThan.g:CurrentTime',
      /not a value/,
    ],
    [
      'a number that is none',
      condition({ NumberLessThan: { 'g:MFAAge': ['ten'] } }),
      'Statement.0.Condition.NumberLessThan.g:MFAAge',
      /not a value/,
    ],
    [
      'a boolean that is none',
      condition({ Bool: { 'g:MFAPresent': ['yes'] } }),
      'Statement.0.Condition.Bool.g:MFAPresent',
      /not a value/,
    ],
    [
      'text compared as address',
      condition({ IpAddress: { 'g:UserName': ['10.0.0.1'] } }),
      'Statement.0.Condition.IpAddress.g:UserName',
      /cannot be compared/,
    ],
    [
      'Null with a name',
      condition({ Null: { 'g:UserName': ['alice'] } }),
      'Statement.0.Condition.Null.g:UserName',
      /one value/,
    ],
    [
      'NullIfExists',
      condition({ NullIfExists: { 'g:UserName': ['true'] } }),
      'Statement.0.Condition.NullIfExists',
      /not an operator/,
    ],
    [
      'too many conditions',
      condition({
        StringEquals: Object.fromEntries(
          Array.from({ length: 11 }, (_, i) => [`g:ResourceTag/t${i}`, ['x']]),
        ),
      }),
      'Statement.0.Condition',
      /more than 10/,
    ],
  ])('%s', (_name, document, path, message) => {
    const problems = problemsOf(document);
    expect(problems.map((problem) => problem.path.join('.'))).toContain(path);
    expect(problems.find((problem) => problem.path.join('.') === path)?.message).toMatch(message);
  });

  it('text that is not JSON, or too long', () => {
    expect(parsePolicyDocument('{"Version": "1.1",', [])).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('not JSON') }],
    });
    const long = parsePolicyDocument(
      `${JSON.stringify(statement({}))}${' '.repeat(MAX_DOCUMENT_LENGTH)}`,
      [],
    );
    expect(long).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining('longer') }] });
  });

  it('actions of the catalogue and of other services are accepted', () => {
    expect(problemsOf(action(['rds:task:list', 'ecs:*:*', 'kms::generateRandom', 'kms:*', '*']))).toEqual([]);
    const own = JSON.stringify(action(['kms:cmk:shadowDisable']));
    expect(parsePolicyDocument(own, []).ok).toBe(false);
    expect(parsePolicyDocument(own, ['kms:cmk:shadowDisable']).ok).toBe(true);
  });

  it('a stored document that is not understood does not compile, so that a Deny cannot vanish', () => {
    expect(() =>
      compilePolicy('id', 'Broken', {
        Version: '1.1',
        Statement: [{ Effect: 'Deny', Action: ['*'], Condition: { Sometimes: { 'g:UserName': ['a'] } } }],
      }),
    ).toThrow(/policy "Broken", statement 1: Condition Sometimes is not an operator/);
  });
});

describe('IAM-04 actions of the catalogue', () => {
  it.each(catalogueActions)('%s can be named in a policy', (name) => {
    const text = JSON.stringify(action([name]));
    expect(parsePolicyDocument(text, catalogueActions)).toMatchObject({ ok: true });
  });
});
