import type { OperationWireOutput } from '@dewpoint/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ProjectApi } from '../../../shared/api/project-api.ts';
import { secretQueries } from '../api/secret-queries.ts';

export type RotationTask = OperationWireOutput<'csms.listSecretTask'>['tasks'][number];

const TASKS_PER_PAGE = 10;
/** While a rotation runs its steps are worth looking at. */
const LOOK_AGAIN_MS = 1_000;
/** A schedule may begin one at any time. */
const LOOK_AGAIN_IDLE_MS = 15_000;
const CHOICES = 20;

/** Queries of rotations. Neither they nor what they answer hold a value. */
export function rotationQueries(api: Pick<ProjectApi, 'client' | 'projectId'>) {
  const { client } = api;
  const { all } = secretQueries(api);
  return {
    tasks: (secretName: string) =>
      infiniteQueryOptions({
        queryKey: [...all, 'tasks', secretName],
        queryFn: ({ pageParam, signal }) =>
          client.call(
            'csms.listSecretTask',
            { secretName, limit: TASKS_PER_PAGE, marker: pageParam },
            { signal },
          ),
        initialPageParam: '',
        getNextPageParam: ({ nextMarker }) => (nextMarker === '' ? null : nextMarker),
        refetchInterval: ({ state }) =>
          isRunning(state.data?.pages.flatMap(({ tasks }) => tasks)) ? LOOK_AGAIN_MS : LOOK_AGAIN_IDLE_MS,
      }),
    /** Secrets that a rotation may be set up with. */
    choices: (q: string) =>
      queryOptions({
        queryKey: [...all, 'choices', q],
        queryFn: ({ signal }) =>
          client.call(
            'csms.searchSecrets',
            { ...(q === '' ? {} : { q }), state: ['enabled'], sort: 'name', limit: CHOICES },
            { signal },
          ),
        select: ({ items }) => items.map(({ secretName }) => secretName),
      }),
  };
}

export function isRunning(tasks: readonly RotationTask[] | undefined): boolean {
  return tasks?.some(({ taskStatus }) => taskStatus === 'RUNNING') === true;
}
