import { useProjectApi } from '../../../shared/api/project-api.ts';
import { ActButton } from '../../../shared/entities/act-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { User } from '../identity-queries.ts';

export function EnableUserButton({ user }: { readonly user: Pick<User, 'id' | 'name'> }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const { id, name } = user;
  return (
    <ActButton
      size="small"
      aria-label={t('identity.users.enableNamed', { name })}
      act={() => client.call('iam.updateUser', { userId: id, user: { enabled: true } })}
      told={t('identity.users.enabledDone', { name })}
    >
      {t('entities.enable')}
    </ActButton>
  );
}
