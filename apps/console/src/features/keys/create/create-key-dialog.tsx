import { ApiError } from '@dewpoint/contract/browser';
import { zodResolver } from '@hookform/resolvers/zod';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FormProvider, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useSingleFlight } from '../../../shared/components/use-single-flight.ts';
import { invalidateKeys } from '../api/key-queries.ts';
import { keyPath } from '../paths.ts';
import { CreateKeyFields } from './create-key-fields.tsx';
import { type CreateKeyForm, createKeyForm, usagesOf } from './create-key-schema.ts';

const FORM_ID = 'create-key';

/** Create Key [G 2.1.2]. */
export function CreateKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm<CreateKeyForm>({
    resolver: zodResolver(createKeyForm),
    defaultValues: { keyAlias: '', keySpec: 'AES_256', keyUsage: usagesOf('AES_256')[0], keyDescription: '' },
    mode: 'onTouched',
  });
  const { create, busy, refusal } = useCreate(form, onClose);
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

/** Sends the form once, however often it is submitted; a refusal lands on its field, or above the buttons. */
function useCreate(form: ReturnType<typeof useForm<CreateKeyForm>>, onClose: () => void) {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const navigate = useNavigate();
  const { t } = useTranslation();
  const mutation = useMutation({
    mutationFn: (values: CreateKeyForm) => api.client.call('kms.createKey', values),
  });
  const { run, busy } = useSingleFlight(async (values: CreateKeyForm) => {
    try {
      const { keyInfo } = await mutation.mutateAsync(values);
      notify({
        severity: 'success',
        message: t('keys.create.done', { alias: values.keyAlias }),
        action: { label: t('keys.create.open'), run: () => void navigate(keyPath(keyInfo.keyId)) },
      });
      onClose();
      void invalidateKeys(queryClient, api);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const field = error instanceof ApiError ? fieldOf(error) : undefined;
      if (field) form.setError(field, { type: 'server', message: error.message }, { shouldFocus: true });
    }
  });
  const { error } = mutation;
  const onField = error instanceof ApiError && fieldOf(error) !== undefined;
  return { create: run, busy, refusal: error && !onField ? error : null };
}

const fields = ['keyAlias', 'keySpec', 'keyUsage', 'keyDescription'] as const;

function fieldOf(error: ApiError): (typeof fields)[number] | undefined {
  return fields.find((name) => name === error.field);
}
