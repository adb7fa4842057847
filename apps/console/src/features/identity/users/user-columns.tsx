import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMay } from '../../../shared/api/use-may.ts';
import type { DataColumn } from '../../../shared/components/data-table.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { EnabledText } from '../../../shared/entities/enabled-text.tsx';
import { NameCell } from '../../../shared/entities/name-cell.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import type { User } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';
import { EnableUserButton } from './enable-user-button.tsx';
import { SignInText } from './sign-in-text.tsx';
import { USER_PARAM } from './user-dialogs.tsx';

/** Columns of the list of users. */
export function useUserColumns(): readonly DataColumn<User>[] {
  const { t } = useTranslation();
  return [
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
      name: 'signIn',
      head: t('identity.users.signIn'),
      cell: (user) => <SignInText user={user} />,
    },
    {
      name: 'lastSignIn',
      head: t('identity.users.lastSignIn'),
      cell: ({ lastSignInAt }) =>
        lastSignInAt === null ? t('identity.never') : <TimeText at={lastSignInAt} short />,
    },
    {
      name: 'operation',
      head: t('entities.operation'),
      bare: true,
      cell: (user) => <UserActions user={user} />,
    },
  ];
}

function UserActions({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const may = useMay();
  const { open } = useDialogParam([USER_PARAM]);
  const { id, name, enabled } = user;
  return (
    <Box sx={{ display: 'flex', gap: 0.5, ml: -1.25 }}>
      {may('iam.updateUser') &&
        (enabled ? (
          <Button
            size="small"
            aria-label={t('identity.users.disableNamed', { name })}
            onClick={() => open('disableUser', { [USER_PARAM]: [id] })}
          >
            {t('entities.disable')}
          </Button>
        ) : (
          <EnableUserButton user={user} />
        ))}
      {may('iam.deleteUser') && (
        <Button
          size="small"
          color="error"
          aria-label={t('identity.users.deleteNamed', { name })}
          onClick={() => open('deleteUser', { [USER_PARAM]: [id] })}
        >
          {t('entities.delete')}
        </Button>
      )}
    </Box>
  );
}
