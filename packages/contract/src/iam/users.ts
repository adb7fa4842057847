import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { isoMicrosText } from '../wire/scalars.ts';
import { consolePage, description, identityId, identityName, links, password } from './fields.ts';

/** Users of an account (IAM-02). */

/** Where users may sign in; there is one kind here. */
const accessMode = z.enum(['default', 'console', 'programmatic']);

const userEntry = z.object({
  id: z.string(),
  name: z.string(),
  domainId: z.string(),
  enabled: z.boolean(),
  description: z.string(),
  /** "" means never. */
  passwordExpiresAt: z.string(),
  /** False until the user has a password of their own choice; always true here. */
  pwdStatus: z.boolean(),
  accessMode,
  links,
});

const userAnswer = z.object({
  id: z.string(),
  name: z.string(),
  domainId: z.string(),
  enabled: z.boolean(),
  description: z.string(),
  email: z.string(),
  createTime: isoMicrosText,
  passwordExpiresAt: z.string(),
  pwdStatus: z.boolean(),
  accessMode,
  isDomainOwner: z.boolean(),
});

const email = z.union([z.email().max(255), z.literal('')], { error: 'must be an e-mail address' });

export const listUsers = defineOperation({
  id: 'iam.listUsers',
  service: 'iam',
  summary: 'List users',
  description: 'Users of the caller’s account; `name` filters by the exact name.',
  scope: 'account',
  effect: 'read',
  action: 'iam:users:listUsers',
  trace: { name: 'listUsers', resourceType: 'user' },
  input: z.object({
    domainId: identityId.optional(),
    enabled: z.boolean().optional(),
    name: z.string().max(64).optional(),
    /** Accepted and without effect: passwords do not expire. */
    passwordExpiresAt: z.string().max(64).optional(),
  }),
  output: z.object({ users: z.array(userEntry), links }),
  rest: { method: 'GET', path: '/v3/users' },
  refusals: [],
});

/** A user as the console shows it. Times in ms since 1970 UTC. */
const consoleUser = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  email: z.string().nullable(),
  enabled: z.boolean(),
  /** False: signs in at a foreign provider only. */
  hasPassword: z.boolean(),
  /** Issuer of the foreign provider that knows the user; null for users of this installation. */
  issuer: z.string().nullable(),
  createdAt: z.int(),
  lastSignInAt: z.int().nullable(),
});

export const searchUsers = defineOperation({
  id: 'iam.searchUsers',
  service: 'iam',
  summary: 'Search users',
  description: 'Keyset-paged list by name, of the account or of one group.',
  scope: 'account',
  effect: 'read',
  action: 'iam:users:listUsers',
  trace: { name: 'listUsers', resourceType: 'user' },
  input: z.object({ ...consolePage, enabled: z.boolean().optional(), groupId: identityId.optional() }),
  output: z.object({ items: z.array(consoleUser), nextCursor: z.string().nullable() }),
  console: { method: 'GET', path: '/identity/users' },
  refusals: ['markerInvalid'],
});

export const showUser = defineOperation({
  id: 'iam.showUser',
  service: 'iam',
  summary: 'Show a user',
  description: 'One user of the caller’s account.',
  scope: 'account',
  effect: 'read',
  action: 'iam:users:getUser',
  trace: { name: 'showUser', resourceType: 'user' },
  input: z.object({ userId: identityId }),
  output: z.object({ user: userEntry }),
  rest: { method: 'GET', path: '/v3/users/{user_id}' },
  refusals: ['userNotFound'],
});

export const viewUser = defineOperation({
  id: 'iam.viewUser',
  service: 'iam',
  summary: 'View a user',
  description: 'The user, the groups it is in, the policies that bind it with where they come from.',
  scope: 'account',
  effect: 'read',
  action: 'iam:users:getUser',
  trace: { name: 'showUser', resourceType: 'user' },
  input: z.object({ userId: identityId }),
  output: z.object({
    ...consoleUser.shape,
    groups: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        /** True: given by the groups claim of the foreign provider. */
        fromClaim: z.boolean(),
      }),
    ),
    attachments: z.array(
      z.object({
        policyId: z.string(),
        policyName: z.string(),
        /** Null: attached to the user itself. */
        groupId: z.string().nullable(),
        groupName: z.string().nullable(),
        /** Null: in all projects and on the account. */
        projectId: z.string().nullable(),
        projectName: z.string().nullable(),
      }),
    ),
  }),
  console: { method: 'GET', path: '/identity/users/{userId}' },
  refusals: ['userNotFound'],
});

export const createUser = defineOperation({
  id: 'iam.createUser',
  service: 'iam',
  summary: 'Create a user',
  description:
    'The user has no permission until it is in a group with policies. Without a password it cannot sign in before one is set. At most 5,000 users per account.',
  scope: 'account',
  effect: 'create',
  action: 'iam:users:createUser',
  trace: { name: 'createUser', resourceType: 'user' },
  input: z.object({
    user: z.object({
      name: identityName,
      /** The caller’s account. */
      domainId: identityId.optional(),
      password: password.optional(),
      email: email.optional(),
      description: description.optional(),
      enabled: z.boolean().default(true),
      accessMode: accessMode.optional(),
    }),
  }),
  output: z.object({ user: userAnswer }),
  rest: { method: 'POST', path: '/v3.0/OS-USER/users', success: 201 },
  console: { method: 'POST', path: '/identity/users', success: 201 },
  refusals: ['accountNotFound', 'userNameTaken', 'identityQuotaExceeded'],
});

export const updateUser = defineOperation({
  id: 'iam.updateUser',
  service: 'iam',
  summary: 'Change a user',
  description:
    'By an administrator: name, e-mail, description, password, enabled. Disabling a user, and a new password, end its sessions and tokens at once. The last administrator cannot be disabled.',
  scope: 'account',
  effect: 'change',
  action: 'iam:users:updateUser',
  trace: { name: 'updateUser', resourceType: 'user' },
  input: z.object({
    userId: identityId,
    user: z.object({
      name: identityName.optional(),
      email: email.optional(),
      description: description.optional(),
      password: password.optional(),
      enabled: z.boolean().optional(),
    }),
  }),
  output: z.object({ user: userAnswer }),
  rest: { method: 'PUT', path: '/v3.0/OS-USER/users/{user_id}' },
  console: { method: 'PATCH', path: '/identity/users/{userId}' },
  refusals: ['userNotFound', 'userNameTaken', 'passwordElsewhere', 'lastAdministrator'],
});

export const changePassword = defineOperation({
  id: 'iam.changePassword',
  service: 'iam',
  summary: 'Change one’s password',
  description:
    'Only one’s own; an administrator sets others with “Change a user”. Ends all other sessions and all tokens of the user.',
  scope: 'account',
  effect: 'change',
  // Everybody may change their own; the handler takes no other.
  action: null,
  trace: { name: 'updateUserPassword', resourceType: 'user' },
  input: z.object({
    userId: identityId,
    user: z.object({ password, originalPassword: annotate(password, { secret: true }) }),
  }),
  output: z.object({}),
  rest: { method: 'POST', path: '/v3/users/{user_id}/password', success: 204 },
  console: { method: 'POST', path: '/identity/users/{userId}/password', success: 204 },
  refusals: ['permissionDenied', 'originalPasswordWrong', 'passwordElsewhere'],
});

export const deleteUser = defineOperation({
  id: 'iam.deleteUser',
  service: 'iam',
  summary: 'Delete a user',
  description:
    'Ends sessions, tokens and access of the user at once. The last administrator cannot be deleted.',
  scope: 'account',
  effect: 'destroy',
  irreversible: true,
  action: 'iam:users:deleteUser',
  trace: { name: 'deleteUser', resourceType: 'user' },
  input: z.object({ userId: identityId }),
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v3/users/{user_id}', success: 204 },
  console: { method: 'DELETE', path: '/identity/users/{userId}', success: 204 },
  refusals: ['userNotFound', 'lastAdministrator'],
});
