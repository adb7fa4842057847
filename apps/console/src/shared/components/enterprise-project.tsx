import { useTranslation } from '../i18n/use-translation.ts';

/** ID of the enterprise project that everything belongs to until it is moved. */
export const DEFAULT_ENTERPRISE_PROJECT = '0';

export function EnterpriseProject({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  return id === DEFAULT_ENTERPRISE_PROJECT ? t('enterpriseProject.default') : id;
}
