import { MAX_SECRET_BACKUP_IN_BYTES } from '@dewpoint/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FileField } from '../../../shared/components/file-field.tsx';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useSecretAct } from '../../../shared/components/use-secret-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { invalidateSecrets } from '../api/secret-queries.ts';
import { secretPath } from '../paths.ts';

/** The longest backup in Base64. */
const MAX_FILE_IN_BYTES = Math.ceil(MAX_SECRET_BACKUP_IN_BYTES / 3) * 4 + 4;

/** Restores a secret from the file that its backup was downloaded as (SEC-09). */
export function RestoreDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const tooLong = file !== null && file.size > MAX_FILE_IN_BYTES;
  const { run, busy, error } = useSecretAct({
    act: async (chosen: File, signal) =>
      api.client.call('csms.uploadSecretBlob', { secretBlob: (await chosen.text()).trim() }, { signal }),
    onDone: ({ secret: { name } }) => {
      notify({
        severity: 'success',
        message: t('secrets.restore.done', { name }),
        action: { label: t('secrets.create.open'), run: () => void navigate(secretPath(name)) },
      });
      onClose();
    },
    onSettled: () => invalidateSecrets(queryClient, api),
  });
  return (
    <FormDialog
      title={t('secrets.restore.title')}
      error={error}
      busy={busy}
      complete={file !== null && !tooLong}
      onSubmit={() => {
        if (file) void run(file);
      }}
      onClose={onClose}
    >
      <FileField
        label={t('secrets.restore.file')}
        chosen={file}
        onChoose={setFile}
        help={t('secrets.restore.help')}
        error={tooLong ? t('secrets.restore.tooLong') : null}
      />
    </FormDialog>
  );
}
