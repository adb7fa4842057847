import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { UserDetails } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';
import { PickDialog } from '../pick-dialog.tsx';

/** Groups of a user; what comes from the provider's claim is changed there. */
export function UserGroups({ user }: { readonly user: UserDetails }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const { dialog, open, close } = useDialogParam();
  const [leaving, setLeaving] = useState<UserDetails['groups'][number] | null>(null);
  return (
    <Section
      title={t('identity.tab.groups')}
      action={
        may('iam.addUserToGroup') &&
        may('iam.searchGroups') && (
          <Button variant="outlined" onClick={() => open('addToGroup')}>
            {t('identity.groups.addToGroup')}
          </Button>
        )
      }
    >
      {user.groups.length === 0 ? (
        <Panel role="status" icon={<GroupsOutlined />} title={t('identity.users.noGroups')} />
      ) : (
        <DataTable
          label={t('identity.tab.groups')}
          rows={user.groups}
          keyOf={({ id }) => id}
          columns={[
            {
              name: 'name',
              head: t('identity.groups.name'),
              bare: true,
              cell: ({ id, name }) => (
                <Link component={RouterLink} to={identityPath('groups', id)}>
                  {name}
                </Link>
              ),
            },
            {
              name: 'from',
              head: t('identity.groups.from'),
              cell: ({ fromClaim }) =>
                fromClaim ? t('identity.groups.fromClaim') : t('identity.groups.fromHere'),
            },
            {
              name: 'operation',
              head: t('entities.operation'),
              bare: true,
              cell: (group) =>
                may('iam.removeUserFromGroup') &&
                !group.fromClaim && (
                  <Button
                    size="small"
                    color="error"
                    sx={{ ml: -1.25 }}
                    aria-label={t('identity.groups.removeNamed', { user: user.name, group: group.name })}
                    onClick={() => setLeaving(group)}
                  >
                    {t('entities.remove')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {dialog === 'addToGroup' && (
        <PickDialog
          title={t('identity.groups.addToGroup')}
          kind="groups"
          label={t('identity.groups.one')}
          act={({ id }) => client.call('iam.addUserToGroup', { groupId: id, userId: user.id })}
          told={({ name }) => t('identity.groups.added', { user: user.name, group: name })}
          onClose={close}
        />
      )}
      {leaving && (
        <ConfirmDialog
          title={t('identity.groups.removeNamed', { user: user.name, group: leaving.name })}
          effect={t('identity.groups.removeEffect')}
          act={() => client.call('iam.removeUserFromGroup', { groupId: leaving.id, userId: user.id })}
          told={t('identity.groups.removed', { user: user.name, group: leaving.name })}
          onClose={() => setLeaving(null)}
        />
      )}
    </Section>
  );
}
