import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { SecretDetails } from '../api/secret-queries.ts';

/** Why an operation does not work on the secret: its state, or a missing permission; null when it works. */
export function useWhyNot(item: SecretDetails): (operation: string) => string | null {
  const { t } = useTranslation();
  return (operation) => {
    if (item.state === 'pendingDeletion') return t('secrets.details.pendingDeletion');
    return item.permitted.includes(operation) ? null : t('keys.notPermitted', { operation });
  };
}
