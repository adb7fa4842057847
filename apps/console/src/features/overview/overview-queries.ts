import type { OperationWireOutput } from '@dewpoint/contract';
import { queryOptions } from '@tanstack/react-query';
import type { ProjectApi } from '../../shared/api/project-api.ts';

export type KeyOverview = OperationWireOutput<'kms.keyOverview'>;
export type SecretOverview = OperationWireOutput<'csms.secretOverview'>;
export type Hour = OperationWireOutput<'cts.operationsPerHour'>['hours'][number];

export function overviewQueries({ client, projectId }: Pick<ProjectApi, 'client' | 'projectId'>) {
  const all = ['projects', projectId, 'overview'] as const;
  // Each look leaves a trace of its own.
  const calm = { refetchOnWindowFocus: false, staleTime: 60_000 } as const;
  return {
    keys: () =>
      queryOptions({
        ...calm,
        queryKey: [...all, 'keys'],
        queryFn: ({ signal }) => client.call('kms.keyOverview', {}, { signal }),
      }),
    quota: () =>
      queryOptions({
        ...calm,
        queryKey: [...all, 'quota'],
        queryFn: ({ signal }) => client.call('kms.keyQuota', {}, { signal }),
      }),
    secrets: () =>
      queryOptions({
        ...calm,
        queryKey: [...all, 'secrets'],
        queryFn: ({ signal }) => client.call('csms.secretOverview', {}, { signal }),
      }),
    secretQuota: () =>
      queryOptions({
        ...calm,
        queryKey: [...all, 'secretQuota'],
        queryFn: ({ signal }) => client.call('csms.secretQuota', {}, { signal }),
      }),
    operations: () =>
      queryOptions({
        ...calm,
        queryKey: [...all, 'operations'],
        queryFn: ({ signal }) => client.call('cts.operationsPerHour', {}, { signal }),
      }),
    usage: () =>
      queryOptions({
        ...calm,
        queryKey: [...all, 'usage'],
        queryFn: ({ signal }) => client.call('cts.listUsage', {}, { signal }),
      }),
  };
}
