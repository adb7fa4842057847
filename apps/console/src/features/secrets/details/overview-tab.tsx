import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { WhyNotButton } from '../../../shared/components/why-not-button.tsx';
import { EnterpriseProject } from '../../../shared/enterprise-projects/enterprise-project.tsx';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { invalidateSecrets, type SecretDetails } from '../api/secret-queries.ts';
import { KeyField } from '../values/key-field.tsx';
import { useWhyNot } from './why-not.ts';

const descriptionRule = contractRules['csms.updateSecret'].input.shape.description.unwrap();

/** What a secret is; its key and description can be edited (SEC-04). */
export function OverviewTab({ item }: { readonly item: SecretDetails }) {
  const { t } = useTranslation();
  const { dialog, open, close } = useDialogParam();
  const whyNot = useWhyNot(item)('csms.updateSecret');
  return (
    <Box sx={{ maxWidth: 880, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
      {item.keyProblem && (
        <Alert severity="warning" variant="outlined">
          {inLanguage(item.keyProblem)}
        </Alert>
      )}
      <Box sx={{ justifySelf: 'end' }}>
        <WhyNotButton variant="outlined" whyNot={whyNot} onClick={() => open('edit')}>
          {t('secrets.edit.name')}
        </WhyNotButton>
      </Box>
      <Paper variant="outlined">
        <Facts>
          <Fact name={t('secrets.create.name')}>{item.secretName}</Fact>
          <Fact name={t('secrets.create.description')}>
            {item.description === '' ? t('secrets.none.description') : item.description}
          </Fact>
          <Fact name={t('secrets.column.type')}>{t(`secrets.type.${item.secretType}`)}</Fact>
          <Fact name={t('secrets.create.key')}>
            <CopyableId value={item.kmsKeyId} label={t('secrets.details.copyKey')} />
          </Fact>
          <Fact name={t('secrets.column.created')}>
            <TimeText at={item.createdAt} />
          </Fact>
          <Fact name={t('secrets.details.changed')}>
            <TimeText at={item.updatedAt} />
          </Fact>
          <Fact name={t('enterpriseProjects.label')}>
            <EnterpriseProject id={item.enterpriseProjectId} />
          </Fact>
        </Facts>
      </Paper>
      {dialog === 'edit' && whyNot === null && <EditDialog item={item} onClose={close} />}
    </Box>
  );
}

function EditDialog({ item, onClose }: { readonly item: SecretDetails; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const fieldError = useFieldError();
  const [description, setDescription] = useState(item.description);
  const [kmsKeyId, setKey] = useState(item.kmsKeyId);
  const broken = descriptionRule.safeParse(description).error?.issues[0];
  const label = t('secrets.create.description');
  const { run, busy, error } = useAct({
    act: () =>
      api.client.call('csms.updateSecret', {
        secretName: item.secretName,
        ...(description === item.description ? {} : { description }),
        ...(kmsKeyId === item.kmsKeyId ? {} : { kmsKeyId }),
      }),
    onSettled: () => invalidateSecrets(queryClient, api),
    onDone: () => {
      notify({ severity: 'success', message: t('secrets.edit.done', { name: item.secretName }) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('secrets.edit.title')}
      error={error}
      busy={busy}
      complete={!broken}
      onSubmit={() => void run(undefined)}
      onClose={onClose}
    >
      <KeyField value={kmsKeyId} onChange={setKey} />
      {kmsKeyId !== item.kmsKeyId && (
        <Alert severity="info" variant="outlined">
          {t('secrets.edit.keyEffect', { count: item.versions.length, key: item.kmsKeyId })}
        </Alert>
      )}
      <TextField
        label={label}
        multiline
        minRows={2}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
        error={broken !== undefined}
        helperText={fieldError(broken, label)}
      />
    </FormDialog>
  );
}
