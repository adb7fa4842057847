import './trace-texts.ts';
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { PageHeader } from '../../shared/components/page-header.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { TraceList } from './list/trace-list.tsx';
import { TRACES_PATH, VERIFY_PATH } from './paths.ts';

const ChainVerification = lazy(async () => ({
  default: (await import('./verify/chain-verification.tsx')).ChainVerification,
}));

const paths = { list: TRACES_PATH, verify: VERIFY_PATH } as const;

/** Cloud Trace: the list of traces, and the verification of their chain. */
export function TracesPage({ tab }: { readonly tab: keyof typeof paths }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('navigation.traces')} explanation={t('traces.explanation')} />
      <Tabs value={tab} aria-label={t('traces.tabs.label')}>
        {(['list', 'verify'] as const).map((name) => (
          <Tab
            key={name}
            value={name}
            id={`tab-${name}`}
            aria-controls={`panel-${name}`}
            label={t(`traces.tabs.${name}`)}
            component={Link}
            to={paths[name]}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`} sx={{ pt: 2.5 }}>
        <Suspense>{tab === 'list' ? <TraceList /> : <ChainVerification />}</Suspense>
      </Box>
    </>
  );
}
