import { createConsoleClient } from '@dewpoint/contract/client';
import CssBaseline from '@mui/material/CssBaseline';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from '../shared/api/query-client.ts';
import { NoticeProvider } from '../shared/components/notices.tsx';
import { AppearanceProvider } from '../shared/theme/appearance.tsx';
import { TimeZoneProvider } from '../shared/time/time-zone.tsx';
import { createRouter } from './router.tsx';
import { SignOutSignal } from './session/sign-out-signal.ts';

function createServices() {
  const signedOut = new SignOutSignal();
  const queryClient = createQueryClient(() => signedOut.raise());
  const client = createConsoleClient({
    fetch: (input, init) => window.fetch(input, init),
    baseUrl: '',
    projectId: null,
  });
  return { queryClient, router: createRouter({ client, signedOut }) };
}

export function App() {
  const [{ queryClient, router }] = useState(createServices);
  return (
    <AppearanceProvider>
      <CssBaseline />
      <TimeZoneProvider>
        <QueryClientProvider client={queryClient}>
          <NoticeProvider>
            <RouterProvider router={router} />
          </NoticeProvider>
        </QueryClientProvider>
      </TimeZoneProvider>
    </AppearanceProvider>
  );
}
