import type { OperationWireOutput } from '@dewpoint/contract';
import type { ConsoleClient } from '@dewpoint/contract/browser';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../api/project-api.ts';
import { useMay } from '../api/use-may.ts';

export type EnterpriseProjectItem = OperationWireOutput<'eps.listEnterpriseProjects'>['items'][number];

const none: readonly EnterpriseProjectItem[] = [];

/** Each look leaves a trace, and every list and form looks names up; whatever changes one asks for them again. */
const FRESH_FOR_IN_MS = 60_000;

export function enterpriseProjectQuery(client: ConsoleClient) {
  return queryOptions({
    queryKey: ['enterpriseProjects'],
    queryFn: ({ signal }) => client.call('eps.listEnterpriseProjects', {}, { signal }),
    staleTime: FRESH_FOR_IN_MS,
  });
}

/**
 * The enterprise projects of the account, for names and choices.
 *
 * @returns `listed` is false for who may not list them: they have IDs only
 */
export function useEnterpriseProjects(wanted = true): {
  readonly listed: boolean;
  readonly projects: readonly EnterpriseProjectItem[];
} {
  const permitted = useMay()('eps.listEnterpriseProjects');
  const { data, isError } = useQuery({
    ...enterpriseProjectQuery(useProjectApi().client),
    enabled: wanted && permitted,
  });
  return { listed: permitted && !isError, projects: data?.items ?? none };
}
