import './event-texts.ts';
import AddOutlined from '@mui/icons-material/AddOutlined';
import { useQuery } from '@tanstack/react-query';
import { type PropsWithChildren, Suspense } from 'react';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { useMay } from '../../shared/api/use-may.ts';
import { PageHeader } from '../../shared/components/page-header.tsx';
import { PageTabs } from '../../shared/components/page-tabs.tsx';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { WhyNotButton } from '../../shared/components/why-not-button.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { EventDialogs } from './event-dialogs.tsx';
import { EventList } from './event-list.tsx';
import { eventQueries } from './event-queries.ts';
import { EVENTS_PATH, NOTIFICATIONS_PATH } from './paths.ts';

const paths = { events: EVENTS_PATH, notifications: NOTIFICATIONS_PATH } as const;

/** Events [G 2.2.5, G 2.2.6]; what they told is the content of the other tab. */
export function EventsPage({ children }: PropsWithChildren) {
  const { t } = useTranslation();
  const tab = children === undefined ? 'events' : 'notifications';
  return (
    <>
      <PageHeader
        title={t('navigation.events')}
        explanation={t(`events.explanation.${tab}`)}
        actions={tab === 'events' && <CreateButton />}
      />
      <PageTabs
        label={t('navigation.events')}
        tabs={(['events', 'notifications'] as const).map((name) => ({
          name,
          label: t(`events.tab.${name}`),
          to: paths[name],
        }))}
        current={tab}
      >
        <Suspense>{children ?? <EventList />}</Suspense>
      </PageTabs>
      {tab === 'events' && <EventDialogs />}
    </>
  );
}

function CreateButton() {
  const { t } = useTranslation();
  const may = useMay();
  const { open } = useDialogParam();
  // Who may not ask for the quota learns from the refusal that it is used up.
  const quota = useQuery(eventQueries(useProjectApi()).quota()).data?.events;
  if (!may('csms.createSecretEvent')) return null;
  const full = quota !== undefined && quota.used >= quota.quota;
  return (
    <WhyNotButton
      variant="contained"
      startIcon={<AddOutlined />}
      whyNot={full ? t('events.full', { quota: quota.quota }) : null}
      onClick={() => open('createEvent')}
    >
      {t('events.create')}
    </WhyNotButton>
  );
}
