import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useSecretAct } from '../../../shared/components/use-secret-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { timeOfClock } from '../../../shared/time/start-of-day.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';
import { invalidateSecrets, type SecretDetails } from '../api/secret-queries.ts';
import { draftForType, draftProblem, emptyDraft, storedText } from '../values/value-draft.ts';
import { ValueFields } from '../values/value-fields.tsx';
import { ExpiryField } from './expiry-field.tsx';

interface AddVersionDialogProps {
  readonly item: SecretDetails;
  readonly onClose: () => void;
}

/** Add Secret Version [G 2.2.3.1]: the new value becomes SYSCURRENT. */
export function AddVersionDialog({ item, onClose }: AddVersionDialogProps) {
  const { t } = useTranslation();
  const type = item.secretType;
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { timeZone } = useTimeZone();
  const [draft, setDraft] = useState(() => draftForType(emptyDraft, type));
  const [expiry, setExpiry] = useState('');
  const [told, setTold] = useState(false);
  const { run, busy, error } = useSecretAct({
    act: (secretString: string, signal) => {
      const expireTime = timeOfClock(expiry, timeZone);
      return api.client.call(
        'csms.createSecretVersion',
        { secretName: item.secretName, secretString, ...(expireTime === null ? {} : { expireTime }) },
        { signal },
      );
    },
    onDone: ({ versionMetadata }) => {
      notify({ severity: 'success', message: t('secrets.add.done', { version: versionMetadata.id }) });
      onClose();
    },
    onSettled: () => invalidateSecrets(queryClient, api),
  });
  return (
    <FormDialog
      title={t('secrets.add.title')}
      error={error}
      busy={busy}
      onSubmit={() => {
        setTold(true);
        if (draftProblem(draft, type) === null) void run(storedText(draft, type));
      }}
      onClose={onClose}
    >
      <Typography variant="body2" color="textSecondary">
        {t('secrets.add.effect')}
      </Typography>
      <ValueFields type={type} draft={draft} told={told} onChange={setDraft} />
      <ExpiryField value={expiry} onChange={setExpiry} />
    </FormDialog>
  );
}
