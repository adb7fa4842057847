import type { ErrorRow } from './row.ts';

/** Errors of users and their credentials. IAM publishes few of its codes; these follow its numbering (0004: not found). */
export const identityErrors = {
  userNotFound: ['IAM.0004', 404, 'The user does not exist. Check the ID and the account.'],
  accessKeyNotFound: [
    'IAM.0004',
    404,
    'The access key does not exist. Check its ID against the list of access keys.',
  ],
  accessKeyQuotaExceeded: [
    'IAM.0118',
    400,
    'The user has as many access keys as a user can have. Delete one that is no longer used.',
  ],
} as const satisfies Record<string, ErrorRow>;
