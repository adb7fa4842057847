import { MAX_TAGS } from '@dewpoint/contract';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { Link, useNavigate } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TagRows } from '../../../shared/tags/tag-rows.tsx';
import { CreateKeyFields } from '../create/create-key-fields.tsx';
import { useCreateKey } from '../create/use-create-key.ts';
import { useCreateKeyForm } from '../create/use-create-key-form.ts';
import { importPath, keyListPath } from '../paths.ts';
import { StepSection } from './step-section.tsx';

/** Steps 3 to 5 of the documents: a key whose material is empty. */
export function CreateStep() {
  const { t } = useTranslation();
  const { session } = useProjectApi();
  const notify = useNotify();
  const navigate = useNavigate();
  const [understood, setUnderstood] = useState(false);
  const form = useCreateKeyForm();
  const { create, busy, refusal } = useCreateKey(form, {
    origin: 'external',
    onCreated({ keyId, alias, complete }) {
      if (complete) notify({ severity: 'success', message: t('keyImport.create.done', { alias }) });
      // Back leads to the list: the key is there, and is not created a second time.
      void navigate(importPath(keyId), { replace: true });
    },
  });
  return (
    <StepSection
      title={t('keyImport.create.title')}
      explanation={t('keyImport.create.explanation')}
      onSubmit={() => {
        if (understood && !busy) void form.handleSubmit((values) => create(values))();
      }}
      actions={(formId) => (
        <>
          <BusyButton type="submit" form={formId} variant="contained" busy={busy} disabled={!understood}>
            {t('keyImport.next')}
          </BusyButton>
          <Button component={Link} to={keyListPath()} disabled={busy}>
            {t('dialog.cancel')}
          </Button>
        </>
      )}
    >
      <FormProvider {...form}>
        <CreateKeyFields />
        {session.permitted.includes('kms.batchCreateKmsTags') && (
          <TagRows room={MAX_TAGS} atLeastOne={false} firstLabel={t('keyTabs.tags.ofNewKey.open')} />
        )}
      </FormProvider>
      <Alert severity="warning" variant="outlined">
        {t('keyImport.create.security')}
      </Alert>
      <FormControlLabel
        control={<Checkbox checked={understood} onChange={(_event, checked) => setUnderstood(checked)} />}
        label={t('keyImport.create.understand')}
      />
      {refusal && <RefusalAlert error={refusal} />}
    </StepSection>
  );
}
