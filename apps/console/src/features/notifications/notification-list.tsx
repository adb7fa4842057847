import './notification-texts.ts';
import MarkEmailReadOutlined from '@mui/icons-material/MarkEmailReadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { eventAddress, secretAddress, topicAddress } from '../../shared/addresses.ts';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { useMay } from '../../shared/api/use-may.ts';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { SearchedList } from '../../shared/entities/entity-list.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { shortTime } from '../../shared/time/format-time.ts';
import { TimeText } from '../../shared/time/time-text.tsx';
import { useTimeZone } from '../../shared/time/time-zone.tsx';
import { DeliveryStateText } from './delivery-state-text.tsx';
import { NOTIFICATION_PARAM, NotificationDialogs } from './notification-dialogs.tsx';
import { NotificationFilterFields } from './notification-filter-fields.tsx';
import { readFilters, searchOf } from './notification-filters.ts';
import { type Notification, notificationQueries } from './notification-queries.ts';

/** What events had to tell, and whether it arrived [G 2.2.7, EVT-04]. */
export function NotificationList() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const filters = readFilters(params);
  const key = JSON.stringify(filters);
  const filtered = key !== JSON.stringify(readFilters(new URLSearchParams()));
  const found = useInfiniteQuery(
    notificationQueries(useProjectApi()).list(key, (now) => searchOf(filters, now)),
  );
  return (
    <>
      <SearchedList
        searchLabel={t('notifications.search')}
        filters={
          <NotificationFilterFields
            filters={filters}
            busy={found.isFetching}
            onRefresh={() => void found.refetch()}
          />
        }
        label={t('notifications.label')}
        answer={found}
        keyOf={({ notificationId }) => notificationId}
        icon={<MarkEmailReadOutlined />}
        none={filtered ? t('entities.noneFound') : t('notifications.none')}
        noneWhy={filtered ? t('notifications.noneFoundWhy') : t('notifications.noneWhy')}
        columns={[
          {
            name: 'time',
            head: t('notifications.time'),
            cell: ({ createdAt }) => <TimeText at={createdAt} short />,
          },
          {
            name: 'type',
            head: t('notifications.type'),
            cell: ({ eventType }) => t(`secretEvents.type.${eventType}`),
          },
          {
            name: 'event',
            head: t('notifications.event'),
            cell: ({ eventName }) => <Leading to={eventAddress(eventName)}>{eventName}</Leading>,
          },
          {
            name: 'secret',
            head: t('notifications.secret'),
            cell: ({ secretName }) => <Leading to={secretAddress(secretName)}>{secretName}</Leading>,
          },
          {
            name: 'topic',
            head: t('notifications.topic'),
            cell: ({ topicName, topicUrn }) => <Leading to={topicAddress(topicUrn)}>{topicName}</Leading>,
          },
          {
            name: 'state',
            head: t('notifications.delivery'),
            cell: ({ state }) => <DeliveryStateText state={state} />,
          },
          { name: 'attempts', head: t('notifications.attempts'), cell: ({ attempts }) => attempts },
          {
            name: 'operation',
            head: t('entities.operation'),
            bare: true,
            cell: (notification) => <NotificationActs notification={notification} />,
          },
        ]}
      />
      <NotificationDialogs
        notifications={found.data?.pages.flatMap(({ items }) => items)}
        complete={found.data !== undefined && !found.hasNextPage}
        onMore={() => void found.fetchNextPage()}
      />
    </>
  );
}

function Leading({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <Link component={RouterLink} to={to}>
      {children}
    </Link>
  );
}

function NotificationActs({ notification }: { readonly notification: Notification }) {
  const { t } = useTranslation();
  const may = useMay();
  const { timeZone } = useTimeZone();
  const { open } = useDialogParam([NOTIFICATION_PARAM]);
  const { notificationId, secretName: secret, createdAt, state } = notification;
  const ask = (dialog: string) => open(dialog, { [NOTIFICATION_PARAM]: [notificationId] });
  // Tells notifications apart for who hears them.
  const named = { secret, time: shortTime(createdAt, timeZone) };
  return (
    <Box sx={{ display: 'flex', gap: 0.5, ml: -1.25 }}>
      <Button
        size="small"
        aria-label={t('notifications.viewNamed', named)}
        onClick={() => ask('viewNotification')}
      >
        {t('notifications.view')}
      </Button>
      {state !== 'waiting' && may('csms.resendNotification') && (
        <Button size="small" aria-label={t('notifications.resendNamed', named)} onClick={() => ask('resend')}>
          {t('notifications.resend')}
        </Button>
      )}
    </Box>
  );
}
