import PolicyOutlined from '@mui/icons-material/PolicyOutlined';
import Button from '@mui/material/Button';
import { useMay } from '../../../shared/api/use-may.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { NameCell } from '../../../shared/entities/name-cell.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { GroupDetails } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';
import { AttachPolicyDialog } from '../policies/attach-policy-dialog.tsx';
import { DetachPolicyButton } from '../policies/detach-policy.tsx';
import type { PolicyHolder } from '../policies/policy-holder.ts';

/** Policies that a group gives its members, per project or for all. */
export function GroupPolicies({ group }: { readonly group: GroupDetails }) {
  const { t } = useTranslation();
  const may = useMay();
  const { dialog, open, close } = useDialogParam();
  const holder: PolicyHolder = { kind: 'group', id: group.id, name: group.name };
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
              cell: (attachment) => <DetachPolicyButton holder={holder} attachment={attachment} />,
            },
          ]}
        />
      )}
      {dialog === 'attachPolicy' && <AttachPolicyDialog holder={holder} onClose={close} />}
    </Section>
  );
}
