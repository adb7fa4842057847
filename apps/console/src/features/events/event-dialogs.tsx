import { useSearchParams } from 'react-router';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { useMay } from '../../shared/api/use-may.ts';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { ConfirmDialog } from '../../shared/entities/confirm-dialog.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { AssociatedSecrets } from './associated-secrets.tsx';
import { CreateEventDialog, EditEventDialog } from './event-form-dialog.tsx';
import { ViewEventDialog } from './view-event-dialog.tsx';

/** Parameter of the address that names the event of a dialog. */
export const EVENT_PARAM = 'event';

/** The dialog that the address names, if the user may do what it is for. */
export function EventDialogs() {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const [params] = useSearchParams();
  const { dialog, close } = useDialogParam([EVENT_PARAM]);
  const name = params.get(EVENT_PARAM) ?? '';
  if (dialog === 'createEvent' && may('csms.createSecretEvent')) return <CreateEventDialog onClose={close} />;
  if (name === '') return null;
  if (dialog === 'viewEvent') return <ViewEventDialog eventName={name} onClose={close} />;
  if (dialog === 'editEvent' && may('csms.updateSecretEvent')) {
    return <EditEventDialog eventName={name} onClose={close} />;
  }
  if (dialog === 'disableEvent' && may('csms.updateSecretEvent')) {
    return (
      <ConfirmDialog
        title={t('events.disableNamed', { name })}
        effect={t('events.disableEffect')}
        act={() => client.call('csms.updateSecretEvent', { eventName: name, state: 'DISABLED' })}
        told={t('events.disabledDone', { name })}
        onClose={close}
      >
        <AssociatedSecrets eventName={name} />
      </ConfirmDialog>
    );
  }
  if (dialog === 'deleteEvent' && may('csms.deleteSecretEvent')) {
    return (
      <ConfirmDialog
        title={t('events.deleteNamed', { name })}
        effect={t('events.deleteEffect')}
        act={() => client.call('csms.deleteSecretEvent', { eventName: name })}
        told={t('events.deleted', { name })}
        onClose={close}
      >
        <AssociatedSecrets eventName={name} />
      </ConfirmDialog>
    );
  }
  return null;
}
