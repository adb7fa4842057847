import Dialog from '@mui/material/Dialog';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { FormStep } from '../../../shared/components/form-dialog.tsx';
import { useSecretAct } from '../../../shared/components/use-secret-act.ts';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { accessKeysQuery, type NewAccessKey } from './access-key-queries.ts';
import { NewAccessKeyStep } from './new-access-key-step.tsx';

const rule = contractRules['iam.createAccessKey'].input.shape.credential.shape.description;

interface CreateAccessKeyDialogProps {
  readonly onMade: () => void;
  readonly onClose: () => void;
}

/** Create Access Key; then its secret, once: that step is not left by an accidental click. */
export function CreateAccessKeyDialog({ onMade, onClose }: CreateAccessKeyDialogProps) {
  const titleId = useId();
  const { made, create, busy, error } = useCreate(onMade);
  return (
    <Dialog open onClose={busy || made ? undefined : onClose} aria-labelledby={titleId}>
      {made ? (
        <NewAccessKeyStep titleId={titleId} accessKey={made} onClose={onClose} />
      ) : (
        <DescribeStep titleId={titleId} busy={busy} error={error} onCreate={create} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface DescribeStepProps {
  readonly titleId: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onCreate: (description: string) => Promise<void>;
  readonly onClose: () => void;
}

function DescribeStep({ titleId, busy, error, onCreate, onClose }: DescribeStepProps) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const [description, setDescription] = useState('');
  const broken = rule.safeParse(description).error?.issues[0];
  const label = t('accessKeys.description');
  return (
    <FormStep
      titleId={titleId}
      title={t('accessKeys.dialog.title')}
      error={error}
      busy={busy}
      complete={!broken}
      onSubmit={() => void onCreate(description)}
      onClose={onClose}
    >
      <TextField
        label={label}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
        autoFocus
        autoComplete="off"
        error={broken !== undefined}
        helperText={
          (broken && fieldError({ message: broken.message }, label)) ?? t('accessKeys.descriptionHelp')
        }
      />
    </FormStep>
  );
}

function useCreate(onMade: () => void) {
  const { client } = useProjectApi();
  const queryClient = useQueryClient();
  const [made, setMade] = useState<NewAccessKey | null>(null);
  const { run, busy, error } = useSecretAct({
    act: (description: string, signal) =>
      client.call('iam.createAccessKey', { credential: { description } }, { signal }),
    onSettled: () => queryClient.invalidateQueries(accessKeysQuery(client)),
    onDone: ({ credential }) => {
      setMade(credential);
      onMade();
    },
  });
  return { made, create: run, busy, error };
}
