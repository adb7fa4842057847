import type { OperationWireInput, OperationWireOutput } from '@dewpoint/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ProjectApi } from '../../shared/api/project-api.ts';

export type TraceSearch = Omit<OperationWireInput<'cts.searchTraces'>, 'limit' | 'cursor'>;
export type Trace = OperationWireOutput<'cts.searchTraces'>['items'][number];

const TRACES_PER_PAGE = 50;
/** The server ends a search early that takes long; so often it is told to go on before the user is asked. */
const MOST_STEPS = 10;

interface TracePage {
  readonly items: readonly Trace[];
  /** Null at the end. */
  readonly next: PageStart | null;
}

/** Where a page starts; the time is that of the first page, so that later ones do not move. */
interface PageStart {
  readonly cursor: string;
  readonly from: number;
  readonly to: number;
}

export function traceQueries({ client, projectId }: Pick<ProjectApi, 'client' | 'projectId'>) {
  const all = ['projects', projectId, 'traces'] as const;

  async function readPage(
    search: TraceSearch,
    start: PageStart | null,
    signal: AbortSignal,
  ): Promise<TracePage> {
    const items: Trace[] = [];
    let next = start;
    for (let step = 0; step < MOST_STEPS && items.length < TRACES_PER_PAGE; step++) {
      const limit = TRACES_PER_PAGE - items.length;
      const answer = await client.call('cts.searchTraces', { ...search, ...next, limit }, { signal });
      items.push(...answer.items);
      const { nextCursor, from, to } = answer;
      next = nextCursor === null ? null : { cursor: nextCursor, from, to };
      if (next === null) break;
    }
    return { items, next };
  }

  return {
    all,
    /** `key` names the search; `searchAt` gives it for the moment it is asked at. */
    list: (key: string, searchAt: (now: number) => TraceSearch) =>
      infiniteQueryOptions({
        queryKey: [...all, 'list', key],
        queryFn: ({ pageParam, signal }) => readPage(searchAt(Date.now()), pageParam, signal),
        initialPageParam: null as PageStart | null,
        getNextPageParam: ({ next }) => next,
        placeholderData: keepPreviousData,
        // Each look leaves a trace of its own.
        refetchOnWindowFocus: false,
        staleTime: 60_000,
      }),
    filters: () =>
      queryOptions({
        queryKey: [...all, 'filters'],
        queryFn: ({ signal }) => client.call('cts.traceFilters', {}, { signal }),
        refetchOnWindowFocus: false,
        staleTime: 60_000,
      }),
    view: (traceId: string) =>
      queryOptions({
        queryKey: [...all, 'view', traceId],
        queryFn: ({ signal }) => client.call('cts.viewTrace', { traceId }, { signal }),
        refetchOnWindowFocus: false,
        // A trace never changes.
        staleTime: Number.POSITIVE_INFINITY,
      }),
  };
}
