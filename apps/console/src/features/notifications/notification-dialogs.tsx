import Typography from '@mui/material/Typography';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { useMay } from '../../shared/api/use-may.ts';
import { FormDialog } from '../../shared/components/form-dialog.tsx';
import { useNotify } from '../../shared/components/notices.tsx';
import { useAct } from '../../shared/components/use-act.ts';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { useRefreshScreen } from '../../shared/entities/use-refresh-screen.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import type { Notification } from './notification-queries.ts';
import { ViewNotificationDialog } from './view-notification-dialog.tsx';

/** Parameter of the address that names the notification of a dialog. */
export const NOTIFICATION_PARAM = 'notification';

interface NotificationDialogsProps {
  /** What the list holds so far; undefined while it holds nothing. */
  readonly notifications: readonly Notification[] | undefined;
  /** The list has no further page. */
  readonly complete: boolean;
  readonly onMore: () => void;
}

/** The dialog that the address names. One that a link names is looked for on the further pages of the list. */
export function NotificationDialogs({ notifications = [], complete, onMore }: NotificationDialogsProps) {
  const may = useMay();
  const [params] = useSearchParams();
  const { dialog, open, close } = useDialogParam([NOTIFICATION_PARAM]);
  const id = params.get(NOTIFICATION_PARAM);
  const found = notifications.find(({ notificationId }) => notificationId === id);
  const wanted = dialog === 'viewNotification' || dialog === 'resend';
  const loaded = notifications.length;
  useEffect(() => {
    if (wanted && found === undefined && loaded > 0 && !complete) onMore();
  }, [wanted, found, loaded, complete, onMore]);
  if (dialog === 'resend' && found && may('csms.resendNotification')) {
    return <ResendDialog notification={found} onClose={close} />;
  }
  if (dialog === 'viewNotification' && (found || complete)) {
    return (
      <ViewNotificationDialog
        notification={found}
        onResend={() => open('resend', { [NOTIFICATION_PARAM]: [id ?? ''] })}
        onClose={close}
      />
    );
  }
  return null;
}

interface ResendDialogProps {
  readonly notification: Notification;
  readonly onClose: () => void;
}

/** Resend: says first who is told, because what arrived already arrives again. */
function ResendDialog({ notification, onClose }: ResendDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const notify = useNotify();
  const refresh = useRefreshScreen();
  const { notificationId, state, deliveries } = notification;
  const { run, busy, error } = useAct({
    act: (_input: null) => client.call('csms.resendNotification', { notificationId }),
    onSettled: refresh,
    onDone: () => {
      notify({ severity: 'success', message: t('notifications.resent') });
      onClose();
    },
  });
  const told = deliveries.filter(
    (delivery) => delivery.state === (state === 'failed' ? 'dead' : 'delivered'),
  );
  return (
    <FormDialog
      title={t('notifications.resendTitle')}
      submitLabel={t('notifications.resend')}
      error={error}
      busy={busy}
      onSubmit={() => void run(null)}
      onClose={onClose}
    >
      <Typography>{t(`notifications.resendWhy.${state}`)}</Typography>
      {told.length > 0 && (
        <Typography color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {t('notifications.goesTo', { endpoints: told.map(({ endpoint }) => endpoint).join(', ') })}
        </Typography>
      )}
    </FormDialog>
  );
}
