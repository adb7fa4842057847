import type { OperationWireInput, OperationWireOutput } from '@dewpoint/contract';
import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ProjectApi } from '../../../shared/api/project-api.ts';
import { RECENT_DAYS } from '../../../shared/danger/recent-days.ts';

export type SecretSearch = OperationWireInput<'csms.searchSecrets'>;
export type SecretPage = OperationWireOutput<'csms.searchSecrets'>;
/** A secret as lists show it. */
export type Secret = SecretPage['items'][number];
/** A secret with its versions and what the caller may do with it; never a value. */
export type SecretDetails = OperationWireOutput<'csms.viewSecret'>;
export type SecretVersion = SecretDetails['versions'][number];

/** Queries of secrets. Values never come here: reading one is a call, not a query. */
export function secretQueries({ client, projectId }: Pick<ProjectApi, 'client' | 'projectId'>) {
  const all = ['projects', projectId, 'secrets'] as const;
  return {
    all,
    list: (search: SecretSearch) =>
      queryOptions({
        queryKey: [...all, 'list', search],
        queryFn: ({ signal }) => client.call('csms.searchSecrets', search, { signal }),
        placeholderData: keepPreviousData,
      }),
    view: (secretName: string) =>
      queryOptions({
        queryKey: [...all, 'view', secretName],
        queryFn: ({ signal }) => client.call('csms.viewSecret', { secretName }, { signal }),
      }),
    quota: () =>
      queryOptions({
        queryKey: [...all, 'quota'],
        queryFn: ({ signal }) => client.call('csms.secretQuota', {}, { signal }),
      }),
    use: (secretName: string) =>
      queryOptions({
        queryKey: [...all, 'use', secretName],
        queryFn: ({ signal }) =>
          client.call('csms.previewSecretUse', { secretName, days: RECENT_DAYS }, { signal }),
        // What is asked before a destructive act must be true now.
        staleTime: 0,
      }),
    tagsInUse: () =>
      queryOptions({
        queryKey: [...all, 'tags in use'],
        queryFn: ({ signal }) => client.call('csms.listProjectSecretsTags', {}, { signal }),
      }),
    events: () =>
      queryOptions({
        queryKey: [...all, 'events'],
        queryFn: ({ signal }) => client.call('csms.listSecretEvents', {}, { signal }),
      }),
    /** Keys that can encrypt secrets: enabled symmetric ones. */
    keys: () =>
      queryOptions({
        queryKey: [...all, 'keys'],
        queryFn: ({ signal }) =>
          client.call(
            'kms.searchKeys',
            { keySpec: ['AES_256', 'SM4'], state: ['enabled'], sort: 'alias', limit: 100 },
            { signal },
          ),
      }),
  };
}

/** After an act on secrets: what is on screen is asked for again. */
export function invalidateSecrets(queryClient: QueryClient, api: ProjectApi): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: secretQueries(api).all });
}
