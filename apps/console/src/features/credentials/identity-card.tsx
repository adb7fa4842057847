import type { Session } from '../../shared/api/project-api.ts';
import { CopyableId } from '../../shared/components/copyable-id.tsx';
import { Fact, Facts } from '../../shared/components/facts.tsx';
import { Section } from '../../shared/components/section.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { TimeText } from '../../shared/time/time-text.tsx';

export function IdentityCard({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const { user, account, region, authenticatedAt, foreignProvider, issuer } = session;
  return (
    <Section title={t('credentials.identity')}>
      <Facts>
        <Fact name={t('credentials.userName')}>{user.name}</Fact>
        {user.email !== null && <Fact name={t('credentials.email')}>{user.email}</Fact>}
        <Fact name={t('credentials.userId')}>
          <CopyableId value={user.id} label={t('credentials.copyUserId')} />
        </Fact>
        <Fact name={t('credentials.accountName')}>{account.name}</Fact>
        <Fact name={t('credentials.accountId')}>
          <CopyableId value={account.id} label={t('credentials.copyAccountId')} />
        </Fact>
        <Fact name={t('keys.details.region')}>{region}</Fact>
        <Fact name={t('credentials.signedIn')}>
          <TimeText at={authenticatedAt} />
        </Fact>
        <Fact name={t('credentials.provider')}>
          {foreignProvider ? issuer : t('credentials.builtInProvider')}
        </Fact>
      </Facts>
    </Section>
  );
}
