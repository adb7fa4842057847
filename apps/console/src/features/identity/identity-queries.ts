import type { OperationWireInput, OperationWireOutput } from '@dewpoint/contract';
import type { ConsoleClient } from '@dewpoint/contract/browser';
import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';

export type User = OperationWireOutput<'iam.searchUsers'>['items'][number];
export type UserDetails = OperationWireOutput<'iam.viewUser'>;
export type Group = OperationWireOutput<'iam.searchGroups'>['items'][number];
export type GroupDetails = OperationWireOutput<'iam.viewGroup'>;
export type Policy = OperationWireOutput<'iam.searchPolicies'>['items'][number];
export type PolicyDetails = OperationWireOutput<'iam.viewPolicy'>;
export type Account = OperationWireOutput<'iam.searchAccounts'>['items'][number];
export type Approval = OperationWireOutput<'iam.listApprovals'>['approvals'][number];
export type AccessControl = OperationWireOutput<'iam.showAccessControl'>;
export type FlowControl = OperationWireOutput<'iam.showFlowControl'>;
export type PolicyChange = OperationWireInput<'iam.replayPolicyChange'>;

const PER_PAGE = 20;
const all = ['identity'] as const;
const first: string | null = null;
const after = (cursor: string | null) => ({ limit: PER_PAGE, ...(cursor === null ? {} : { cursor }) });

/** Queries of users, groups, policies and the rules of the account. Passwords never come here. */
export function identityQueries(client: ConsoleClient) {
  return {
    users: (search: OperationWireInput<'iam.searchUsers'>) =>
      infiniteQueryOptions({
        queryKey: [...all, 'users', search],
        queryFn: ({ pageParam, signal }) =>
          client.call('iam.searchUsers', { ...search, ...after(pageParam) }, { signal }),
        initialPageParam: first,
        getNextPageParam: ({ nextCursor }) => nextCursor,
        placeholderData: keepPreviousData,
      }),
    groups: (search: OperationWireInput<'iam.searchGroups'>) =>
      infiniteQueryOptions({
        queryKey: [...all, 'groups', search],
        queryFn: ({ pageParam, signal }) =>
          client.call('iam.searchGroups', { ...search, ...after(pageParam) }, { signal }),
        initialPageParam: first,
        getNextPageParam: ({ nextCursor }) => nextCursor,
        placeholderData: keepPreviousData,
      }),
    accounts: (search: OperationWireInput<'iam.searchAccounts'>) =>
      infiniteQueryOptions({
        queryKey: [...all, 'accounts', search],
        queryFn: ({ pageParam, signal }) =>
          client.call('iam.searchAccounts', { ...search, ...after(pageParam) }, { signal }),
        initialPageParam: first,
        getNextPageParam: ({ nextCursor }) => nextCursor,
        placeholderData: keepPreviousData,
      }),
    policies: (search: OperationWireInput<'iam.searchPolicies'>) =>
      infiniteQueryOptions({
        queryKey: [...all, 'policies', search],
        queryFn: ({ pageParam, signal }) =>
          client.call('iam.searchPolicies', { ...search, ...after(pageParam) }, { signal }),
        initialPageParam: first,
        getNextPageParam: ({ nextCursor }) => nextCursor,
        placeholderData: keepPreviousData,
      }),
    user: (userId: string) =>
      queryOptions({
        queryKey: [...all, 'user', userId],
        queryFn: ({ signal }) => client.call('iam.viewUser', { userId }, { signal }),
      }),
    group: (groupId: string) =>
      queryOptions({
        queryKey: [...all, 'group', groupId],
        queryFn: ({ signal }) => client.call('iam.viewGroup', { groupId }, { signal }),
      }),
    policy: (policyId: string) =>
      queryOptions({
        queryKey: [...all, 'policy', policyId],
        queryFn: ({ signal }) => client.call('iam.viewPolicy', { policyId }, { signal }),
      }),
    check: (document: string) =>
      queryOptions({
        queryKey: [...all, 'check', document],
        queryFn: ({ signal }) => client.call('iam.checkPolicy', { document }, { signal }),
        placeholderData: keepPreviousData,
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 0,
      }),
    replay: (change: PolicyChange) =>
      queryOptions({
        queryKey: [...all, 'replay', change],
        queryFn: ({ signal }) => client.call('iam.replayPolicyChange', change, { signal }),
        // What is asked before a change must be true now.
        staleTime: 0,
        gcTime: 0,
      }),
    accessControl: () =>
      queryOptions({
        queryKey: [...all, 'accessControl'],
        queryFn: ({ signal }) => client.call('iam.showAccessControl', {}, { signal }),
      }),
    fourEyes: () =>
      queryOptions({
        queryKey: [...all, 'fourEyes'],
        queryFn: ({ signal }) => client.call('iam.showFourEyes', {}, { signal }),
      }),
    approvals: () =>
      queryOptions({
        queryKey: [...all, 'approvals'],
        queryFn: ({ signal }) => client.call('iam.listApprovals', {}, { signal }),
      }),
    flowControl: () =>
      queryOptions({
        queryKey: [...all, 'flowControl'],
        queryFn: ({ signal }) => client.call('iam.showFlowControl', {}, { signal }),
      }),
  };
}

/** After an act on identities: what is on screen is asked for again. */
export function invalidateIdentity(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: all });
}
