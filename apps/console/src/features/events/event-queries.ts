import type { OperationWireOutput } from '@dewpoint/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ProjectApi } from '../../shared/api/project-api.ts';

export type SecretEvent = OperationWireOutput<'csms.listSecretEvents'>['events'][number];
export type Topic = OperationWireOutput<'smn.searchTopics'>['items'][number];

const EVENTS_PER_PAGE = 50;
const TOPICS_OFFERED = 20;
const SECRETS_NAMED = 10;

export function eventQueries({ client, projectId }: Pick<ProjectApi, 'client' | 'projectId'>) {
  const all = ['projects', projectId, 'events'] as const;
  return {
    list: () =>
      infiniteQueryOptions({
        queryKey: [...all, 'list'],
        queryFn: async ({ pageParam, signal }) => {
          const marker = pageParam === '' ? {} : { marker: pageParam };
          const page = await client.call(
            'csms.listSecretEvents',
            { limit: EVENTS_PER_PAGE, ...marker },
            { signal },
          );
          return { items: page.events, nextMarker: page.pageInfo.nextMarker };
        },
        initialPageParam: '',
        getNextPageParam: ({ nextMarker }) => (nextMarker === '' ? null : nextMarker),
      }),
    view: (eventName: string) =>
      queryOptions({
        queryKey: [...all, 'view', eventName],
        queryFn: ({ signal }) => client.call('csms.showSecretEvent', { eventName }, { signal }),
      }),
    quota: () =>
      queryOptions({
        queryKey: [...all, 'quota'],
        queryFn: ({ signal }) => client.call('csms.secretQuota', {}, { signal }),
      }),
    /** Secrets that are associated with an event, the first by name. */
    secrets: (eventName: string) =>
      queryOptions({
        queryKey: [...all, 'secrets', eventName],
        queryFn: ({ signal }) =>
          client.call('csms.searchSecrets', { eventName, sort: 'name', limit: SECRETS_NAMED }, { signal }),
        // What is asked before a deletion must be true now.
        staleTime: 0,
      }),
    topics: (q: string) =>
      queryOptions({
        queryKey: [...all, 'topics', q],
        queryFn: ({ signal }) =>
          client.call('smn.searchTopics', { limit: TOPICS_OFFERED, ...(q === '' ? {} : { q }) }, { signal }),
        placeholderData: keepPreviousData,
      }),
  };
}
