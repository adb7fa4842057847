import { DEFAULT_ENTERPRISE_PROJECT } from '../../shared/enterprise-projects/default-project.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';

export function EnterpriseProject({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  return id === DEFAULT_ENTERPRISE_PROJECT ? t('keys.defaultProject') : id;
}
