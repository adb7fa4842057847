import type { OperationWireOutput } from '@dewpoint/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ProjectApi } from '../../shared/api/project-api.ts';

export type Topic = OperationWireOutput<'smn.searchTopics'>['items'][number];
export type TopicDetails = OperationWireOutput<'smn.showTopic'>;
export type Subscriptions = OperationWireOutput<'smn.viewSubscriptions'>;
export type Subscription = Subscriptions['subscriptions'][number];

const TOPICS_PER_PAGE = 20;
/** While the first request to confirm is on its way. */
const ASKING_INTERVAL_IN_MS = 2_000;

/** Queries of topics. Signing secrets never come here. */
export function topicQueries({ client, projectId }: Pick<ProjectApi, 'client' | 'projectId'>) {
  const all = ['projects', projectId, 'topics'] as const;
  return {
    list: (search: { readonly q?: string }) =>
      infiniteQueryOptions({
        queryKey: [...all, 'list', search],
        queryFn: ({ pageParam, signal }) =>
          client.call(
            'smn.searchTopics',
            { ...search, offset: pageParam, limit: TOPICS_PER_PAGE },
            { signal },
          ),
        initialPageParam: 0,
        getNextPageParam: ({ total, items }, _pages, offset) =>
          items.length > 0 && offset + items.length < total ? offset + items.length : null,
        placeholderData: keepPreviousData,
      }),
    view: (topicUrn: string) =>
      queryOptions({
        queryKey: [...all, 'view', topicUrn],
        queryFn: ({ signal }) => client.call('smn.showTopic', { topicUrn }, { signal }),
      }),
    subscriptions: (topicUrn: string) =>
      queryOptions({
        queryKey: [...all, 'subscriptions', topicUrn],
        queryFn: ({ signal }) => client.call('smn.viewSubscriptions', { topicUrn }, { signal }),
        // Each look leaves a trace, so there are more only while something is about to happen.
        refetchInterval: ({ state }) =>
          state.data?.subscriptions.some(({ confirmation }) => confirmation?.sentAt === null) === true
            ? ASKING_INTERVAL_IN_MS
            : false,
      }),
  };
}
