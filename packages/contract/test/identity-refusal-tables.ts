import { type OperationId, operationOf } from '../src/catalogue.ts';
import { ABSENT, type Table } from './table.ts';

const ID = '0'.repeat(32);

type Refused = Table['refused'];

const table = (id: OperationId, taken: Table['taken'], refused: Refused): Table => ({
  operation: operationOf(id),
  taken,
  refused,
});

const idRefusals = (field: string): Refused => [
  [field, ABSENT, 'KMS.0204'],
  [field, '', 'KMS.0308'],
  [field, 'x'.repeat(65), 'KMS.0308'],
  [field, 7, 'KMS.0308'],
];

/** Calls that read nothing but IDs. */
const byIds = (id: OperationId, ...fields: string[]): Table =>
  table(id, Object.fromEntries(fields.map((field) => [field, ID])), fields.flatMap(idRefusals));

const badNames = ['', ' a', 'a ', 'a/b', 'x'.repeat(65), 'a\nb', '<b>', 7];
const badPasswords = ['', 'x'.repeat(1025), 12345678];

const statement = { Effect: 'Allow', Action: ['kms:cmk:get'] };
const policy = { Version: '1.1', Statement: [statement] };
const role = { display_name: 'p', type: 'XA', description: '', policy };
const withStatement = (change: object) => ({
  ...role,
  policy: { ...policy, Statement: [{ ...statement, ...change }] },
});

const roleRefusals: Refused = [
  ['role', ABSENT, 'KMS.0204'],
  ['role', { ...role, type: 'ZZ' }, 'KMS.0308'],
  ...badNames.map((display_name) => ['role', { ...role, display_name }, 'KMS.0308'] as const),
  ['role', { ...role, description: 'x'.repeat(256) }, 'KMS.0308'],
  ['role', { ...role, policy: undefined }, 'IAM.1301'],
  ['role', { ...role, policy: { ...policy, Version: '2.0' } }, 'IAM.1301'],
  ['role', { ...role, policy: { ...policy, Statement: undefined } }, 'IAM.1301'],
  ['role', { ...role, policy: { ...policy, Depends: [] } }, 'IAM.1301'],
  ['role', withStatement({ Effect: 'allow' }), 'IAM.1301'],
  ['role', withStatement({ Action: 'kms:cmk:get' }), 'IAM.1301'],
  ['role', withStatement({ NotAction: ['kms:cmk:get'] }), 'IAM.1301'],
  // Left out in silence, the statement would be about every key.
  ['role', withStatement({ Resources: ['kms:*:*:KeyId:1'] }), 'IAM.1301'],
  ['role', withStatement({ Condition: { Bool: { 'g:MFAPresent': 'true' } } }), 'IAM.1301'],
  ['role', withStatement({ Condition: ['x'] }), 'IAM.1301'],
];

const pageRefusals: Refused = [
  ['page', 0, 'KMS.0308'],
  ['per_page', 301, 'KMS.0308'],
  ['per_page', 'all', 'KMS.0308'],
];

/** Calls of IAM on the REST surface. */
export const identityRestTables: readonly Table[] = [
  table('iam.listUsers', { name: 'alice', enabled: true }, [
    ['enabled', 'yes', 'KMS.0308'],
    ['name', 'x'.repeat(65), 'KMS.0308'],
  ]),
  byIds('iam.showUser', 'user_id'),
  table('iam.createUser', { user: { name: 'Änne.B_c@d 1', password: 'p' } }, [
    ['user', ABSENT, 'KMS.0204'],
    ['user', {}, 'KMS.0204'],
    ...badNames.map((name) => ['user', { name }, 'KMS.0308'] as const),
    ...badPasswords.map((password) => ['user', { name: 'a', password }, 'KMS.0308'] as const),
    ['user', { name: 'a', email: 'a' }, 'KMS.0308'],
    ['user', { name: 'a', enabled: 'true' }, 'KMS.0308'],
    ['user', { name: 'a', description: 'x'.repeat(256) }, 'KMS.0308'],
  ]),
  table('iam.updateUser', { user_id: ID, user: { enabled: false } }, [
    ...idRefusals('user_id'),
    ['user', ABSENT, 'KMS.0204'],
    ['user', { enabled: 0 }, 'KMS.0308'],
    ...badNames.map((name) => ['user', { name }, 'KMS.0308'] as const),
    ...badPasswords.map((password) => ['user', { password }, 'KMS.0308'] as const),
  ]),
  table('iam.changePassword', { user_id: ID, user: { password: 'a', original_password: 'b' } }, [
    ...idRefusals('user_id'),
    ['user', { password: 'a' }, 'KMS.0204'],
    ['user', { original_password: 'b' }, 'KMS.0204'],
    ...badPasswords.map((password) => ['user', { password, original_password: 'b' }, 'KMS.0308'] as const),
  ]),
  byIds('iam.deleteUser', 'user_id'),
  table('iam.listGroups', { name: 'g' }, [['name', 'x'.repeat(65), 'KMS.0308']]),
  table('iam.createGroup', { group: { name: 'g' } }, [
    ['group', ABSENT, 'KMS.0204'],
    ...badNames.map((name) => ['group', { name }, 'KMS.0308'] as const),
  ]),
  table('iam.updateGroup', { group_id: ID, group: { name: 'g' } }, [
    ...idRefusals('group_id'),
    ...badNames.map((name) => ['group', { name }, 'KMS.0308'] as const),
  ]),
  byIds('iam.deleteGroup', 'group_id'),
  byIds('iam.addUserToGroup', 'group_id', 'user_id'),
  byIds('iam.removeUserFromGroup', 'group_id', 'user_id'),
  byIds('iam.showProject', 'project_id'),
  table('iam.createProject', { project: { name: 'local-1_a' } }, [
    ['project', ABSENT, 'KMS.0204'],
    ...badNames.map((name) => ['project', { name }, 'KMS.0308'] as const),
  ]),
  table('iam.createAccount', { domain: { name: 'second', admin: { name: 'root', password: 'p' } } }, [
    ['domain', ABSENT, 'KMS.0204'],
    ['domain', { name: 'second' }, 'KMS.0204'],
    ['domain', { name: 'second', admin: { name: 'root' } }, 'KMS.0204'],
    ...badNames.map((name) => ['domain', { name, admin: { name: 'a', password: 'p' } }, 'KMS.0308'] as const),
  ]),
  table('iam.updateAccount', { domain_id: ID, domain: { enabled: false } }, [
    ...idRefusals('domain_id'),
    ['domain', ABSENT, 'KMS.0204'],
    ['domain', {}, 'KMS.0204'],
    ['domain', { enabled: 'false' }, 'KMS.0308'],
  ]),
  table('iam.listPermissions', { permission_type: 'role', type: 'all', page: 1, per_page: 300 }, [
    ['permission_type', 'all', 'KMS.0308'],
    ['type', 'x', 'KMS.0308'],
    ...pageRefusals,
  ]),
  byIds('iam.showPermission', 'role_id'),
  table('iam.createCustomPolicy', { role }, roleRefusals),
  table('iam.listCustomPolicies', { page: 1, per_page: 300 }, pageRefusals),
  byIds('iam.showCustomPolicy', 'role_id'),
  table('iam.updateCustomPolicy', { role_id: ID, role }, [...idRefusals('role_id'), ...roleRefusals]),
  byIds('iam.deleteCustomPolicy', 'role_id'),
  table('iam.createIdentityPolicy', { policy_name: 'p', policy_document: '{}' }, [
    ['policy_name', ABSENT, 'KMS.0204'],
    ...badNames.map((name) => ['policy_name', name, 'KMS.0308'] as const),
    ['policy_document', ABSENT, 'KMS.0204'],
    ['policy_document', {}, 'KMS.0308'],
    ['policy_document', 'x'.repeat(65_537), 'KMS.0308'],
  ]),
  table('iam.listIdentityPolicies', { limit: 200, policy_type: 'custom' }, [
    ['limit', 0, 'KMS.0308'],
    ['limit', 201, 'KMS.0308'],
    ['policy_type', 'all', 'KMS.0308'],
  ]),
  byIds('iam.getIdentityPolicy', 'policy_id'),
  table('iam.getIdentityPolicyVersion', { policy_id: ID, version_id: 'v1' }, [
    ...idRefusals('policy_id'),
    ['version_id', 'x'.repeat(65), 'KMS.0308'],
  ]),
  byIds('iam.deleteIdentityPolicy', 'policy_id'),
  byIds('iam.attachUserPolicy', 'policy_id', 'user_id'),
  byIds('iam.attachGroupPolicy', 'policy_id', 'group_id'),
  byIds('iam.detachUserPolicy', 'policy_id', 'user_id'),
  byIds('iam.detachGroupPolicy', 'policy_id', 'group_id'),
  byIds('iam.grantRoleToGroupOnDomain', 'domain_id', 'group_id', 'role_id'),
  byIds('iam.revokeRoleFromGroupOnDomain', 'domain_id', 'group_id', 'role_id'),
  byIds('iam.listRolesForGroupOnDomain', 'domain_id', 'group_id'),
  byIds('iam.grantRoleToGroupOnProject', 'project_id', 'group_id', 'role_id'),
  byIds('iam.revokeRoleFromGroupOnProject', 'project_id', 'group_id', 'role_id'),
  byIds('iam.listRolesForGroupOnProject', 'project_id', 'group_id'),
];

const searchRefusals: Refused = [
  ['q', 'x'.repeat(65), 'KMS.0308'],
  ['limit', 0, 'KMS.1601'],
  ['limit', 101, 'KMS.1601'],
  ['cursor', '', 'KMS.1602'],
  ['page', 1, 'KMS.0308'],
];
const document = JSON.stringify(policy);
const rate = (perSecond: number, burst: number) => ({ perSecond, burst });
const badDocuments = ['', 'x'.repeat(65_537), policy];

/** Calls of IAM that only the console has. */
export const identityConsoleTables: readonly Table[] = [
  table('iam.searchUsers', { q: 'a', enabled: true, groupId: ID, limit: 100 }, searchRefusals),
  byIds('iam.viewUser', 'userId'),
  table('iam.searchGroups', { q: 'a' }, searchRefusals),
  table('iam.searchAccounts', { q: 'a' }, searchRefusals),
  byIds('iam.viewGroup', 'groupId'),
  table('iam.searchPolicies', { q: 'a', type: 'system' }, [...searchRefusals, ['type', 'role', 'KMS.0308']]),
  byIds('iam.viewPolicy', 'policyId'),
  table(
    'iam.checkPolicy',
    { document },
    badDocuments.map((bad) => ['document', bad, 'KMS.0308'] as const),
  ),
  table('iam.createPolicy', { name: 'p', document }, [
    ...badNames.map((name) => ['name', name, 'KMS.0308'] as const),
    ...badDocuments.map((bad) => ['document', bad, 'KMS.0308'] as const),
    ['groupId', ID, 'KMS.0308'],
  ]),
  table('iam.updatePolicy', { policyId: ID, document }, [
    ...idRefusals('policyId'),
    ...badDocuments.map((bad) => ['document', bad, 'KMS.0308'] as const),
  ]),
  byIds('iam.deletePolicy', 'policyId'),
  ...(['iam.approveRequest', 'iam.rejectRequest'] as const).map((id) =>
    table(id, { approvalId: 'a' }, [
      ['approvalId', ABSENT, 'KMS.0204'],
      ['approvalId', '', 'KMS.0308'],
      ['approvalId', 'x'.repeat(65), 'KMS.0308'],
    ]),
  ),
  table('iam.updateFourEyes', { enabled: true }, [
    ['enabled', ABSENT, 'KMS.0204'],
    ['enabled', 'yes', 'KMS.0308'],
  ]),
  table('iam.updateAccessControl', { console: [{ network: '192.0.2.0/24' }], api: [] }, [
    ['console', ABSENT, 'KMS.0204'],
    ['api', ABSENT, 'KMS.0204'],
    ['console', [{ network: '' }], 'KMS.0308'],
    ['console', ['192.0.2.0/24'], 'KMS.0308'],
    ['api', [{ network: '::', description: 'x'.repeat(256) }], 'KMS.0308'],
    ['api', Array.from({ length: 201 }, () => ({ network: '::/0' })), 'KMS.0308'],
    ['confirmLockout', 'true', 'KMS.0308'],
  ]),
  table('iam.updateFlowControl', { limits: { user: rate(1, 1), account: rate(2, 1_000_000) } }, [
    ['limits', ABSENT, 'KMS.0204'],
    ['limits', { user: rate(1, 1) }, 'KMS.0204'],
    ['limits', { user: rate(0, 1), account: rate(1, 1) }, 'KMS.0308'],
    ['limits', { user: rate(2, 1), account: rate(1, 1) }, 'KMS.0308'],
    ['limits', { user: rate(1, 1_000_001), account: rate(1, 1) }, 'KMS.0308'],
    ['limits', { user: rate(1.5, 2), account: rate(1, 1) }, 'KMS.0308'],
  ]),
  table('iam.simulateAccess', { userId: ID, action: 'kms::generateRandom', sourceIp: '2001:db8::1' }, [
    ...idRefusals('userId'),
    ...['', 'kms:cmk:*', 'kms', 'kms:cmk', 'KMS:cmk:get'].map((bad) => ['action', bad, 'KMS.0308'] as const),
    ['resource', { type: 'cmk' }, 'KMS.0204'],
    ['resource', { type: 'CMK', id: 'x' }, 'KMS.0308'],
    ['sourceIp', '192.0.2.0/24', 'KMS.0308'],
    ['time', -1, 'KMS.0308'],
    ['channel', 'system', 'KMS.0308'],
  ]),
  table('iam.replayPolicyChange', { change: 'update', policyId: ID, document, days: 90 }, [
    ['change', ABSENT, 'KMS.0204'],
    ['change', 'create', 'KMS.0308'],
    ['days', 0, 'KMS.0308'],
    ['days', 91, 'KMS.0308'],
    ...badDocuments.map((bad) => ['document', bad, 'KMS.0308'] as const),
  ]),
  table(
    'iam.replayGrant',
    {
      keyId: '0d0466b0-e727-4d9c-b35d-f84bb474a37f',
      granteePrincipal: ID,
      operations: ['encrypt-data'],
      days: 90,
    },
    [
      ['keyId', 'k', 'KMS.0205'],
      ['granteePrincipal', 'a-1', 'KMS.2402'],
      ['granteePrincipalType', 'group', 'KMS.0308'],
      ['operations', [], 'KMS.0308'],
      ['operations', ['delete-key'], 'KMS.0308'],
      ['days', 0, 'KMS.0308'],
      ['days', 91, 'KMS.0308'],
    ],
  ),
  table('iam.attachPolicy', { policyId: ID, groupId: ID, projectId: ID }, [
    ...idRefusals('policyId'),
    ['groupId', '', 'KMS.0308'],
    ['projectId', '', 'KMS.0308'],
    ['domainId', ID, 'KMS.0308'],
  ]),
  table('iam.detachPolicy', { policyId: ID, userId: ID }, [
    ...idRefusals('policyId'),
    ['userId', '', 'KMS.0308'],
  ]),
];
