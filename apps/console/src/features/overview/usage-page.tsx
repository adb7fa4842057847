import './overview-texts.ts';
import BarChartOutlined from '@mui/icons-material/BarChartOutlined';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { refusalOf } from '../../shared/api/refusal.ts';
import { BusyButton } from '../../shared/components/busy-button.tsx';
import { DataTable } from '../../shared/components/data-table.tsx';
import { download } from '../../shared/components/download.ts';
import { LoadingRegion } from '../../shared/components/loading-region.tsx';
import { useNotify } from '../../shared/components/notices.tsx';
import { PageHeader } from '../../shared/components/page-header.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import { RefusalPanel } from '../../shared/components/refusal-panel.tsx';
import { useAct } from '../../shared/components/use-act.ts';
import { tagOf } from '../../shared/i18n/i18n.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { overviewQueries } from './overview-queries.ts';

/** Usage metering (OPS-04): what the documents bill, by day. */
export function UsagePage() {
  const { t, language } = useTranslation();
  const api = useProjectApi();
  const notify = useNotify();
  const usage = useQuery(overviewQueries(api).usage());
  const number = new Intl.NumberFormat(tagOf(language));
  const { run, busy } = useAct({
    act: (_: undefined) => api.client.download('cts.exportUsage', {}),
    onSettled: () => undefined,
    onDone: ({ fileName, content }) => download(fileName, content, content.type),
    onRefused: (error) => notify({ severity: 'error', message: refusalOf(error).message }),
  });
  return (
    <>
      <PageHeader
        title={t('usage.title')}
        explanation={t('usage.why')}
        actions={
          <BusyButton variant="outlined" busy={busy} onClick={() => void run(undefined)}>
            {t('usage.export')}
          </BusyButton>
        }
      />
      <Paper variant="outlined" sx={{ maxWidth: 720 }}>
        {usage.data ? (
          usage.data.days.length === 0 ? (
            <Panel role="status" icon={<BarChartOutlined />} title={t('usage.none.title')}>
              {t('usage.none.why')}
            </Panel>
          ) : (
            <DataTable
              label={t('usage.title')}
              rows={usage.data.days.toReversed()}
              keyOf={({ day }) => day}
              columns={[
                { name: 'day', head: t('usage.day'), cell: ({ day }) => day },
                {
                  name: 'requests',
                  head: t('usage.apiRequests'),
                  cell: ({ apiRequests }) => number.format(apiRequests),
                },
                { name: 'keys', head: t('usage.keys'), cell: ({ keys }) => number.format(keys) },
                { name: 'secrets', head: t('usage.secrets'), cell: ({ secrets }) => number.format(secrets) },
              ]}
            />
          )
        ) : usage.error ? (
          <RefusalPanel error={usage.error} onRetry={() => void usage.refetch()} />
        ) : (
          <LoadingRegion>
            <Skeleton height={40} sx={{ mx: 2 }} />
          </LoadingRegion>
        )}
      </Paper>
    </>
  );
}
