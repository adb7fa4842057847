import './identity-texts.ts';
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import type { PropsWithChildren, ReactNode } from 'react';
import { Link } from 'react-router';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { PageHeader } from '../../shared/components/page-header.tsx';
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
      <Tabs value={tab} variant="scrollable" scrollButtons="auto" aria-label={t('navigation.identity')}>
        {shown.map((name) => (
          <Tab
            key={name}
            value={name}
            id={`tab-${name}`}
            aria-controls={`panel-${name}`}
            label={t(`identity.tab.${name}`)}
            component={Link}
            to={identityPath(name)}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`} sx={{ pt: 2.5 }}>
        {children}
      </Box>
    </>
  );
}
