import './enterprise-project-texts.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { DEFAULT_ENTERPRISE_PROJECT } from './default-project.ts';

/** An enterprise project by its ID. */
export function EnterpriseProject({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  return id === DEFAULT_ENTERPRISE_PROJECT ? t('enterpriseProjects.default') : id;
}
