import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useSecretAct } from '../../../shared/components/use-secret-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { invalidateSecrets, type SecretDetails } from '../api/secret-queries.ts';
import { draftProblem, emptyDraft, textOfDraft } from '../values/value-draft.ts';
import { ValueFields } from '../values/value-fields.tsx';
import { timeTyped } from './expiry-dialog.tsx';

interface AddVersionDialogProps {
  readonly item: SecretDetails;
  readonly onClose: () => void;
}

/** Add Secret Version [G 2.2.3.1]: the new value becomes SYSCURRENT. */
export function AddVersionDialog({ item, onClose }: AddVersionDialogProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [draft, setDraft] = useState(emptyDraft);
  const [expiry, setExpiry] = useState('');
  const [told, setTold] = useState(false);
  const { run, busy, error } = useSecretAct({
    act: (secretString: string, signal) => {
      const expireTime = timeTyped(expiry);
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
        if (draftProblem(draft) === null) void run(textOfDraft(draft));
      }}
      onClose={onClose}
    >
      <Typography variant="body2" color="textSecondary">
        {t('secrets.add.effect')}
      </Typography>
      <ValueFields draft={draft} told={told} onChange={setDraft} />
      <TextField
        type="datetime-local"
        label={t('secrets.versions.expires')}
        value={expiry}
        onChange={(event) => setExpiry(event.target.value)}
        helperText={t('secrets.expiry.help')}
        slotProps={{ inputLabel: { shrink: true } }}
      />
    </FormDialog>
  );
}
