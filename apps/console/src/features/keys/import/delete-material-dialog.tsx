import '../tool-texts.ts';
import Alert from '@mui/material/Alert';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { allowsDeletingMaterial } from '../actions/key-action.ts';
import { KeyNames } from '../actions/key-names.tsx';
import { RecentKeyUse } from '../actions/recent-use.tsx';
import { invalidateKeys, keyQueries } from '../api/key-queries.ts';
import { importPath } from '../paths.ts';

interface DeleteMaterialDialogProps {
  readonly keyId: string;
  readonly onClose: () => void;
}

/** Delete Key Material [G 2.1.3.3]: says what stops working, and leads to the import that takes it back. */
export function DeleteMaterialDialog({ keyId, onClose }: DeleteMaterialDialogProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const key = useQuery(keyQueries(api).view(keyId));
  const { run, busy, error } = useAct({
    act: () => api.client.call('kms.deleteImportedKeyMaterial', { keyId }),
    onSettled: () => invalidateKeys(queryClient, api),
    onDone() {
      notify({
        severity: 'success',
        message: t('keyMaterial.done'),
        action: { label: t('keyMaterial.again'), run: () => void navigate(importPath(keyId)) },
      });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('keys.import.delete')}
      danger
      busy={busy}
      error={error ?? key.error}
      complete={key.data !== undefined && allowsDeletingMaterial(key.data)}
      onSubmit={() => void run(undefined)}
      onClose={onClose}
    >
      {key.data && <KeyNames keys={[key.data]} />}
      <Alert severity="warning" variant="outlined">
        {t('keyMaterial.effect')}
      </Alert>
      {key.data && <RecentKeyUse keys={[key.data]} />}
    </FormDialog>
  );
}
