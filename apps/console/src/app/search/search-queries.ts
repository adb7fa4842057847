import type { OperationWireOutput } from '@dewpoint/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ProjectApi } from '../../shared/api/project-api.ts';

export type Found = OperationWireOutput<'console.search'>;
export type Thing = Found['pinned'][number];

export function searchQueries({ client, projectId }: Pick<ProjectApi, 'client' | 'projectId'>) {
  const all = ['projects', projectId, 'search'] as const;
  return {
    all,
    /** Forgotten when the search is closed: people paste what they have at hand. */
    of: (q: string) =>
      queryOptions({
        queryKey: [...all, q],
        queryFn: ({ signal }) => client.call('console.search', { q }, { signal }),
        gcTime: 0,
        refetchOnWindowFocus: false,
        placeholderData: keepPreviousData,
      }),
  };
}
