import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

/** The key that signs checkpoints, and its rotation. */
export function SignerSection() {
  const { t } = useTranslation();
  const { dialog, open, close } = useDialogParam();
  return (
    <>
      <Section
        title={t('traces.signer.title')}
        explanation={t('traces.signer.why')}
        action={
          <Button variant="outlined" onClick={() => open('rotateSigner')}>
            {t('traces.signer.rotate')}
          </Button>
        }
      />
      {dialog === 'rotateSigner' && <RotateSigner onClose={close} />}
    </>
  );
}

function RotateSigner({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const notify = useNotify();
  const { run, busy, error } = useAct({
    act: (_: undefined) => client.call('cts.rotateTraceSigner', {}),
    onSettled: () => undefined,
    onDone: () => {
      notify({ severity: 'success', message: t('traces.signer.rotated') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('traces.signer.rotate')}
      error={error}
      busy={busy}
      onSubmit={() => void run(undefined)}
      onClose={onClose}
    >
      <Typography>{t('traces.signer.effect')}</Typography>
    </FormDialog>
  );
}
