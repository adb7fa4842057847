import '../actions/action-texts.ts';
import QueryStatsOutlined from '@mui/icons-material/QueryStatsOutlined';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { RECENT_DAYS } from '../../../shared/danger/recent-days.ts';
import { UseTable } from '../../../shared/danger/use-table.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { type KeyDetails, keyQueries } from '../api/key-queries.ts';
import { Dependents } from '../dependents.tsx';
import { ShadowSection } from '../shadow/shadow-section.tsx';

/** Who used the key lately, from its traces. */
export function UsageTab({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const risk = useQuery(keyQueries(api).risk(item.keyId));
  if (risk.error) return <RefusalPanel error={risk.error} onRetry={() => void risk.refetch()} />;
  if (!risk.data) {
    return (
      <LoadingRegion>
        <Skeleton variant="rounded" height={160} />
      </LoadingRegion>
    );
  }
  const { uses, lastUsedAt, keyAlias } = risk.data;
  return (
    <>
      <Typography color="textSecondary" sx={{ mb: 1.5 }}>
        {lastUsedAt === null ? (
          t('keys.use.never')
        ) : (
          <>
            {t('use.lastUsed')} <TimeText at={lastUsedAt} />
          </>
        )}
      </Typography>
      <Paper variant="outlined">
        {uses.length === 0 ? (
          <Panel role="status" icon={<QueryStatsOutlined />} title={t('use.none', { days: RECENT_DAYS })}>
            {t('keys.use.noneWhy')}
          </Panel>
        ) : (
          <UseTable label={t('keys.use.table')} uses={uses.map((use) => ({ ...use, of: keyAlias }))} />
        )}
      </Paper>
      <Dependents risks={[risk.data]} />
      <Box sx={{ mt: 2.5 }}>
        <ShadowSection item={item} />
      </Box>
    </>
  );
}
