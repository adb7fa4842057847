import './enterprise-project-texts.ts';
import { DEFAULT_ENTERPRISE_PROJECT } from '@dewpoint/contract/browser';
import { useTranslation } from '../i18n/use-translation.ts';
import { useEnterpriseProjects } from './use-enterprise-projects.ts';

/** An enterprise project by its name; by its ID where that is not known. */
export function EnterpriseProject({ id }: { readonly id: string }) {
  return useEnterpriseProjectName(id !== DEFAULT_ENTERPRISE_PROJECT)(id);
}

/** Names by IDs. They are asked for when they are wanted. */
export function useEnterpriseProjectName(wanted: boolean): (id: string) => string {
  const { t } = useTranslation();
  const { projects } = useEnterpriseProjects(wanted);
  return (id) =>
    id === DEFAULT_ENTERPRISE_PROJECT
      ? t('enterpriseProjects.default')
      : (projects.find((project) => project.id === id)?.name ?? id);
}
