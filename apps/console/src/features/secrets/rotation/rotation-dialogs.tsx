import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { invalidateSecrets, type SecretDetails } from '../api/secret-queries.ts';
import { rotationDraftOf, rotationWire } from './rotation-draft.ts';
import { RotationFields } from './rotation-fields.tsx';

interface RotationDialogProps {
  readonly item: SecretDetails;
  readonly onClose: () => void;
}

/** The dialog of rotation that the URL names. */
export function RotationDialogs({ item }: { readonly item: SecretDetails }) {
  const { dialog, close } = useDialogParam();
  if (item.state !== 'enabled') return null;
  if (dialog === 'editRotation') return <EditRotation item={item} onClose={close} />;
  return dialog === 'rotateNow' ? <RotateNow item={item} onClose={close} /> : null;
}

function EditRotation({ item, onClose }: RotationDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const notify = useNotify();
  const [draft, setDraft] = useState(() => rotationDraftOf(item));
  const [tried, setTried] = useState(false);
  const made = rotationWire(draft, item.secretType);
  const { secretName, secretName: name } = item;
  const { run, busy, error } = useRotationAct(
    (wire: Extract<typeof made, { wire: unknown }>['wire']) =>
      client.call('csms.updateSecret', { secretName, ...wire }),
    () => {
      notify({ severity: 'success', message: t('secretRotation.saved', { name }) });
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('secretRotation.editTitle', { name })}
      error={error}
      busy={busy}
      submitLabel={t('secretRotation.save')}
      onSubmit={() => {
        setTried(true);
        if ('wire' in made) void run(made.wire);
      }}
      onClose={onClose}
    >
      <RotationFields
        type={item.secretType}
        secretName={secretName}
        draft={draft}
        broken={tried && 'broken' in made ? made.broken : null}
        onChange={setDraft}
      />
    </FormDialog>
  );
}

function RotateNow({ item, onClose }: RotationDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const notify = useNotify();
  const { secretName, secretName: name } = item;
  const { run, busy, error } = useRotationAct(
    () => client.call('csms.rotateSecret', { secretName }),
    () => {
      notify({ severity: 'success', message: t('secretRotation.now.started', { name }) });
      onClose();
    },
  );
  const twoUsers = rotationDraftOf(item).config.SecretSubType === 'MultiUser';
  const effect = item.secretType === 'COMMON' ? 'shared' : twoUsers ? 'twin' : 'login';
  return (
    <FormDialog
      title={t('secretRotation.now.title')}
      error={error}
      busy={busy}
      submitLabel={t('secretRotation.now.name')}
      onSubmit={() => void run(null)}
      onClose={onClose}
    >
      <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</Typography>
      <Alert severity={effect === 'login' ? 'warning' : 'info'} variant="outlined">
        {t(`secretRotation.now.${effect}`)}
      </Alert>
      <Typography variant="body2" color="textSecondary">
        {t('secretRotation.now.failure')} {item.rotation.enabled && t('secretRotation.now.period')}
      </Typography>
    </FormDialog>
  );
}

function useRotationAct<Input, Output>(
  act: (input: Input) => Promise<Output>,
  onDone: (output: Output) => void,
) {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  return useAct({ act, onSettled: () => invalidateSecrets(queryClient, api), onDone });
}
