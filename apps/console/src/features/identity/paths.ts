/** Addresses of Identity. */

export const IDENTITY_PATH = '/identity';

export const identityTabNames = [
  'users',
  'groups',
  'policies',
  'simulator',
  'access-control',
  'approvals',
  'projects',
  'accounts',
] as const;
export type IdentityTabName = (typeof identityTabNames)[number];

/** The operations of which one at least must be permitted, or the tab shows nothing. */
const neededBy: Readonly<Record<IdentityTabName, readonly string[]>> = {
  users: ['iam.searchUsers'],
  groups: ['iam.searchGroups'],
  policies: ['iam.searchPolicies'],
  simulator: ['iam.simulateAccess'],
  'access-control': ['iam.showAccessControl', 'iam.showFlowControl'],
  approvals: ['iam.showFourEyes'],
  projects: ['iam.createProject'],
  accounts: ['iam.searchAccounts'],
};

/** Tabs that a user with these operations is offered (IAM-09); none: Identity itself is not offered. */
export function identityTabsOf(permitted: readonly string[]): readonly IdentityTabName[] {
  return identityTabNames.filter((tab) => neededBy[tab].some((id) => permitted.includes(id)));
}

export function identityPath(tab: IdentityTabName, id?: string): string {
  const base = `${IDENTITY_PATH}/${tab}`;
  return id === undefined ? base : `${base}/${encodeURIComponent(id)}`;
}

/** The editor of a policy; without one, of a new policy. */
export function policyEditorPath(policyId?: string): string {
  return policyId === undefined
    ? `${identityPath('policies')}/new`
    : `${identityPath('policies', policyId)}/edit`;
}
