import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import SyncOutlined from '@mui/icons-material/SyncOutlined';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import type { RotationTask } from './rotation-queries.ts';

interface RotationTasksProps {
  readonly answer: Pick<
    UseInfiniteQueryResult,
    'error' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
  >;
  /** Undefined until there is an answer. */
  readonly tasks: readonly RotationTask[] | undefined;
}

/** What became of rotations, with the reason where one failed. */
export function RotationTasks({ answer, tasks }: RotationTasksProps) {
  const { t } = useTranslation();
  if (tasks === undefined) {
    if (answer.error) return <RefusalPanel error={answer.error} onRetry={() => void answer.refetch()} />;
    return (
      <LoadingRegion>
        <Skeleton height={40} sx={{ mx: 2 }} />
        <Skeleton height={40} sx={{ mx: 2 }} />
      </LoadingRegion>
    );
  }
  if (tasks.length === 0) {
    return (
      <Panel role="status" icon={<HistoryOutlined />} title={t('secretRotation.tasks.none.title')}>
        {t('secretRotation.tasks.none.why')}
      </Panel>
    );
  }
  return (
    <>
      <DataTable
        label={t('secretRotation.tasks.title')}
        rows={tasks}
        keyOf={({ taskId }) => taskId}
        columns={[
          {
            name: 'status',
            head: t('secretRotation.tasks.status'),
            cell: (task) => <TaskStatus task={task} />,
          },
          {
            name: 'began',
            head: t('secretRotation.tasks.began'),
            cell: ({ taskTime }) => <TimeText at={taskTime} />,
          },
          {
            name: 'ended',
            head: t('secretRotation.tasks.ended'),
            cell: ({ finishTime }) => (finishTime === null ? '–' : <TimeText at={finishTime} />),
          },
          {
            name: 'by',
            head: t('secretRotation.tasks.by'),
            cell: ({ operateType }) => t(`secretRotation.tasks.${operateType}`),
          },
          {
            name: 'version',
            head: t('secretRotation.tasks.version'),
            cell: ({ versionId, taskStatus }) => (taskStatus === 'SUCCESS' ? versionId : '–'),
          },
          {
            name: 'login',
            head: t('secretRotation.tasks.login'),
            cell: ({ login }) => (login === '' ? '–' : login),
          },
        ]}
      />
      {answer.hasNextPage && (
        <Box sx={{ p: 1.5, borderTop: 1, borderColor: 'hairline' }}>
          <BusyButton busy={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>
            {t('secretRotation.tasks.more')}
          </BusyButton>
        </Box>
      )}
    </>
  );
}

const icons = { RUNNING: SyncOutlined, SUCCESS: CheckCircleOutlined, FAILED: ErrorOutlineOutlined } as const;
const colours = { RUNNING: 'info.main', SUCCESS: 'success.main', FAILED: 'error.main' } as const;

function TaskStatus({ task }: { readonly task: RotationTask }) {
  const { t } = useTranslation();
  const { taskStatus, step, taskErrorMsg } = task;
  const Icon = icons[taskStatus];
  return (
    <Box>
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
        <Icon sx={{ fontSize: 16, color: colours[taskStatus] }} />
        {t(`secretRotation.tasks.${taskStatus}`)}
      </Box>
      {taskStatus === 'RUNNING' && (
        <Typography variant="body2" color="textSecondary">
          {t(`secretRotation.tasks.step.${step}`)}
        </Typography>
      )}
      {taskErrorMsg !== '' && (
        <Typography variant="body2" color="textSecondary" sx={{ maxWidth: 420 }}>
          {inLanguage(taskErrorMsg)}
        </Typography>
      )}
    </Box>
  );
}
