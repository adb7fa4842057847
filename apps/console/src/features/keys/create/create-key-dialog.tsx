import '../key-texts.ts';
import { MAX_TAGS } from '@dewpoint/contract';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { FormProvider } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TagRows } from '../../../shared/tags/tag-rows.tsx';
import { keyPath } from '../paths.ts';
import { CreateKeyFields } from './create-key-fields.tsx';
import { useCreateKey } from './use-create-key.ts';
import { useCreateKeyForm } from './use-create-key-form.ts';

const FORM_ID = 'create-key';

/** Create Key [G 2.1.2], with its first tags. */
export function CreateKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { session } = useProjectApi();
  const notify = useNotify();
  const navigate = useNavigate();
  const form = useCreateKeyForm();
  const { create, busy, refusal } = useCreateKey(form, {
    origin: 'kms',
    onCreated({ keyId, alias, complete }) {
      if (complete) {
        notify({
          severity: 'success',
          message: t('keys.create.done', { alias }),
          action: { label: t('keys.create.open'), run: () => void navigate(keyPath(keyId)) },
        });
      }
      onClose();
    },
  });
  return (
    <Dialog open onClose={busy ? undefined : onClose} aria-labelledby="create-key-title">
      <DialogTitle id="create-key-title">{t('keys.create.title')}</DialogTitle>
      <DialogContent>
        <Box
          component="form"
          id={FORM_ID}
          noValidate
          onSubmit={form.handleSubmit((values) => create(values))}
          sx={{ display: 'grid', gap: 2.5, pt: 1 }}
        >
          <FormProvider {...form}>
            <CreateKeyFields />
            {session.permitted.includes('kms.batchCreateKmsTags') && (
              <TagRows room={MAX_TAGS} atLeastOne={false} firstLabel={t('keyTabs.tags.ofNewKey.open')} />
            )}
          </FormProvider>
          {refusal && <RefusalAlert error={refusal} />}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={busy}>
          {t('dialog.cancel')}
        </Button>
        <BusyButton type="submit" form={FORM_ID} variant="contained" busy={busy}>
          {t('dialog.ok')}
        </BusyButton>
      </DialogActions>
    </Dialog>
  );
}
