import CssBaseline from '@mui/material/CssBaseline';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter } from 'react-router';
import { createPageClient } from '../shared/api/console-client.ts';
import { createQueryClient } from '../shared/api/query-client.ts';
import { NoticeProvider } from '../shared/components/notices.tsx';
import { AppearanceProvider } from '../shared/theme/appearance.tsx';
import { TimeZoneProvider } from '../shared/time/time-zone.tsx';
import { ConsoleRoutes } from './console-routes.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { SessionGate } from './session/session-gate.tsx';
import { SignOutSignal } from './session/sign-out-signal.ts';

function createServices() {
  const signedOut = new SignOutSignal();
  return { signedOut, queryClient: createQueryClient(() => signedOut.raise()), client: createPageClient() };
}

export function App() {
  const [{ queryClient, client, signedOut }] = useState(createServices);
  return (
    <AppearanceProvider>
      <CssBaseline />
      <ErrorBoundary>
        <TimeZoneProvider>
          <QueryClientProvider client={queryClient}>
            <NoticeProvider>
              <BrowserRouter>
                <SessionGate client={client} signedOut={signedOut}>
                  <ConsoleRoutes />
                </SessionGate>
              </BrowserRouter>
            </NoticeProvider>
          </QueryClientProvider>
        </TimeZoneProvider>
      </ErrorBoundary>
    </AppearanceProvider>
  );
}
