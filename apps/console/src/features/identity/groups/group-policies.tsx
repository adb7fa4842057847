import PolicyOutlined from '@mui/icons-material/PolicyOutlined';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { NameCell } from '../../../shared/entities/name-cell.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { GroupDetails } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';
import { ReplayResult } from '../policies/replay-result.tsx';
import { AttachPolicyDialog } from './attach-policy-dialog.tsx';

type Attachment = GroupDetails['attachments'][number];

/** Policies that a group gives its members, per project or for all. */
export function GroupPolicies({ group }: { readonly group: GroupDetails }) {
  const { t } = useTranslation();
  const may = useMay();
  const { dialog, open, close } = useDialogParam();
  const [leaving, setLeaving] = useState<Attachment | null>(null);
  return (
    <Section
      title={t('identity.groups.policies')}
      explanation={t('identity.groups.policiesWhy')}
      action={
        may('iam.attachPolicy') &&
        may('iam.searchPolicies') && (
          <Button variant="outlined" onClick={() => open('attachPolicy')}>
            {t('identity.policies.attach')}
          </Button>
        )
      }
    >
      {group.attachments.length === 0 ? (
        <Panel role="status" icon={<PolicyOutlined />} title={t('identity.groups.noPolicies')} />
      ) : (
        <DataTable
          label={t('identity.groups.policies')}
          rows={group.attachments}
          keyOf={({ policyId, projectId }) => `${policyId} ${projectId}`}
          columns={[
            {
              name: 'name',
              head: t('identity.policies.name'),
              bare: true,
              cell: ({ policyId, policyName }) => (
                <NameCell name={policyName} to={identityPath('policies', policyId)} description="" />
              ),
            },
            {
              name: 'scope',
              head: t('identity.policies.scope'),
              cell: ({ projectName }) => projectName ?? t('identity.policies.everywhere'),
            },
            {
              name: 'operation',
              head: t('entities.operation'),
              bare: true,
              cell: (attachment) =>
                may('iam.detachPolicy') && (
                  <Button
                    size="small"
                    color="error"
                    sx={{ ml: -1.25 }}
                    aria-label={t('identity.policies.detachNamed', { name: attachment.policyName })}
                    onClick={() => setLeaving(attachment)}
                  >
                    {t('identity.policies.detach')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {dialog === 'attachPolicy' && <AttachPolicyDialog group={group} onClose={close} />}
      {leaving && <DetachPolicy group={group} attachment={leaving} onClose={() => setLeaving(null)} />}
    </Section>
  );
}

interface DetachPolicyProps {
  readonly group: GroupDetails;
  readonly attachment: Attachment;
  readonly onClose: () => void;
}

function DetachPolicy({ group, attachment, onClose }: DetachPolicyProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const { policyId, policyName: name, projectId } = attachment;
  const where = { policyId, groupId: group.id, ...(projectId === null ? {} : { projectId }) };
  return (
    <ConfirmDialog
      title={t('identity.policies.detachNamed', { name })}
      effect={t('identity.policies.detachEffect')}
      act={() => client.call('iam.detachPolicy', where)}
      told={t('identity.policies.detached', { name, group: group.name })}
      onClose={onClose}
    >
      {may('iam.replayPolicyChange') && <ReplayResult change={{ change: 'detach', ...where }} />}
    </ConfirmDialog>
  );
}
