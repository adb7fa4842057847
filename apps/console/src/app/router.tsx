import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { CREDENTIALS_PATH } from '../features/credentials/paths.ts';
import { KEYS_PATH } from '../features/keys/paths.ts';
import { SETTINGS_PATH } from '../features/settings/paths.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { RouteFailed } from './route-failed.tsx';
import { SessionGate, type SessionGateProps } from './session/session-gate.tsx';
import { ShellSkeleton } from './shell/shell-skeleton.tsx';

/** All pages. Each is a script of its own, fetched when it is first opened. */
export function createRoutes(gate: SessionGateProps): RouteObject[] {
  return [
    {
      element: <SessionGate {...gate} />,
      hydrateFallbackElement: <ShellSkeleton />,
      errorElement: <RouteFailed />,
      children: [
        {
          errorElement: <RouteFailed />,
          children: [
            { path: '/', element: <Navigate to={KEYS_PATH} replace /> },
            {
              path: KEYS_PATH,
              lazy: async () => ({
                Component: (await import('../features/keys/list/key-list-page.tsx')).KeyListPage,
              }),
            },
            {
              path: `${KEYS_PATH}/:keyId/:tab?`,
              lazy: async () => ({
                Component: (await import('../features/keys/details/key-details-page.tsx')).KeyDetailsPage,
              }),
            },
            {
              path: CREDENTIALS_PATH,
              lazy: async () => ({
                Component: (await import('../features/credentials/credentials-page.tsx')).CredentialsPage,
              }),
            },
            {
              path: SETTINGS_PATH,
              lazy: async () => ({
                Component: (await import('../features/settings/settings-page.tsx')).SettingsPage,
              }),
            },
            { path: '*', element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ];
}

export function createRouter(gate: SessionGateProps) {
  return createBrowserRouter(createRoutes(gate));
}
