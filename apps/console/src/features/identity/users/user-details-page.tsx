import '../identity-texts.ts';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { DetailsAnswer } from '../../../shared/entities/details-answer.tsx';
import { EnabledText } from '../../../shared/entities/enabled-text.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { identityQueries, type UserDetails } from '../identity-queries.ts';
import { identityPath } from '../paths.ts';
import { EnableUserButton } from './enable-user-button.tsx';
import { SignInText } from './sign-in-text.tsx';
import { USER_PARAM, UserDialogs } from './user-dialogs.tsx';
import { UserGroups } from './user-groups.tsx';
import { UserPolicies } from './user-policies.tsx';

/** One user: facts, groups, and every policy that binds it with where it comes from. */
export function UserDetailsPage() {
  const { userId = '' } = useParams();
  const { client } = useProjectApi();
  const answer = useQuery(identityQueries(client).user(userId));
  return <DetailsAnswer answer={answer}>{(user) => <UserView user={user} />}</DetailsAnswer>;
}

function UserView({ user }: { readonly user: UserDetails }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <>
      <PageHeader
        above={[{ label: t('identity.tab.users'), to: identityPath('users') }]}
        title={user.name}
        badge={<EnabledText enabled={user.enabled} />}
        explanation={<CopyableId value={user.id} />}
        actions={<UserButtons user={user} />}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 960 }}>
        <Section title={t('identity.facts')}>
          <Facts>
            <Fact name={t('entities.description')}>{user.description || t('identity.noDescription')}</Fact>
            <Fact name={t('identity.users.email')}>{user.email ?? t('identity.noEmail')}</Fact>
            <Fact name={t('identity.users.signIn')}>
              <SignInText user={user} />
            </Fact>
            <Fact name={t('identity.users.lastSignIn')}>
              {user.lastSignInAt === null ? t('identity.never') : <TimeText at={user.lastSignInAt} />}
            </Fact>
            <Fact name={t('entities.created')}>
              <TimeText at={user.createdAt} />
            </Fact>
          </Facts>
        </Section>
        <UserGroups user={user} />
        <UserPolicies user={user} />
      </Box>
      <UserDialogs users={[user]} onDeleted={() => void navigate(identityPath('users'), { replace: true })} />
    </>
  );
}

function UserButtons({ user }: { readonly user: UserDetails }) {
  const { t } = useTranslation();
  const may = useMay();
  const { open } = useDialogParam([USER_PARAM]);
  const on = { [USER_PARAM]: [user.id] };
  return (
    <>
      {may('iam.updateUser') && (
        <>
          <Button variant="outlined" onClick={() => open('editUser', on)}>
            {t('entities.edit')}
          </Button>
          {user.issuer === null && (
            <Button variant="outlined" onClick={() => open('resetPassword', on)}>
              {t('identity.users.resetPassword')}
            </Button>
          )}
          {user.enabled ? (
            <Button variant="outlined" onClick={() => open('disableUser', on)}>
              {t('entities.disable')}
            </Button>
          ) : (
            <EnableUserButton user={user} />
          )}
        </>
      )}
      {may('iam.deleteUser') && (
        <Button variant="outlined" color="error" onClick={() => open('deleteUser', on)}>
          {t('entities.delete')}
        </Button>
      )}
    </>
  );
}
