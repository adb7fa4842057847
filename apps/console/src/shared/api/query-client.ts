import { ApiError, ProtocolError } from '@dewpoint/contract/browser';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/**
 * Server data lives here and nowhere else. Nothing secret is ever put in: revealed values and plaintexts stay in component state.
 * `onSignedOut` hears of every call that was refused because the session is over.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: Error) => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: { staleTime: 10_000, retry: retryRead, refetchOnWindowFocus: true },
      mutations: { retry: false, gcTime: 0 },
    },
  });
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** A read is tried again only when the network or the server failed, never when it was refused. */
function retryRead(failures: number, error: Error): boolean {
  if (error instanceof ApiError) return failures < 2 && error.status >= 502;
  return failures < 2 && !(error instanceof ProtocolError);
}
