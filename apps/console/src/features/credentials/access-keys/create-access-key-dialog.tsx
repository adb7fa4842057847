import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { isSignedOut } from '../../../shared/api/query-client.ts';
import { useSignedOut } from '../../../shared/api/signed-out.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useSingleFlight } from '../../../shared/components/use-single-flight.ts';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { accessKeysQuery, type NewAccessKey } from './access-key-queries.ts';
import { NewAccessKeyDialog } from './new-access-key-dialog.tsx';

const rule = contractRules['iam.createAccessKey'].input.shape.credential.shape.description;

interface CreateAccessKeyDialogProps {
  readonly onMade: () => void;
  readonly onClose: () => void;
}

/** Create Access Key; then its secret, once. */
export function CreateAccessKeyDialog({ onMade, onClose }: CreateAccessKeyDialogProps) {
  const { t } = useTranslation();
  const fieldError = useFieldError();
  const [description, setDescription] = useState('');
  const { made, create, busy, error } = useCreate(onMade);
  if (made) return <NewAccessKeyDialog accessKey={made} onClose={onClose} />;
  const broken = rule.safeParse(description).error?.issues[0];
  const label = t('accessKeys.description');
  return (
    <FormDialog
      title={t('accessKeys.dialog.title')}
      error={error}
      busy={busy}
      complete={!broken}
      onSubmit={() => void create(description)}
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
    </FormDialog>
  );
}

/** The secret lives in this state and nowhere else: a mutation would keep it in its cache. */
function useCreate(onMade: () => void) {
  const { client } = useProjectApi();
  const queryClient = useQueryClient();
  const signedOut = useSignedOut();
  const [made, setMade] = useState<NewAccessKey | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);
  const { run, busy } = useSingleFlight(async (description: string) => {
    const { signal } = leaving.current;
    setError(null);
    try {
      const { credential } = await client.call(
        'iam.createAccessKey',
        { credential: { description } },
        { signal },
      );
      setMade(credential);
      onMade();
    } catch (refusal) {
      if (signal.aborted) return;
      if (!(refusal instanceof Error)) throw refusal;
      if (isSignedOut(refusal)) signedOut();
      setError(refusal);
    } finally {
      void queryClient.invalidateQueries(accessKeysQuery(client));
    }
  });
  return { made, create: run, busy, error };
}
