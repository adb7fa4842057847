import { QueryClient } from '@tanstack/react-query';

/** Server data lives here and nowhere else. Nothing secret is ever put in: revealed values and plaintexts stay in component state. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 10_000, retry: retryRead, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}

/** A read is tried again only when the network or the server failed, never when it was refused. */
function retryRead(failures: number, error: Error): boolean {
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 0;
  return failures < 2 && (status === 0 || status >= 502);
}
