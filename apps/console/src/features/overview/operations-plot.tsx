import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useTheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { LoadingRegion } from '../../shared/components/loading-region.tsx';
import { RefusalPanel } from '../../shared/components/refusal-panel.tsx';
import { Section } from '../../shared/components/section.tsx';
import { tagOf } from '../../shared/i18n/i18n.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { shortTime } from '../../shared/time/format-time.ts';
import { useTimeZone } from '../../shared/time/time-zone.tsx';
import { type Hour, overviewQueries } from './overview-queries.ts';

/** Size of the plot in its own units. */
const [WIDTH, HEIGHT] = [480, 140];

/** Bars, one for each of the last hours; the sentence below says it to who does not see them. */
export function OperationsPlot() {
  const { t } = useTranslation();
  const api = useProjectApi();
  const operations = useQuery(overviewQueries(api).operations());
  return (
    <Section title={t('overview.operations')} explanation={t('overview.operationsWhy')}>
      {operations.data ? (
        <Bars hours={operations.data.hours} />
      ) : operations.error ? (
        <RefusalPanel error={operations.error} onRetry={() => void operations.refetch()} />
      ) : (
        <LoadingRegion>
          <Skeleton variant="rounded" height={HEIGHT} sx={{ m: 2 }} />
        </LoadingRegion>
      )}
    </Section>
  );
}

function Bars({ hours }: { readonly hours: readonly Hour[] }) {
  const { t, language } = useTranslation();
  const { timeZone } = useTimeZone();
  const { palette } = useTheme();
  const number = new Intl.NumberFormat(tagOf(language));
  const total = hours.reduce((sum, { operations }) => sum + operations, 0);
  const most = Math.max(0, ...hours.map(({ operations }) => operations));
  const told = t('overview.operationsTotal', { total: number.format(total), most: number.format(most) });
  const step = WIDTH / Math.max(1, hours.length);
  const [first, last] = [hours[0], hours.at(-1)];
  return (
    <Box sx={{ p: 2 }}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={told}>
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke={palette.edge} />
        {hours.map(({ start, operations }, at) => {
          const height =
            most === 0 ? 0 : Math.max(operations > 0 ? 2 : 0, (operations / most) * (HEIGHT - 8));
          return (
            <rect
              key={start}
              x={at * step + 1.5}
              y={HEIGHT - height}
              width={step - 3}
              height={height}
              rx={2}
              fill={palette.primary.main}
            >
              <title>{`${shortTime(start, timeZone)}: ${number.format(operations)}`}</title>
            </rect>
          );
        })}
      </svg>
      <Box sx={{ display: 'flex', justifyContent: 'space-between' }}>
        {[first, last].map(
          (hour) =>
            hour && (
              <Typography key={hour.start} variant="caption" color="textSecondary">
                {shortTime(hour.start, timeZone)}
              </Typography>
            ),
        )}
      </Box>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
        {told}
      </Typography>
    </Box>
  );
}
