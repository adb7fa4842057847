import PolicyOutlined from '@mui/icons-material/PolicyOutlined';
import Button from '@mui/material/Button';
import { useMay } from '../../../shared/api/use-may.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { NameCell } from '../../../shared/entities/name-cell.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { UserDetails } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';
import { AttachPolicyDialog } from '../policies/attach-policy-dialog.tsx';
import { DetachPolicyButton } from '../policies/detach-policy.tsx';
import type { PolicyHolder } from '../policies/policy-holder.ts';

/** Every policy that binds a user, with the group that brings it and where it holds. */
export function UserPolicies({ user }: { readonly user: UserDetails }) {
  const { t } = useTranslation();
  const may = useMay();
  const { dialog, open, close } = useDialogParam();
  const holder: PolicyHolder = { kind: 'user', id: user.id, name: user.name };
  return (
    <Section
      title={t('identity.tab.policies')}
      explanation={t('identity.users.policiesWhy')}
      action={
        may('iam.attachPolicy') &&
        may('iam.searchPolicies') && (
          <Button variant="outlined" onClick={() => open('attachPolicy')}>
            {t('identity.policies.attach')}
          </Button>
        )
      }
    >
      {user.attachments.length === 0 ? (
        <Panel role="status" icon={<PolicyOutlined />} title={t('identity.users.noPolicies')}>
          {t('identity.users.noRightsYet')}
        </Panel>
      ) : (
        <DataTable
          label={t('identity.tab.policies')}
          rows={user.attachments}
          keyOf={({ policyId, groupId, projectId }) => `${policyId} ${groupId} ${projectId}`}
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
              name: 'through',
              head: t('identity.policies.through'),
              cell: ({ groupName }) => groupName ?? t('identity.policies.direct'),
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
                attachment.groupId === null && <DetachPolicyButton holder={holder} attachment={attachment} />,
            },
          ]}
        />
      )}
      {dialog === 'attachPolicy' && <AttachPolicyDialog holder={holder} onClose={close} />}
    </Section>
  );
}
