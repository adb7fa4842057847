import { useProjectApi } from '../../../shared/api/project-api.ts';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { fileNameOf, download as save } from '../../../shared/components/download.ts';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useSecretAct } from '../../../shared/components/use-secret-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

/** Downloads the sealed backup of a secret as a file (SEC-09). */
export function useBackup() {
  const { client } = useProjectApi();
  const { t } = useTranslation();
  const notify = useNotify();
  const { run, busy } = useSecretAct({
    act: (secretName: string, signal) => client.call('csms.downloadSecretBlob', { secretName }, { signal }),
    onDone: ({ secretBlob }, name) => {
      save(`${fileNameOf(name)}.secret-backup`, secretBlob, 'text/plain');
      notify({ severity: 'success', message: t('secrets.action.backup.done', { name }) });
    },
    onRefused: (error) => notify({ severity: 'error', message: refusalOf(error).message }),
  });
  return { download: run, busy };
}
