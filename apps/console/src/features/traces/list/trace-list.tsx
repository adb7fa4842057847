import FilterAltOffOutlined from '@mui/icons-material/FilterAltOffOutlined';
import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';
import { TraceDialog } from '../trace-dialog.tsx';
import { traceQueries } from '../trace-queries.ts';
import { ExportMenu } from './export-menu.tsx';
import { TraceFilterForm } from './trace-filter-form.tsx';
import {
  noFilters,
  readTraceFilters,
  searchOf,
  type TraceFilters,
  writeTraceFilters,
} from './trace-list-url.ts';
import { TraceTable } from './trace-table.tsx';

const nothingKnown = { serviceTypes: [], resourceTypes: [], traceNames: [], users: [] };

/** Trace List [G 2.3.2]. */
export function TraceList() {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const { timeZone } = useTimeZone();
  const [params, setParams] = useSearchParams();
  const { dialog, open, close } = useDialogParam(['on']);
  const filters = readTraceFilters(params);
  const key = writeTraceFilters(filters).toString();
  const searchAt = (now: number) => searchOf(filters, now, timeZone);
  const traces = useInfiniteQuery(traceQueries(api).list(`${key} ${timeZone}`, searchAt));
  const choices = useQuery(traceQueries(api).filters());
  const viewed = dialog === 'trace' ? params.get('on') : null;

  function refresh(): void {
    void queryClient.resetQueries({ queryKey: traceQueries(api).list('', searchAt).queryKey.slice(0, -1) });
    void choices.refetch();
  }
  function query(next: TraceFilters): void {
    const written = writeTraceFilters(next);
    if (written.toString() === key) refresh();
    else setParams(written);
  }

  const shown = traces.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Paper variant="outlined" sx={{ mb: 2 }}>
        {/* Another address is another form: Back puts its fields back too. */}
        <TraceFilterForm key={key} filters={filters} choices={choices.data ?? nothingKnown} onQuery={query} />
      </Paper>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1.5 }}>
        <Typography variant="body2" color="textSecondary" aria-live="polite" sx={{ flex: 1 }}>
          {traces.data && t('traces.shown', { count: shown.length })}
        </Typography>
        <Button startIcon={<RefreshOutlined />} onClick={refresh}>
          {t('traces.refresh')}
        </Button>
        <ExportMenu searchAt={searchAt} />
      </Box>
      <Paper
        variant="outlined"
        aria-busy={traces.isPlaceholderData}
        sx={{ overflow: 'hidden', opacity: traces.isPlaceholderData ? 0.6 : 1 }}
      >
        {!traces.data && traces.error ? (
          <RefusalPanel error={traces.error} onRetry={refresh} />
        ) : !traces.data ? (
          <Loading />
        ) : shown.length === 0 && !traces.hasNextPage ? (
          <Nothing onReset={() => query(noFilters)} />
        ) : (
          <TraceTable traces={shown} onView={(id) => open('trace', { on: [id] })} />
        )}
        {traces.hasNextPage && (
          <Box sx={{ p: 1.5, borderTop: 1, borderColor: 'hairline' }}>
            <BusyButton busy={traces.isFetchingNextPage} onClick={() => void traces.fetchNextPage()}>
              {t(shown.length === 0 ? 'traces.goOn' : 'traces.more')}
            </BusyButton>
          </Box>
        )}
      </Paper>
      {viewed !== null && <TraceDialog traceId={viewed} onClose={close} />}
    </>
  );
}

function Loading() {
  return (
    <LoadingRegion>
      {[1, 2, 3, 4, 5, 6].map((row) => (
        <Skeleton key={row} height={40} sx={{ mx: 2 }} />
      ))}
    </LoadingRegion>
  );
}

function Nothing({ onReset }: { readonly onReset: () => void }) {
  const { t } = useTranslation();
  return (
    <Panel
      role="status"
      icon={<FilterAltOffOutlined />}
      title={t('traces.none.title')}
      actions={
        <Button variant="outlined" onClick={onReset}>
          {t('traces.filter.reset')}
        </Button>
      }
    >
      {t('traces.none.why')}
    </Panel>
  );
}
