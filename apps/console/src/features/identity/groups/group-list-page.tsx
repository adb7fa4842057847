import AddOutlined from '@mui/icons-material/AddOutlined';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import Button from '@mui/material/Button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { SearchedList, searchedFor, useSearchText } from '../../../shared/entities/entity-list.tsx';
import { NameCell } from '../../../shared/entities/name-cell.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { IdentityFrame } from '../identity-frame.tsx';
import { identityQueries } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';
import { GroupFormDialog } from './group-form-dialog.tsx';

/** User groups of the account: permissions are given to them [G 2.4.1]. */
export function GroupListPage() {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const [q] = useSearchText();
  const groups = useInfiniteQuery(identityQueries(client).groups(searchedFor(q)));
  const { dialog, open, close } = useDialogParam();
  return (
    <IdentityFrame
      tab="groups"
      actions={
        may('iam.createGroup') && (
          <Button variant="contained" startIcon={<AddOutlined />} onClick={() => open('createGroup')}>
            {t('identity.groups.create')}
          </Button>
        )
      }
    >
      <SearchedList
        searchLabel={t('identity.groups.search')}
        label={t('identity.tab.groups')}
        answer={groups}
        keyOf={({ id }) => id}
        icon={<GroupsOutlined />}
        none={q === '' ? t('identity.groups.none') : t('entities.noneFound')}
        noneWhy={t('identity.groups.noneWhy')}
        columns={[
          {
            name: 'name',
            head: t('identity.groups.name'),
            bare: true,
            cell: ({ id, name, description }) => (
              <NameCell name={name} to={identityPath('groups', id)} description={description} />
            ),
          },
          {
            name: 'members',
            head: t('identity.groups.members'),
            cell: ({ members }) => members,
          },
          {
            name: 'created',
            head: t('entities.created'),
            cell: ({ createdAt }) => <TimeText at={createdAt} short />,
          },
        ]}
      />
      {dialog === 'createGroup' && may('iam.createGroup') && <GroupFormDialog onClose={close} />}
    </IdentityFrame>
  );
}
