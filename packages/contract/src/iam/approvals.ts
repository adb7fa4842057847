import { z } from 'zod';
import { defineOperation } from '../operation.ts';

/** Four eyes (IAM-11): irreversible acts wait for a second person. Times are milliseconds since 1970 UTC. */

export const approvalStateNames = ['pending', 'approved', 'rejected', 'used'] as const;
export type ApprovalState = (typeof approvalStateNames)[number];

const approvalId = z.string().min(1).max(64);

export const showFourEyes = defineOperation({
  id: 'iam.showFourEyes',
  service: 'iam',
  summary: 'Show whether irreversible acts need a second person',
  description: 'Off unless the account has turned it on.',
  scope: 'account',
  effect: 'read',
  action: 'iam:securitypolicies:getFourEyes',
  trace: { name: 'showFourEyes', resourceType: 'domain' },
  input: z.object({}),
  output: z.object({ enabled: z.boolean() }),
  console: { method: 'GET', path: '/identity/four-eyes' },
  refusals: [],
});

export const updateFourEyes = defineOperation({
  id: 'iam.updateFourEyes',
  service: 'iam',
  summary: 'Have irreversible acts need a second person, or not',
  description:
    'Holds at once, on every node, for the console and the API alike. Turning it off is such an act itself.',
  scope: 'account',
  effect: 'destroy',
  irreversible: true,
  action: 'iam:securitypolicies:updateFourEyes',
  trace: { name: 'updateFourEyes', resourceType: 'domain' },
  input: z.object({ enabled: z.boolean() }),
  output: z.object({}),
  console: { method: 'PUT', path: '/identity/four-eyes', success: 204 },
  refusals: [],
});

export const listApprovals = defineOperation({
  id: 'iam.listApprovals',
  service: 'iam',
  summary: 'List the requests for approval',
  description:
    'Requests that have not expired: those of the caller, and those of others whose act the caller may do too. The latest first.',
  scope: 'account',
  effect: 'read',
  action: null,
  trace: { name: 'listApprovals', resourceType: 'approval' },
  input: z.object({}),
  output: z.object({
    approvals: z.array(
      z.object({
        id: z.string(),
        /** Operation of the catalogue, and what it would be asked. */
        operationId: z.string(),
        request: z.string(),
        resourceName: z.string(),
        resourceId: z.string(),
        requesterName: z.string(),
        /** Made by the caller, who can withdraw it and never approve it. */
        own: z.boolean(),
        state: z.enum(approvalStateNames),
        /** Who approved or rejected it; null while nobody has. */
        approverName: z.string().nullable(),
        createdAt: z.int(),
        expiresAt: z.int(),
      }),
    ),
  }),
  console: { method: 'GET', path: '/identity/approvals' },
  refusals: [],
});

const decision = z.object({ state: z.enum(approvalStateNames) });

export const approveRequest = defineOperation({
  id: 'iam.approveRequest',
  service: 'iam',
  summary: 'Approve an irreversible act of somebody else',
  description:
    'Needs the permission for the act itself. The requester can then do exactly this act once, until the request expires. Nobody approves an own request.',
  scope: 'account',
  effect: 'change',
  stepUp: true,
  action: null,
  trace: { name: 'approveRequest', resourceType: 'approval' },
  input: z.object({ approvalId }),
  output: decision,
  console: { method: 'POST', path: '/identity/approvals/{approvalId}/approve' },
  refusals: ['approvalNotFound', 'approvalOwn', 'approvalDecided'],
});

export const rejectRequest = defineOperation({
  id: 'iam.rejectRequest',
  service: 'iam',
  summary: 'Reject a request for approval, or withdraw one’s own',
  description: 'Also takes back an approval that was not used yet.',
  scope: 'account',
  effect: 'change',
  action: null,
  trace: { name: 'rejectRequest', resourceType: 'approval' },
  input: z.object({ approvalId }),
  output: decision,
  console: { method: 'POST', path: '/identity/approvals/{approvalId}/reject' },
  refusals: ['approvalNotFound', 'approvalDecided'],
});
