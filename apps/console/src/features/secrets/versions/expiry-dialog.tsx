import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { invalidateSecrets, type SecretDetails, type SecretVersion } from '../api/secret-queries.ts';

interface ExpiryDialogProps {
  readonly item: SecretDetails;
  readonly version: SecretVersion;
  readonly onClose: () => void;
}

/** When a version expires (SEC-07); empty is never. */
export function ExpiryDialog({ item, version, onClose }: ExpiryDialogProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [text, setText] = useState(version.expiresAt === null ? '' : typedOf(version.expiresAt));
  const { run, busy, error } = useAct({
    act: (expireTime: number | null) =>
      api.client.call('csms.updateSecretVersion', {
        secretName: item.secretName,
        versionId: version.versionId,
        expireTime,
      }),
    onSettled: () => invalidateSecrets(queryClient, api),
    onDone: () => {
      notify({ severity: 'success', message: t('secrets.expiry.done', { version: version.versionId }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('secrets.versions.setExpiryOf', { version: version.versionId })}
      error={error}
      busy={busy}
      onSubmit={() => void run(timeTyped(text))}
      onClose={onClose}
    >
      <TextField
        type="datetime-local"
        label={t('secrets.versions.expires')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        helperText={t('secrets.expiry.help')}
        slotProps={{ inputLabel: { shrink: true } }}
      />
    </FormDialog>
  );
}

/** What a date-and-time field holds, in the zone of the browser, as ms since 1970 UTC; null where it is empty. */
export function timeTyped(text: string): number | null {
  const time = new Date(text).getTime();
  return Number.isNaN(time) ? null : time;
}

function typedOf(time: number): string {
  const offset = new Date(time).getTimezoneOffset() * 60_000;
  return new Date(time - offset).toISOString().slice(0, 16);
}
