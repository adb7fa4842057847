import './enterprise-project-texts.ts';
import { DEFAULT_ENTERPRISE_PROJECT } from '@dewpoint/contract/browser';
import { useState } from 'react';
import { useEnterpriseProjectName } from './enterprise-project.tsx';
import { useEnterpriseProjects } from './use-enterprise-projects.ts';

/**
 * Enterprise projects to search by, as the chips of a search box have them. They are asked for when the box is opened first, or when a
 * chip that is there already wants its name.
 */
export function useEnterpriseProjectChoices(named: boolean) {
  const [opened, setOpened] = useState(false);
  const wanted = opened || named;
  const { projects } = useEnterpriseProjects(wanted);
  return {
    ids: projects.length === 0 ? [DEFAULT_ENTERPRISE_PROJECT] : projects.map(({ id }) => id),
    nameOf: useEnterpriseProjectName(wanted),
    onOpen: () => setOpened(true),
  };
}
