import { grantableOperations } from '@dewpoint/contract';
import { zodResolver } from '@hookform/resolvers/zod';
import Alert from '@mui/material/Alert';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { refusedField } from '../../../shared/forms/refused-field.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { invalidateKeys, type KeyDetails } from '../api/key-queries.ts';
import { CreateGrantFields } from './create-grant-fields.tsx';
import { type CreateGrantForm, createGrantForm } from './create-grant-schema.ts';
import { GrantReplay } from './grant-replay.tsx';

const fields = ['granteePrincipal', 'granteePrincipalType', 'name', 'operations'] as const;

interface CreateGrantDialogProps {
  readonly item: KeyDetails;
  readonly onClose: () => void;
}

/** Create Grant [G 2.1.9.1]. */
export function CreateGrantDialog({ item, onClose }: CreateGrantDialogProps) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const schema = useMemo(
    () =>
      createGrantForm({
        selectOne: t('keyTabs.grants.dialog.selectOne'),
        onlyCreateGrant: t('keyTabs.grants.dialog.onlyCreateGrant'),
      }),
    [t],
  );
  const form = useForm<CreateGrantForm>({
    resolver: zodResolver(schema),
    defaultValues: { granteePrincipal: '', granteePrincipalType: 'user', operations: [] },
    mode: 'onTouched',
  });
  const { run, busy, error } = useAct({
    act: (values: CreateGrantForm) => api.client.call('kms.createGrant', { keyId: item.keyId, ...values }),
    onSettled: () => invalidateKeys(queryClient, api),
    onDone: () => {
      notify({ severity: 'success', message: t('keyTabs.grants.dialog.done') });
      onClose();
    },
    onRefused: (refusal) => {
      const field = refusedField(refusal, fields);
      if (field) form.setError(field, { type: 'server', message: refusal.message }, { shouldFocus: true });
    },
  });
  return (
    <FormDialog
      title={t('keyTabs.grants.dialog.title')}
      error={refusedField(error, fields) ? null : error}
      busy={busy}
      onSubmit={() => void form.handleSubmit((values) => run(values))()}
      onClose={onClose}
    >
      <Alert severity="info" variant="outlined">
        {t('keyTabs.grants.dialog.notice')}
      </Alert>
      <FormProvider {...form}>
        <CreateGrantFields grantable={grantableOperations(item.keySpec, item.keyUsage)} />
        <GrantReplay keyId={item.keyId} />
      </FormProvider>
    </FormDialog>
  );
}
