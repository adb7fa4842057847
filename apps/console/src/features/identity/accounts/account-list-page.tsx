import AddOutlined from '@mui/icons-material/AddOutlined';
import DomainOutlined from '@mui/icons-material/DomainOutlined';
import Button from '@mui/material/Button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { SearchedList, searchedFor, useSearchText } from '../../../shared/entities/entity-list.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { IdentityFrame } from '../identity-frame.tsx';
import { identityQueries } from '../identity-queries.ts';
import { CreateAccountDialog } from './create-account-dialog.tsx';

/** Accounts of the installation, for administrators of the first one. Nothing of what is in them is shown. */
export function AccountListPage() {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const [q] = useSearchText();
  const accounts = useInfiniteQuery(identityQueries(client).accounts(searchedFor(q)));
  const { dialog, open, close } = useDialogParam();
  return (
    <IdentityFrame
      tab="accounts"
      actions={
        may('iam.createAccount') && (
          <Button variant="contained" startIcon={<AddOutlined />} onClick={() => open('createAccount')}>
            {t('identity.accounts.create')}
          </Button>
        )
      }
    >
      <SearchedList
        searchLabel={t('identity.accounts.search')}
        label={t('identity.tab.accounts')}
        answer={accounts}
        keyOf={({ id }) => id}
        icon={<DomainOutlined />}
        none={t('entities.noneFound')}
        columns={[
          { name: 'name', head: t('identity.accounts.name'), cell: ({ name }) => name },
          {
            name: 'id',
            head: t('identity.accounts.id'),
            cell: ({ id, name }) => <CopyableId value={id} label={t('identity.accounts.copyId', { name })} />,
          },
          { name: 'users', head: t('identity.tab.users'), cell: ({ users }) => users },
          { name: 'projects', head: t('identity.tab.projects'), cell: ({ projects }) => projects },
          {
            name: 'created',
            head: t('entities.created'),
            cell: ({ createdAt }) => <TimeText at={createdAt} short />,
          },
        ]}
      />
      {dialog === 'createAccount' && may('iam.createAccount') && <CreateAccountDialog onClose={close} />}
    </IdentityFrame>
  );
}
