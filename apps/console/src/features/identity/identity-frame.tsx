import './identity-texts.ts';
import type { PropsWithChildren, ReactNode } from 'react';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { PageHeader } from '../../shared/components/page-header.tsx';
import { PageTabs } from '../../shared/components/page-tabs.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { type IdentityTabName, identityPath, identityTabsOf } from './paths.ts';

interface IdentityFrameProps {
  readonly tab: IdentityTabName;
  readonly actions?: ReactNode;
}

/** Title and tabs of Identity. The tab of the address is always there: without the right its content says what is missing. */
export function IdentityFrame({ tab, actions, children }: PropsWithChildren<IdentityFrameProps>) {
  const { t } = useTranslation();
  const offered = identityTabsOf(useProjectApi().session.permitted);
  const shown = offered.includes(tab) ? offered : [...offered, tab];
  return (
    <>
      <PageHeader
        title={t('navigation.identity')}
        explanation={t(`identity.explanation.${tab}`)}
        actions={actions}
      />
      <PageTabs
        label={t('navigation.identity')}
        tabs={shown.map((name) => ({ name, label: t(`identity.tab.${name}`), to: identityPath(name) }))}
        current={tab}
      >
        {children}
      </PageTabs>
    </>
  );
}
