import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { User } from '../identity-queries.ts';

/** How a user signs in: a password here, a foreign provider, or not yet. */
export function SignInText({ user }: { readonly user: Pick<User, 'hasPassword' | 'issuer'> }) {
  const { t } = useTranslation();
  if (user.issuer !== null) return user.issuer;
  return user.hasPassword ? t('identity.users.withPassword') : t('identity.users.noPassword');
}
