import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { EntityPicker, type Named } from '../entity-picker.tsx';
import { invalidateIdentity } from '../identity-queries.ts';
import { holderInput, type PolicyHolder } from './policy-holder.ts';
import { ReplayResult } from './replay-result.tsx';

const EVERYWHERE = 'all';

interface AttachPolicyDialogProps {
  readonly holder: PolicyHolder;
  readonly onClose: () => void;
}

/** Attach Policy: which one, and in one project or in all; shows first what would have changed (IAM-10). */
export function AttachPolicyDialog({ holder, onClose }: AttachPolicyDialogProps) {
  const { t } = useTranslation();
  const { client, session } = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const may = useMay();
  const [policy, setPolicy] = useState<Named | null>(null);
  const [projectId, setProjectId] = useState(EVERYWHERE);
  const scope = projectId === EVERYWHERE ? {} : { projectId };
  const { run, busy, error } = useAct({
    act: ({ id }: Named) =>
      client.call('iam.attachPolicy', { policyId: id, ...holderInput(holder), ...scope }),
    onSettled: () => invalidateIdentity(queryClient),
    onDone: (_output, { name }) => {
      notify({
        severity: 'success',
        message: t('identity.policies.attached', { name, holder: holder.name }),
      });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('identity.policies.attach')}
      error={error}
      busy={busy}
      complete={policy !== null}
      onSubmit={() => {
        if (policy) void run(policy);
      }}
      onClose={onClose}
    >
      <EntityPicker
        kind="policies"
        label={t('identity.policies.one')}
        value={policy}
        onChange={setPolicy}
        autoFocus
      />
      <TextField
        select
        label={t('identity.policies.scope')}
        value={projectId}
        onChange={(event) => setProjectId(event.target.value)}
      >
        <MenuItem value={EVERYWHERE}>{t('identity.policies.everywhere')}</MenuItem>
        {session.projects.map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      {policy && may('iam.replayPolicyChange') && (
        <ReplayResult change={{ change: 'attach', policyId: policy.id, ...holderInput(holder), ...scope }} />
      )}
    </FormDialog>
  );
}
