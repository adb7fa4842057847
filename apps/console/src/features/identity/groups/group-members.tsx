import GroupOutlined from '@mui/icons-material/GroupOutlined';
import Button from '@mui/material/Button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { ConfirmDialog } from '../../../shared/entities/confirm-dialog.tsx';
import { EnabledText } from '../../../shared/entities/enabled-text.tsx';
import { EntityList } from '../../../shared/entities/entity-list.tsx';
import { NameCell } from '../../../shared/entities/name-cell.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type GroupDetails, identityQueries, type User } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';
import { PickDialog } from '../pick-dialog.tsx';

/** Members of a group. */
export function GroupMembers({ group }: { readonly group: GroupDetails }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const members = useInfiniteQuery(identityQueries(client).users({ groupId: group.id }));
  const { dialog, open, close } = useDialogParam();
  const [leaving, setLeaving] = useState<User | null>(null);
  return (
    <Section
      title={t('identity.groups.members')}
      action={
        may('iam.addUserToGroup') && (
          <Button variant="outlined" onClick={() => open('addMember')}>
            {t('identity.groups.addMember')}
          </Button>
        )
      }
    >
      <EntityList
        label={t('identity.groups.members')}
        answer={members}
        keyOf={({ id }) => id}
        icon={<GroupOutlined />}
        none={t('identity.groups.noMembers')}
        columns={[
          {
            name: 'name',
            head: t('identity.users.name'),
            bare: true,
            cell: ({ id, name, description }) => (
              <NameCell name={name} to={identityPath('users', id)} description={description} />
            ),
          },
          {
            name: 'status',
            head: t('entities.status'),
            cell: ({ enabled }) => <EnabledText enabled={enabled} />,
          },
          {
            name: 'operation',
            head: t('entities.operation'),
            bare: true,
            cell: (user) =>
              may('iam.removeUserFromGroup') && (
                <Button
                  size="small"
                  color="error"
                  sx={{ ml: -1.25 }}
                  aria-label={t('identity.groups.removeNamed', { user: user.name, group: group.name })}
                  onClick={() => setLeaving(user)}
                >
                  {t('entities.remove')}
                </Button>
              ),
          },
        ]}
      />
      {dialog === 'addMember' && (
        <PickDialog
          title={t('identity.groups.addMember')}
          kind="users"
          label={t('identity.users.one')}
          act={({ id }) => client.call('iam.addUserToGroup', { groupId: group.id, userId: id })}
          told={({ name }) => t('identity.groups.added', { user: name, group: group.name })}
          onClose={close}
        />
      )}
      {leaving && (
        <ConfirmDialog
          title={t('identity.groups.removeNamed', { user: leaving.name, group: group.name })}
          effect={t('identity.groups.removeEffect')}
          act={() => client.call('iam.removeUserFromGroup', { groupId: group.id, userId: leaving.id })}
          told={t('identity.groups.removed', { user: leaving.name, group: group.name })}
          onClose={() => setLeaving(null)}
        />
      )}
    </Section>
  );
}
