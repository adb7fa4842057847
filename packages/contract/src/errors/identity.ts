import type { ErrorRow } from './row.ts';

/** Errors of accounts, users, groups, policies and access control lists. What is missing has IAM's one code for it. */
export const identityErrors = {
  // what does not exist, for the caller
  accountNotFound: ['IAM.0004', 404, 'The account does not exist. Check the domain ID.'],
  projectNotFound: ['IAM.0004', 404, 'The project does not exist. Check its ID.'],
  userNotFound: ['IAM.0004', 404, 'The user does not exist. Check its ID.'],
  groupNotFound: ['IAM.0004', 404, 'The user group does not exist. Check its ID.'],
  policyNotFound: ['IAM.0004', 404, 'The policy does not exist. Check its ID.'],
  policyVersionNotFound: [
    'IAM.0004',
    404,
    'The version of the policy does not exist. Use its default_version_id.',
  ],
  membershipNotFound: ['IAM.0004', 404, 'The user is not a member of the group. Load the list again.'],
  attachmentNotFound: ['IAM.0004', 404, 'The policy is not attached there. Load the list again.'],

  accessKeyNotFound: [
    'IAM.0004',
    404,
    'The access key does not exist. Check its ID against the list of access keys.',
  ],

  // irreversible acts (IAM-11)
  confirmationRequired: [
    'DEW.0431',
    403,
    'This act needs a sign-in of the last five minutes: it destroys something, at once or when its time comes, or decides who gets in. Confirm that it is you by signing in again.',
  ],
  approvalRequired: [
    'DEW.0432',
    403,
    'This act needs the approval of a second person. Have the request approved under Identity, Approvals, and do the same again.',
  ],
  approvalNotFound: [
    'DEW.0404',
    404,
    'The request for approval does not exist or has expired. Load the list again.',
  ],
  approvalOwn: ['DEW.0433', 403, 'Nobody approves an own request. Ask another administrator to approve it.'],
  approvalDecided: [
    'DEW.0434',
    409,
    'The request for approval was decided or used before. Load the list again.',
  ],

  // names and quotas
  accountNameTaken: ['IAM.1109', 409, 'The account name is already used. Choose another name.'],
  projectNameTaken: [
    'IAM.1109',
    409,
    'The project name is already used in the account. Choose another name.',
  ],
  userNameTaken: ['IAM.1109', 409, 'The user name is already used in the account. Choose another name.'],
  groupNameTaken: ['IAM.1109', 409, 'The group name is already used in the account. Choose another name.'],
  policyNameTaken: ['IAM.1109', 409, 'The policy name is already used in the account. Choose another name.'],
  identityQuotaExceeded: [
    'IAM.1106',
    400,
    'The account has as many of these as it can have. Delete one that is not needed.',
  ],

  // users
  originalPasswordWrong: ['IAM.1101', 400, 'original_password is wrong. Give the password in use now.'],
  passwordElsewhere: [
    'IAM.1102',
    400,
    'The user signs in at a foreign provider and has no password here. Change it there.',
  ],
  lastAdministrator: [
    'IAM.1103',
    409,
    'The account would be left without an administrator who may manage users and permissions. Give another enabled user the policy Security Administrator first.',
  ],
  accountCreationRefused: [
    'IAM.0003',
    403,
    'Only a Security Administrator of the first account can see, create and disable accounts. Ask one.',
  ],
  accountOwn: [
    'IAM.1104',
    409,
    'Your own account cannot be disabled: it is the one that looks after the others. Disable users of it instead.',
  ],

  accessKeyQuotaExceeded: [
    'IAM.0118',
    400,
    'The user has as many access keys as a user can have. Delete one that is no longer used.',
  ],

  // policies
  policyInvalid: ['IAM.1301', 400, 'The policy is not valid. Mend it where the message says.'],
  policyAttached: ['IAM.1302', 409, 'The policy is attached. Detach it everywhere before you delete it.'],
  systemPolicyRefused: [
    'IAM.1303',
    400,
    'A system policy cannot be changed or deleted. Make a custom policy from it.',
  ],

  // access control lists
  ownAddressLockedOut: [
    'IAM.1401',
    409,
    'The list does not allow the address that you call from, so you would lock yourself out. Add it, or confirm.',
  ],
} as const satisfies Record<string, ErrorRow>;
