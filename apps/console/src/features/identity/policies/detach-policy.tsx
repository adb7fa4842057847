import Button from '@mui/material/Button';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { holderInput, type PolicyHolder } from './policy-holder.ts';
import { ReplayResult } from './replay-result.tsx';

/** A policy at the place where it is attached. */
interface Attachment {
  readonly policyId: string;
  readonly policyName: string;
  /** Null: in all projects. */
  readonly projectId: string | null;
}

interface DetachPolicyProps {
  readonly holder: PolicyHolder;
  readonly attachment: Attachment;
}

/** Detach, for those who may; asks first and shows what would have changed (IAM-10). */
export function DetachPolicyButton({ holder, attachment }: DetachPolicyProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  if (!may('iam.detachPolicy')) return null;
  return (
    <>
      <Button
        size="small"
        color="error"
        sx={{ ml: -1.25 }}
        aria-label={t('identity.policies.detachNamed', { name: attachment.policyName })}
        onClick={() => setAsking(true)}
      >
        {t('identity.policies.detach')}
      </Button>
      {asking && <DetachPolicy holder={holder} attachment={attachment} onClose={() => setAsking(false)} />}
    </>
  );
}

function DetachPolicy({ holder, attachment, onClose }: DetachPolicyProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const { policyId, policyName: name, projectId } = attachment;
  const where = { policyId, ...holderInput(holder), ...(projectId === null ? {} : { projectId }) };
  return (
    <ConfirmDialog
      title={t('identity.policies.detachNamed', { name })}
      effect={t(
        holder.kind === 'group' ? 'identity.policies.detachEffect' : 'identity.policies.detachUserEffect',
      )}
      act={() => client.call('iam.detachPolicy', where)}
      told={t('identity.policies.detached', { name, holder: holder.name })}
      onClose={onClose}
    >
      {may('iam.replayPolicyChange') && <ReplayResult change={{ change: 'detach', ...where }} />}
    </ConfirmDialog>
  );
}
