import type { OperationWireInput, OperationWireOutput } from '@dewpoint/contract';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { ProjectApi } from '../../shared/api/project-api.ts';

export type NotificationSearch = Omit<OperationWireInput<'csms.searchNotifications'>, 'limit' | 'cursor'>;
export type Notification = OperationWireOutput<'csms.searchNotifications'>['items'][number];
export type Delivery = Notification['deliveries'][number];

const NOTIFICATIONS_PER_PAGE = 20;

export function notificationQueries({ client, projectId }: Pick<ProjectApi, 'client' | 'projectId'>) {
  return {
    /** `key` names the search; `searchAt` gives it for the moment it is asked at. */
    list: (key: string, searchAt: (now: number) => NotificationSearch) =>
      infiniteQueryOptions({
        queryKey: ['projects', projectId, 'notifications', 'list', key],
        queryFn: ({ pageParam, signal }) =>
          client.call(
            'csms.searchNotifications',
            {
              ...searchAt(Date.now()),
              limit: NOTIFICATIONS_PER_PAGE,
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
            { signal },
          ),
        initialPageParam: null as string | null,
        getNextPageParam: ({ nextCursor }) => nextCursor,
        placeholderData: keepPreviousData,
      }),
  };
}
