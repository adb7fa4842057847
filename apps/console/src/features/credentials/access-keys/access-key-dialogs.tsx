import { MAX_ACCESS_KEYS_PER_USER } from '@dewpoint/contract';
import Alert from '@mui/material/Alert';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { type AccessKey, accessKeysQuery } from './access-key-queries.ts';
import { CreateAccessKeyDialog } from './create-access-key-dialog.tsx';

interface AccessKeyDialogProps {
  readonly accessKey: AccessKey;
  readonly onClose: () => void;
}

/** The dialog of access keys that the URL names; `accessKey` in it names the key by its ID. */
export function AccessKeyDialogs({ keys }: { readonly keys: readonly AccessKey[] }) {
  const { dialog, close } = useDialogParam(['accessKey']);
  const [params] = useSearchParams();
  // While it shows a new key, that one is in the list already.
  const [creating, setCreating] = useState(false);
  const named = keys.find(({ access }) => access === params.get('accessKey'));
  if (dialog === 'createAccessKey' && (creating || keys.length < MAX_ACCESS_KEYS_PER_USER)) {
    return (
      <CreateAccessKeyDialog
        onMade={() => setCreating(true)}
        onClose={() => {
          setCreating(false);
          close();
        }}
      />
    );
  }
  if (dialog === 'disableAccessKey' && named?.status === 'active') {
    return <DisableAccessKey key={named.access} accessKey={named} onClose={close} />;
  }
  if (dialog === 'deleteAccessKey' && named) {
    return <DeleteAccessKey key={named.access} accessKey={named} onClose={close} />;
  }
  return null;
}

function DisableAccessKey({ accessKey, onClose }: AccessKeyDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const { access: id } = accessKey;
  const { run, busy, error } = useAccessKeyAct(
    () => client.call('iam.updateAccessKey', { accessKey: id, credential: { status: 'inactive' } }),
    t('accessKeys.disabled', { id }),
    onClose,
  );
  return (
    <FormDialog
      title={t('accessKeys.disableDialog.title')}
      error={error}
      busy={busy}
      onSubmit={() => void run(null)}
      onClose={onClose}
    >
      <AccessKeyFacts accessKey={accessKey} />
      <Alert severity="warning" variant="outlined">
        {t('accessKeys.disableDialog.effect')}
      </Alert>
    </FormDialog>
  );
}

/** For good, so its ID is typed. */
function DeleteAccessKey({ accessKey, onClose }: AccessKeyDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const [typed, setTyped] = useState('');
  const { access: id } = accessKey;
  const { run, busy, error } = useAccessKeyAct(
    () => client.call('iam.deleteAccessKey', { accessKey: id }),
    t('accessKeys.deleted', { id }),
    onClose,
  );
  return (
    <FormDialog
      title={t('accessKeys.deleteDialog.title')}
      error={error}
      busy={busy}
      danger
      complete={typed === id}
      onSubmit={() => void run(null)}
      onClose={onClose}
    >
      <AccessKeyFacts accessKey={accessKey} />
      <Alert severity="warning" variant="outlined">
        {t('accessKeys.deleteDialog.effect')}
      </Alert>
      <TextField
        label={t('accessKeys.deleteDialog.type')}
        value={typed}
        onChange={(event) => setTyped(event.target.value.trim())}
        autoComplete="off"
        helperText={t('accessKeys.deleteDialog.typeThis', { id })}
        slotProps={{ htmlInput: { spellCheck: false } }}
      />
    </FormDialog>
  );
}

/** Which key it is and when it was last used: what the act may stop. */
function AccessKeyFacts({ accessKey }: Pick<AccessKeyDialogProps, 'accessKey'>) {
  const { t } = useTranslation();
  const { access, description, lastUseTime } = accessKey;
  return (
    <Paper variant="outlined">
      <Facts>
        <Fact name={t('accessKeys.id')}>{access}</Fact>
        {description !== '' && <Fact name={t('accessKeys.description')}>{description}</Fact>}
        <Fact name={t('accessKeys.lastUsed')}>
          {lastUseTime === undefined ? t('accessKeys.never') : <TimeText at={Date.parse(lastUseTime)} />}
        </Fact>
      </Facts>
    </Paper>
  );
}

function useAccessKeyAct<Output>(act: () => Promise<Output>, told: string, onClose: () => void) {
  const { client } = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  return useAct({
    act,
    onSettled: () => queryClient.invalidateQueries(accessKeysQuery(client)),
    onDone: () => {
      notify({ severity: 'success', message: told });
      onClose();
    },
  });
}
