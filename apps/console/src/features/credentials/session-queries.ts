import type { OperationWireOutput } from '@dewpoint/contract';
import type { ConsoleClient } from '@dewpoint/contract/browser';
import { queryOptions } from '@tanstack/react-query';

export type LiveSession = OperationWireOutput<'console.listSessions'>['sessions'][number];

/** Sessions of the signed-in user, the latest first. */
export function sessionsQuery(client: ConsoleClient) {
  return queryOptions({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => client.call('console.listSessions', {}, { signal }),
  });
}
