import AddOutlined from '@mui/icons-material/AddOutlined';
import GroupOutlined from '@mui/icons-material/GroupOutlined';
import Button from '@mui/material/Button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { SearchedList, searchedFor, useSearchText } from '../../../shared/entities/entity-list.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { IdentityFrame } from '../identity-frame.tsx';
import { identityQueries } from '../identity-queries.ts';
import { CreateUserDialog } from './create-user-dialog.tsx';
import { useUserColumns } from './user-columns.tsx';
import { USER_PARAM, UserDialogs } from './user-dialogs.tsx';

/** Users of the account (IAM-02). */
export function UserListPage() {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const [q] = useSearchText();
  const users = useInfiniteQuery(identityQueries(client).users(searchedFor(q)));
  const columns = useUserColumns();
  const { dialog, open, close } = useDialogParam([USER_PARAM]);
  return (
    <IdentityFrame
      tab="users"
      actions={
        may('iam.createUser') && (
          <Button variant="contained" startIcon={<AddOutlined />} onClick={() => open('createUser')}>
            {t('identity.users.create')}
          </Button>
        )
      }
    >
      <SearchedList
        searchLabel={t('identity.users.search')}
        label={t('identity.tab.users')}
        answer={users}
        columns={columns}
        keyOf={({ id }) => id}
        icon={<GroupOutlined />}
        none={q === '' ? t('identity.users.none') : t('entities.noneFound')}
      />
      {dialog === 'createUser' && may('iam.createUser') && <CreateUserDialog onClose={close} />}
      <UserDialogs users={users.data?.pages.flatMap(({ items }) => items) ?? []} />
    </IdentityFrame>
  );
}
