import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import LayersClearOutlined from '@mui/icons-material/LayersClearOutlined';
import LayersOutlined from '@mui/icons-material/LayersOutlined';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { type KeyDetails, type KeyVersion, keyQueries } from '../api/key-queries.ts';

export function VersionsTable({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const answer = useInfiniteQuery(keyQueries(api).versions(item.keyId));
  if (!answer.data) {
    if (answer.error) return <RefusalPanel error={answer.error} onRetry={() => void answer.refetch()} />;
    return (
      <LoadingRegion>
        <Skeleton height={40} sx={{ mx: 2 }} />
        <Skeleton height={40} sx={{ mx: 2 }} />
      </LoadingRegion>
    );
  }
  const versions = answer.data.pages.flatMap((page) => page.versions);
  if (versions.length === 0) {
    return (
      <Panel role="status" icon={<LayersOutlined />} title={t('keyTabs.versions.none.title')}>
        {t('keyTabs.versions.none.why')}
      </Panel>
    );
  }
  return (
    <>
      <DataTable
        label={t('keyTabs.versions.label')}
        rows={versions}
        keyOf={({ version }) => String(version)}
        columns={[
          { name: 'version', head: t('keyTabs.versions.version'), cell: ({ version }) => version },
          {
            name: 'state',
            head: t('keyTabs.versions.state'),
            cell: (version) => <VersionState version={version} />,
          },
          {
            name: 'created',
            head: t('keyTabs.versions.created'),
            cell: ({ createdAt }) => <TimeText at={createdAt} />,
          },
        ]}
      />
      {answer.hasNextPage && (
        <Box sx={{ p: 1.5, borderTop: 1, borderColor: 'hairline' }}>
          <BusyButton busy={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
            {t('keyTabs.versions.more')}
          </BusyButton>
        </Box>
      )}
    </>
  );
}

function VersionState({ version }: { readonly version: KeyVersion }) {
  const { t } = useTranslation();
  const { current, material } = version;
  const Icon = !material ? LayersClearOutlined : current ? CheckCircleOutlined : HistoryOutlined;
  const name = !material ? 'noMaterial' : current ? 'current' : 'older';
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
      <Icon sx={{ fontSize: 16, color: current && material ? 'success.main' : 'text.secondary' }} />
      {t(`keyTabs.versions.${name}`)}
    </Box>
  );
}
