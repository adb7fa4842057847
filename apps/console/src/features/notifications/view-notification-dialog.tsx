import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useMay } from '../../shared/api/use-may.ts';
import { CopyableId } from '../../shared/components/copyable-id.tsx';
import { DataTable } from '../../shared/components/data-table.tsx';
import { Fact, Facts } from '../../shared/components/facts.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import { inLanguage } from '../../shared/i18n/server-words.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { LevelText } from '../../shared/secret-events/level-text.tsx';
import { TimeText } from '../../shared/time/time-text.tsx';
import { DeliveryStateText } from './delivery-state-text.tsx';
import type { Delivery, Notification } from './notification-queries.ts';

interface ViewNotificationDialogProps {
  /** Undefined: the list has none with the ID of the address. */
  readonly notification: Notification | undefined;
  readonly onResend: () => void;
  readonly onClose: () => void;
}

/** One notification with its deliveries, those that were given up too (EVT-03, EVT-04). */
export function ViewNotificationDialog({ notification, onResend, onClose }: ViewNotificationDialogProps) {
  const { t } = useTranslation();
  const may = useMay();
  const titleId = useId();
  return (
    <Dialog open maxWidth="md" onClose={onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('notifications.details')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        {notification ? (
          <>
            <NotificationFacts notification={notification} />
            <Deliveries notification={notification} />
          </>
        ) : (
          <Panel role="status" icon={<SearchOffOutlined />} title={t('notifications.notListed')}>
            {t('notifications.notListedWhy')}
          </Panel>
        )}
      </DialogContent>
      <DialogActions>
        {notification && notification.state !== 'waiting' && may('csms.resendNotification') && (
          <Button onClick={onResend}>{t('notifications.resend')}</Button>
        )}
        <Button variant="contained" onClick={onClose}>
          {t('dialog.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function NotificationFacts({ notification }: { readonly notification: Notification }) {
  const { t } = useTranslation();
  const { notificationId, createdAt, eventType, eventName, secretName, topicUrn, state, attempts } =
    notification;
  return (
    <Paper variant="outlined">
      <Facts>
        <Fact name={t('notifications.time')}>
          <TimeText at={createdAt} />
        </Fact>
        <Fact name={t('notifications.type')}>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
            {t(`secretEvents.type.${eventType}`)}
            <LevelText type={eventType} />
          </Box>
        </Fact>
        <Fact name={t('notifications.event')}>{eventName}</Fact>
        <Fact name={t('notifications.secret')}>{secretName}</Fact>
        <Fact name={t('notifications.topic')}>
          <CopyableId value={topicUrn} label={t('notifications.copyUrn')} />
        </Fact>
        <Fact name={t('notifications.messageId')}>
          <CopyableId value={notificationId} />
        </Fact>
        <Fact name={t('notifications.delivery')}>
          <DeliveryStateText state={state} />
          <Typography variant="body2" color="textSecondary">
            {t(`notifications.stateWhy.${state}`)}
          </Typography>
        </Fact>
        <Fact name={t('notifications.attempts')}>{attempts}</Fact>
      </Facts>
    </Paper>
  );
}

function Deliveries({ notification: { deliveries } }: { readonly notification: Notification }) {
  const { t } = useTranslation();
  if (deliveries.length === 0) return null;
  return (
    <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
      <DataTable
        label={t('notifications.deliveries')}
        rows={deliveries}
        keyOf={({ deliveryId }) => deliveryId}
        columns={[
          {
            name: 'endpoint',
            head: t('notifications.endpoint'),
            cell: ({ endpoint }) => endpoint,
          },
          {
            name: 'state',
            head: t('notifications.delivery'),
            cell: ({ state }) => <DeliveryStateText state={state} />,
          },
          {
            name: 'attempts',
            head: t('notifications.attempts'),
            cell: (delivery) => <Attempts delivery={delivery} />,
          },
          {
            name: 'problem',
            head: t('notifications.problem'),
            width: '32%',
            cell: ({ problem }) => (problem === null ? '–' : inLanguage(problem)),
          },
        ]}
      />
    </Paper>
  );
}

function Attempts({ delivery: { attempts, lastAttemptAt, nextAttemptAt } }: { readonly delivery: Delivery }) {
  const { t } = useTranslation();
  return (
    <>
      {attempts}
      <Typography variant="body2" color="textSecondary" component="div">
        {lastAttemptAt !== null && (
          <div>
            {t('notifications.last')} <TimeText at={lastAttemptAt} short />
          </div>
        )}
        {nextAttemptAt !== null && (
          <div>
            {t('notifications.next')} <TimeText at={nextAttemptAt} short />
          </div>
        )}
      </Typography>
    </>
  );
}
