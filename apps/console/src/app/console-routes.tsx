import { lazy, Suspense } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { CREDENTIALS_PATH } from '../features/credentials/paths.ts';
import { EVENTS_PATH, NOTIFICATIONS_PATH } from '../features/events/paths.ts';
import { IDENTITY_PATH } from '../features/identity/paths.ts';
import { IMPORT_PATH, KEYS_PATH } from '../features/keys/paths.ts';
import { OVERVIEW_PATH, USAGE_PATH } from '../features/overview/paths.ts';
import { SECRETS_PATH } from '../features/secrets/paths.ts';
import { ENTERPRISE_PROJECTS_PATH, SETTINGS_PATH } from '../features/settings/paths.ts';
import { TOPICS_PATH } from '../features/topics/paths.ts';
import { TRACES_PATH, VERIFY_PATH } from '../features/traces/paths.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { PageSkeleton } from './shell/shell-skeleton.tsx';

/** The scripts of the pages; each is fetched when its page is first opened. */
const scripts = {
  keys: () => import('../features/keys/list/key-list-page.tsx'),
  key: () => import('../features/keys/details/key-details-page.tsx'),
  overview: () => import('../features/overview/overview-page.tsx'),
  usage: () => import('../features/overview/usage-page.tsx'),
  events: () => import('../features/events/events-page.tsx'),
  notifications: () => import('../features/notifications/notification-list.tsx'),
  topics: () => import('../features/topics/topic-list-page.tsx'),
  topic: () => import('../features/topics/topic-details-page.tsx'),
  traces: () => import('../features/traces/traces-page.tsx'),
  importKey: () => import('../features/keys/import/import-page.tsx'),
  secrets: () => import('../features/secrets/list/secret-list-page.tsx'),
  secret: () => import('../features/secrets/details/secret-details-page.tsx'),
  credentials: () => import('../features/credentials/credentials-page.tsx'),
  identity: () => import('../features/identity/identity-page.tsx'),
  settings: () => import('../features/settings/settings-page.tsx'),
  enterpriseProjects: () =>
    import('../features/settings/enterprise-projects/enterprise-project-list-page.tsx'),
};

const KeyListPage = lazy(async () => ({ default: (await scripts.keys()).KeyListPage }));
const KeyDetailsPage = lazy(async () => ({ default: (await scripts.key()).KeyDetailsPage }));
const OverviewPage = lazy(async () => ({ default: (await scripts.overview()).OverviewPage }));
const UsagePage = lazy(async () => ({ default: (await scripts.usage()).UsagePage }));
const EventsPage = lazy(async () => ({ default: (await scripts.events()).EventsPage }));
const NotificationList = lazy(async () => ({ default: (await scripts.notifications()).NotificationList }));
const TopicListPage = lazy(async () => ({ default: (await scripts.topics()).TopicListPage }));
const TopicDetailsPage = lazy(async () => ({ default: (await scripts.topic()).TopicDetailsPage }));
const TracesPage = lazy(async () => ({ default: (await scripts.traces()).TracesPage }));
const ImportPage = lazy(async () => ({ default: (await scripts.importKey()).ImportPage }));
const SecretListPage = lazy(async () => ({ default: (await scripts.secrets()).SecretListPage }));
const SecretDetailsPage = lazy(async () => ({ default: (await scripts.secret()).SecretDetailsPage }));
const CredentialsPage = lazy(async () => ({ default: (await scripts.credentials()).CredentialsPage }));
const IdentityPage = lazy(async () => ({ default: (await scripts.identity()).IdentityPage }));
const NotFoundPage = lazy(async () => ({ default: (await import('./not-found-page.tsx')).NotFoundPage }));
const EnterpriseProjectListPage = lazy(async () => ({
  default: (await scripts.enterpriseProjects()).EnterpriseProjectListPage,
}));
const SettingsPage = lazy(async () => ({ default: (await scripts.settings()).SettingsPage }));

/** All pages by their addresses. */
export function ConsoleRoutes() {
  const { pathname } = useLocation();
  return (
    // A page that failed is given up when one goes elsewhere.
    <ErrorBoundary key={pathname.split('/')[1]}>
      <Suspense fallback={<PageSkeleton />}>
        <Routes>
          <Route path={OVERVIEW_PATH} element={<OverviewPage />} />
          <Route path={USAGE_PATH} element={<UsagePage />} />
          <Route path={KEYS_PATH} element={<KeyListPage />} />
          <Route path={`${IMPORT_PATH}/:keyId?/:step?`} element={<ImportPage />} />
          <Route path={`${KEYS_PATH}/:keyId/:tab?`} element={<KeyDetailsPage />} />
          <Route path={SECRETS_PATH} element={<SecretListPage />} />
          <Route path={`${SECRETS_PATH}/:secretName/:tab?`} element={<SecretDetailsPage />} />
          <Route path={EVENTS_PATH} element={<EventsPage />} />
          <Route
            path={NOTIFICATIONS_PATH}
            element={
              <EventsPage>
                <NotificationList />
              </EventsPage>
            }
          />
          <Route path={TOPICS_PATH} element={<TopicListPage />} />
          <Route path={`${TOPICS_PATH}/:topicUrn`} element={<TopicDetailsPage />} />
          <Route path={TRACES_PATH} element={<TracesPage tab="list" />} />
          <Route path={VERIFY_PATH} element={<TracesPage tab="verify" />} />
          <Route path={CREDENTIALS_PATH} element={<CredentialsPage />} />
          <Route path={`${IDENTITY_PATH}/*`} element={<IdentityPage />} />
          <Route path={ENTERPRISE_PROJECTS_PATH} element={<EnterpriseProjectListPage />} />
          <Route path={SETTINGS_PATH} element={<SettingsPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
}

const pageAddresses = [
  [IMPORT_PATH, 'importKey'],
  [`${KEYS_PATH}/`, 'key'],
  [KEYS_PATH, 'keys'],
  [`${SECRETS_PATH}/`, 'secret'],
  [SECRETS_PATH, 'secrets'],
  [NOTIFICATIONS_PATH, 'notifications'],
  [EVENTS_PATH, 'events'],
  [`${TOPICS_PATH}/`, 'topic'],
  [TOPICS_PATH, 'topics'],
  [TRACES_PATH, 'traces'],
  [USAGE_PATH, 'usage'],
  [CREDENTIALS_PATH, 'credentials'],
  [IDENTITY_PATH, 'identity'],
  [ENTERPRISE_PROJECTS_PATH, 'enterpriseProjects'],
  [SETTINGS_PATH, 'settings'],
] as const;

/** Fetches the script of the page that the address names while it is still being asked who is signed in. */
export function prefetchPage(pathname: string): void {
  const [, name = 'overview'] = pageAddresses.find(([address]) => pathname.startsWith(address)) ?? [];
  // When it cannot be had, the page itself will say so.
  void scripts[name]().catch(() => {});
}
