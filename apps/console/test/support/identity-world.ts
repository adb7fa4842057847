import {
  OperationError,
  type OperationId,
  type OperationInput,
  type OperationOutput,
} from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { server } from './server.ts';

type User = OperationOutput<'iam.viewUser'>;
type Group = OperationOutput<'iam.viewGroup'>;
type Policy = OperationOutput<'iam.viewPolicy'>;

/** Everything that an administrator of identities may do in the console. */
export const identityOperations: readonly OperationId[] = [
  'iam.searchUsers',
  'iam.viewUser',
  'iam.createUser',
  'iam.updateUser',
  'iam.deleteUser',
  'iam.searchGroups',
  'iam.viewGroup',
  'iam.createGroup',
  'iam.updateGroup',
  'iam.deleteGroup',
  'iam.addUserToGroup',
  'iam.removeUserFromGroup',
  'iam.searchPolicies',
  'iam.viewPolicy',
  'iam.checkPolicy',
  'iam.createPolicy',
  'iam.updatePolicy',
  'iam.deletePolicy',
  'iam.attachPolicy',
  'iam.detachPolicy',
  'iam.replayPolicyChange',
  'iam.simulateAccess',
  'iam.showAccessControl',
  'iam.updateAccessControl',
  'iam.showFlowControl',
  'iam.updateFlowControl',
  'iam.createProject',
  'iam.searchAccounts',
  'iam.createAccount',
  'iam.updateAccount',
];

const idOf = (digit: string) => digit.repeat(32);
export const ALICE = idOf('a');
export const OPERATORS = idOf('b');
export const READ_ONLY = idOf('c');
export const CUSTOM = idOf('e');
export const CUSTOM_TEXT = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "Allow", "Action": ["kms:cmk:list"] }
  ]
}`;

/** Users, groups and policies that behave as those of the server do, as far as the tests of Identity look. */
export class IdentityWorld {
  readonly users = new Map<string, User>([
    [
      ALICE,
      {
        id: ALICE,
        name: 'alice',
        description: 'Shop',
        email: null,
        enabled: true,
        hasPassword: true,
        issuer: null,
        createdAt: Date.UTC(2026, 10, 1),
        lastSignInAt: null,
        groups: [],
        attachments: [],
      },
    ],
  ]);
  readonly group: Group = {
    id: OPERATORS,
    name: 'operators',
    description: '',
    createdAt: Date.UTC(2026, 10, 1),
    members: 0,
    attachments: [],
  };
  readonly policies = new Map<string, Policy>([
    [READ_ONLY, aPolicy(READ_ONLY, 'KMS CMKReadOnlyAccess', 'system')],
    [CUSTOM, aPolicy(CUSTOM, 'list-keys', 'custom')],
  ]);
  readonly accounts = ['default'];
  readonly disabledAccounts = new Set<string>();
  readonly created: OperationInput<'iam.createUser'>['user'][] = [];
  readonly updates: OperationInput<'iam.updateUser'>[] = [];
  readonly replayed: OperationInput<'iam.replayPolicyChange'>[] = [];
  readonly attached: OperationInput<'iam.attachPolicy'>[] = [];
  readonly saved: { name?: string | undefined; document?: string | undefined }[] = [];

  play(): void {
    server.use(
      mockOperation('iam.searchUsers', ({ q = '' }) => ({
        items: [...this.users.values()].filter(({ name }) => name.includes(q)),
        nextCursor: null,
      })),
      mockOperation('iam.viewUser', ({ userId }) => this.user(userId)),
      mockOperation('iam.createUser', ({ user }) => this.#createUser(user)),
      mockOperation('iam.updateUser', (input) => this.#updateUser(input)),
      mockOperation('iam.deleteUser', ({ userId }) => {
        this.users.delete(userId);
        return {};
      }),
      mockOperation('iam.searchGroups', () => ({ items: [this.group], nextCursor: null })),
      mockOperation('iam.viewGroup', () => this.group),
      mockOperation('iam.addUserToGroup', ({ userId }) => {
        const { id, name } = this.group;
        this.users.set(userId, { ...this.user(userId), groups: [{ id, name, fromClaim: false }] });
        return {};
      }),
      mockOperation('iam.searchPolicies', ({ q = '' }) => ({
        items: [...this.policies.values()].filter(({ name }) => name.includes(q)),
        nextCursor: null,
      })),
      mockOperation('iam.viewPolicy', ({ policyId }) => {
        const policy = this.policies.get(policyId);
        if (!policy) throw new OperationError('policyNotFound');
        return policy;
      }),
      mockOperation('iam.checkPolicy', ({ document }) => ({
        problems: document.includes('kms:cmk:nothing')
          ? [
              {
                path: 'Statement[0].Action[0]',
                line: 4,
                column: 37,
                message: '"kms:cmk:nothing" is not an action',
              },
            ]
          : [],
      })),
      mockOperation('iam.createPolicy', ({ name, document }) => {
        if (document.includes('kms:cmk:nothing')) throw new OperationError('policyInvalid');
        this.saved.push({ name, document });
        this.policies.set(CUSTOM, { ...aPolicy(CUSTOM, name, 'custom'), document });
        return { id: CUSTOM };
      }),
      mockOperation('iam.updatePolicy', ({ name, document }) => {
        this.saved.push({ name, document });
        return {};
      }),
      mockOperation('iam.attachPolicy', (input) => {
        this.attached.push(input);
        if (input.userId !== undefined) this.#setAttachments(input.userId, [input.policyId]);
        return {};
      }),
      mockOperation('iam.detachPolicy', ({ userId = '' }) => {
        this.#setAttachments(userId, []);
        return {};
      }),
      mockOperation('iam.searchAccounts', () => ({
        items: this.accounts.map((name, index) => ({
          id: idOf(String(index)),
          name,
          enabled: !this.disabledAccounts.has(name),
          own: index === 0,
          users: 1,
          projects: 1,
          createdAt: 0,
        })),
        nextCursor: null,
      })),
      mockOperation('iam.createAccount', ({ domain }) => {
        if (this.accounts.includes(domain.name)) {
          throw new OperationError('accountNameTaken', { field: 'domain.name' });
        }
        this.accounts.push(domain.name);
        const links = { self: '' };
        return {
          domain: {
            ...{ id: idOf('9'), name: domain.name, enabled: true, description: '', links },
            admin: { id: idOf('8'), name: domain.admin.name },
            project: { id: idOf('7'), name: 'local-1' },
          },
        };
      }),
      mockOperation('iam.updateAccount', ({ domainId, domain: { enabled } }) => {
        const name = this.accounts[Number(domainId[0])] ?? '';
        if (enabled) this.disabledAccounts.delete(name);
        else this.disabledAccounts.add(name);
        return { domain: { id: domainId, name, enabled, description: '', links: { self: '' } } };
      }),
      mockOperation('iam.replayPolicyChange', (input) => {
        this.replayed.push(input);
        return { since: 0, examined: 12, truncated: false, changes: [aChange] };
      }),
    );
  }

  #setAttachments(userId: string, policyIds: readonly string[]): void {
    const attachments = policyIds.map((policyId) => ({
      policyId,
      policyName: this.policies.get(policyId)?.name ?? '',
      groupId: null,
      groupName: null,
      projectId: null,
      projectName: null,
    }));
    this.users.set(userId, { ...this.user(userId), attachments });
  }

  user(id: string): User {
    const user = this.users.get(id);
    if (!user) throw new OperationError('userNotFound');
    return user;
  }

  #createUser(user: OperationInput<'iam.createUser'>['user']): OperationOutput<'iam.createUser'> {
    if ([...this.users.values()].some(({ name }) => name === user.name)) {
      throw new OperationError('userNameTaken', { field: 'user.name' });
    }
    this.created.push(user);
    const id = idOf('f');
    const hasPassword = user.password !== undefined;
    this.users.set(id, { ...this.user(ALICE), id, name: user.name, description: '', hasPassword });
    return { user: answerOf(this.user(id)) };
  }

  #updateUser(input: OperationInput<'iam.updateUser'>): OperationOutput<'iam.updateUser'> {
    this.updates.push(input);
    const { enabled } = input.user;
    const before = this.user(input.userId);
    this.users.set(input.userId, { ...before, enabled: enabled ?? before.enabled });
    return { user: answerOf(this.user(input.userId)) };
  }
}

const aChange: OperationOutput<'iam.replayPolicyChange'>['changes'][number] = {
  userId: ALICE,
  userName: 'alice',
  operation: 'disableKey',
  action: 'kms:cmk:disable',
  resourceType: 'cmk',
  resourceId: 'k',
  resourceName: 'orders',
  projectId: null,
  before: 'allowed',
  after: 'denied',
  reason: 'No policy allows it.',
  count: 3,
  lastAt: Date.UTC(2026, 10, 20),
  lastTraceId: 't',
};

function aPolicy(id: string, name: string, type: Policy['type']): Policy {
  return {
    id,
    name,
    description: '',
    type,
    attachmentCount: 0,
    createdAt: 0,
    updatedAt: 0,
    document: CUSTOM_TEXT,
    attachments: [],
  };
}

function answerOf({ id, name, enabled }: User): OperationOutput<'iam.createUser'>['user'] {
  return {
    id,
    name,
    domainId: idOf('d'),
    enabled,
    description: '',
    email: '',
    createTime: 0,
    passwordExpiresAt: '',
    pwdStatus: true,
    accessMode: 'default',
    isDomainOwner: false,
  };
}
