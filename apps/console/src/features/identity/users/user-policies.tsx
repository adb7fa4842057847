import PolicyOutlined from '@mui/icons-material/PolicyOutlined';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { NameCell } from '../../../shared/entities/name-cell.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { UserDetails } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';

/** Every policy that binds a user, with the group that brings it and where it holds. */
export function UserPolicies({ user }: { readonly user: UserDetails }) {
  const { t } = useTranslation();
  return (
    <Section title={t('identity.tab.policies')} explanation={t('identity.users.policiesWhy')}>
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
          ]}
        />
      )}
    </Section>
  );
}
