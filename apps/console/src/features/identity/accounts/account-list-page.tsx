import AddOutlined from '@mui/icons-material/AddOutlined';
import DomainOutlined from '@mui/icons-material/DomainOutlined';
import Button from '@mui/material/Button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { EnabledText } from '../../../shared/entities/enabled-text.tsx';
import { SearchedList, searchedFor, useSearchText } from '../../../shared/entities/entity-list.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { IdentityFrame } from '../identity-frame.tsx';
import { identityQueries } from '../identity-queries.ts';
import { ACCOUNT_PARAM, AccountDialogs } from './account-dialogs.tsx';

/** Accounts of the installation, for administrators of the first one. Nothing of what is in them is shown. */
export function AccountListPage() {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const may = useMay();
  const [q] = useSearchText();
  const accounts = useInfiniteQuery(identityQueries(client).accounts(searchedFor(q)));
  const { open } = useDialogParam([ACCOUNT_PARAM]);
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
          {
            name: 'status',
            head: t('entities.status'),
            cell: ({ enabled }) => <EnabledText enabled={enabled} />,
          },
          { name: 'users', head: t('identity.tab.users'), cell: ({ users }) => users },
          { name: 'projects', head: t('identity.tab.projects'), cell: ({ projects }) => projects },
          {
            name: 'created',
            head: t('entities.created'),
            cell: ({ createdAt }) => <TimeText at={createdAt} short />,
          },
          {
            name: 'operation',
            head: t('entities.operation'),
            bare: true,
            cell: ({ id, name, enabled, own }) =>
              !own &&
              may('iam.updateAccount') && (
                <Button
                  size="small"
                  sx={{ ml: -1.25 }}
                  aria-label={t(`identity.accounts.${enabled ? 'disable' : 'enable'}Named`, { name })}
                  onClick={() => open(`${enabled ? 'disable' : 'enable'}Account`, { [ACCOUNT_PARAM]: [id] })}
                >
                  {t(enabled ? 'entities.disable' : 'entities.enable')}
                </Button>
              ),
          },
        ]}
      />
      <AccountDialogs accounts={accounts.data?.pages.flatMap(({ items }) => items) ?? []} />
    </IdentityFrame>
  );
}
