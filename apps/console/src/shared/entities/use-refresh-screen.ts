import { useQueryClient } from '@tanstack/react-query';

/** After an act: what is on screen is asked for again. Who is signed in is not: that changes by no act on a page. */
export function useRefreshScreen(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}
