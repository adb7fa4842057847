import './replay-texts.ts';
import type { OperationWireOutput } from '@dewpoint/contract';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { DataTable } from '../components/data-table.tsx';
import { LoadingRegion } from '../components/loading-region.tsx';
import { RefusalAlert } from '../components/refusal-alert.tsx';
import { useTranslation } from '../i18n/use-translation.ts';
import { TimeText } from '../time/time-text.tsx';

interface ReplayAnswerProps {
  /** Undefined while it is computed. */
  readonly answer: OperationWireOutput<'iam.replayPolicyChange' | 'iam.replayGrant'> | undefined;
  readonly error: Error | null;
}

/** Calls of the last days whose outcome a change of policies or grants would have turned (IAM-10). */
export function ReplayAnswer({ answer, error }: ReplayAnswerProps) {
  const { t } = useTranslation();
  if (error) return <RefusalAlert error={error} />;
  if (!answer) {
    return (
      <LoadingRegion>
        <Skeleton height={48} />
      </LoadingRegion>
    );
  }
  const { changes, examined, truncated } = answer;
  return (
    <Box
      role="status"
      aria-label={t('replay.title')}
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}
    >
      <Alert severity={changes.length === 0 ? 'success' : 'warning'} variant="outlined">
        {changes.length === 0
          ? t('replay.nothing', { count: examined })
          : t('replay.changes', { count: changes.length, examined })}
        {truncated && ` ${t('replay.truncated')}`}
      </Alert>
      {changes.length > 0 && (
        <DataTable
          label={t('replay.title')}
          rows={changes}
          keyOf={({ lastTraceId }) => lastTraceId}
          columns={[
            {
              name: 'call',
              head: t('replay.call'),
              bare: true,
              cell: ({ userName, operation, resourceName, resourceId, reason }) => (
                <Box sx={{ minWidth: 0 }}>
                  {t('replay.did', { user: userName, operation, resource: resourceName || resourceId })}
                  <Typography variant="caption" component="div" color="textSecondary">
                    {reason}
                  </Typography>
                </Box>
              ),
            },
            {
              name: 'outcome',
              head: t('replay.outcome'),
              cell: ({ before, after }) => `${t(`replay.${before}`)} → ${t(`replay.${after}`)}`,
            },
            { name: 'count', head: t('replay.count'), cell: ({ count }) => count },
            { name: 'last', head: t('replay.last'), cell: ({ lastAt }) => <TimeText at={lastAt} short /> },
          ]}
        />
      )}
    </Box>
  );
}
