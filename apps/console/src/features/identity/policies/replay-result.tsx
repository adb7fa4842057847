import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { identityQueries, type PolicyChange } from '../identity-queries.ts';

/** Calls of the last days whose outcome the change would have turned (IAM-10). */
export function ReplayResult({ change }: { readonly change: PolicyChange }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const { data, error } = useQuery(identityQueries(client).replay(change));
  if (error) return <RefusalAlert error={error} />;
  if (!data) {
    return (
      <LoadingRegion>
        <Skeleton height={48} />
      </LoadingRegion>
    );
  }
  return (
    <Box
      role="status"
      aria-label={t('identity.replay.title')}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}
    >
      <Alert severity={data.changes.length === 0 ? 'success' : 'warning'} variant="outlined">
        {data.changes.length === 0
          ? t('identity.replay.nothing', { count: data.examined })
          : t('identity.replay.changes', { count: data.changes.length, examined: data.examined })}
        {data.truncated && ` ${t('identity.replay.truncated')}`}
      </Alert>
      {data.changes.length > 0 && (
        <DataTable
          label={t('identity.replay.title')}
          rows={data.changes}
          keyOf={({ lastTraceId }) => lastTraceId}
          columns={[
            {
              name: 'call',
              head: t('identity.replay.call'),
              bare: true,
              cell: ({ userName, operation, resourceName, resourceId, reason }) => (
                <Box sx={{ minWidth: 0 }}>
                  {t('identity.replay.did', {
                    user: userName,
                    operation,
                    resource: resourceName || resourceId,
                  })}
                  <Typography variant="caption" component="div" color="textSecondary">
                    {reason}
                  </Typography>
                </Box>
              ),
            },
            {
              name: 'outcome',
              head: t('identity.replay.outcome'),
              cell: ({ before, after }) =>
                `${t(`identity.replay.${before}`)} → ${t(`identity.replay.${after}`)}`,
            },
            {
              name: 'count',
              head: t('identity.replay.count'),
              cell: ({ count }) => count,
            },
            {
              name: 'last',
              head: t('identity.replay.last'),
              cell: ({ lastAt }) => <TimeText at={lastAt} short />,
            },
          ]}
        />
      )}
    </Box>
  );
}
