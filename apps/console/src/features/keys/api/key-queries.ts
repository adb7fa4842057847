import type { OperationWireInput, OperationWireOutput } from '@dewpoint/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import type { ProjectApi } from '../../../shared/api/project-api.ts';
import { RECENT_DAYS } from '../../../shared/danger/recent-days.ts';

export type KeySearch = OperationWireInput<'kms.searchKeys'>;
export type KeyPage = OperationWireOutput<'kms.searchKeys'>;
/** A key as lists show it. */
export type Key = KeyPage['items'][number];
/** A key with what the caller may do with it. */
export type KeyDetails = OperationWireOutput<'kms.viewKey'>;
export type KeyRisk = OperationWireOutput<'kms.previewKeyRisk'>;
/** The trial of disabling a key. */
export type ShadowDisable = NonNullable<OperationWireOutput<'kms.showShadowDisable'>['shadow']>;
export type KeyRotation = OperationWireOutput<'kms.viewKeyRotation'>;
export type KeyVersion = OperationWireOutput<'kms.listKeyVersions'>['versions'][number];
export type Grant = OperationWireOutput<'kms.listGrants'>['grants'][number];
/** A grant that is not made yet. */
export type GrantDraft = OperationWireInput<'iam.replayGrant'>;
export type Tag = Key['tags'][number];

/** Grants of one page. */
export const GRANTS_PER_PAGE = 10;
const VERSIONS_PER_PAGE = 20;

/** Queries of keys. Plaintexts and ciphertexts of the tool never come here: those are calls, not queries. */
export function keyQueries({ client, projectId }: Pick<ProjectApi, 'client' | 'projectId'>) {
  const all = ['projects', projectId, 'keys'] as const;
  return {
    all,
    list: (search: KeySearch) =>
      queryOptions({
        queryKey: [...all, 'list', search],
        queryFn: ({ signal }) => client.call('kms.searchKeys', search, { signal }),
        placeholderData: keepPreviousData,
      }),
    view: (keyId: string) =>
      queryOptions({
        queryKey: [...all, 'view', keyId],
        queryFn: ({ signal }) => client.call('kms.viewKey', { keyId }, { signal }),
      }),
    tagsInUse: () =>
      queryOptions({
        queryKey: [...all, 'tags in use'],
        queryFn: ({ signal }) => client.call('kms.listKmsTags', {}, { signal }),
      }),
    quota: () =>
      queryOptions({
        queryKey: [...all, 'quota'],
        queryFn: ({ signal }) => client.call('kms.keyQuota', {}, { signal }),
      }),
    risk: (keyId: string) =>
      queryOptions({
        queryKey: [...all, 'risk', keyId],
        queryFn: ({ signal }) => client.call('kms.previewKeyRisk', { keyId, days: RECENT_DAYS }, { signal }),
        // What is asked before a destructive act must be true now.
        staleTime: 0,
      }),
    shadow: (keyId: string) =>
      queryOptions({
        queryKey: [...all, 'shadow', keyId],
        queryFn: ({ signal }) => client.call('kms.showShadowDisable', { keyId }, { signal }),
      }),
    replayGrant: (grant: GrantDraft) =>
      queryOptions({
        queryKey: [...all, 'replayGrant', grant],
        queryFn: ({ signal }) => client.call('iam.replayGrant', grant, { signal }),
        // What is asked before a change must be true now.
        staleTime: 0,
        gcTime: 0,
      }),
    publicKey: (keyId: string) =>
      queryOptions({
        queryKey: [...all, 'publicKey', keyId],
        queryFn: ({ signal }) => client.call('kms.getPublicKey', { keyId }, { signal }),
      }),
    rotation: (keyId: string) =>
      queryOptions({
        queryKey: [...all, 'rotation', keyId],
        queryFn: ({ signal }) => client.call('kms.viewKeyRotation', { keyId }, { signal }),
      }),
    versions: (keyId: string) =>
      infiniteQueryOptions({
        queryKey: [...all, 'versions', keyId],
        queryFn: ({ pageParam, signal }) =>
          client.call(
            'kms.listKeyVersions',
            { keyId, limit: VERSIONS_PER_PAGE, ...(pageParam === null ? {} : { before: pageParam }) },
            { signal },
          ),
        initialPageParam: null as number | null,
        getNextPageParam: ({ nextBefore }) => nextBefore,
      }),
    /** `page` counts from 1. */
    grants: (keyId: string, page: number) =>
      queryOptions({
        queryKey: [...all, 'grants', keyId, page],
        queryFn: ({ signal }) =>
          client.call(
            'kms.listGrants',
            { keyId, limit: GRANTS_PER_PAGE, marker: (page - 1) * GRANTS_PER_PAGE },
            { signal },
          ),
        placeholderData: keepPreviousData,
      }),
  };
}

/** After an act on keys: what is on screen is asked for again. */
export function invalidateKeys(queryClient: QueryClient, api: ProjectApi): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: keyQueries(api).all });
}
