import './trace-texts.ts';
import { lazy, Suspense } from 'react';
import { PageHeader } from '../../shared/components/page-header.tsx';
import { PageTabs } from '../../shared/components/page-tabs.tsx';
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
      <PageTabs
        label={t('traces.tabs.label')}
        tabs={(['list', 'verify'] as const).map((name) => ({
          name,
          label: t(`traces.tabs.${name}`),
          to: paths[name],
        }))}
        current={tab}
      >
        <Suspense>{tab === 'list' ? <TraceList /> : <ChainVerification />}</Suspense>
      </PageTabs>
    </>
  );
}
