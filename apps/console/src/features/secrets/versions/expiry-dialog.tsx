import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { clockAt, timeOfClock } from '../../../shared/time/start-of-day.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';
import { invalidateSecrets, type SecretDetails, type SecretVersion } from '../api/secret-queries.ts';
import { ExpiryField } from './expiry-field.tsx';

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
  const { timeZone } = useTimeZone();
  const [text, setText] = useState(version.expiresAt === null ? '' : clockAt(version.expiresAt, timeZone));
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
      onSubmit={() => void run(timeOfClock(text, timeZone))}
      onClose={onClose}
    >
      <ExpiryField value={text} onChange={setText} />
    </FormDialog>
  );
}
