import type { ConsoleClient } from '@dewpoint/contract/browser';
import { queryOptions } from '@tanstack/react-query';

/** Who is signed in. It is not asked again by itself: asking would keep an idle session alive. */
export function sessionQuery(client: ConsoleClient) {
  return queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => client.call('console.session', {}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}
