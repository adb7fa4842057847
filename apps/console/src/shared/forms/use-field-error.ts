import { inLanguage } from '../i18n/server-words.ts';
import { useTranslation } from '../i18n/use-translation.ts';

/**
 * Words for a broken rule at its field. Rules of contract schemas continue the name of the field ("must be …"); messages of the server
 * are sentences and stand as they are.
 */
export function useFieldError() {
  const { t } = useTranslation();
  return (
    error: { readonly type?: unknown; readonly message?: string | undefined } | undefined,
    label: string,
  ) => {
    if (!error?.message) return undefined;
    const words = inLanguage(error.message);
    return error.type === 'server' ? words : t('form.broken', { label, rule: words });
  };
}
