import FilterAltOffOutlined from '@mui/icons-material/FilterAltOffOutlined';
import VpnKeyOutlined from '@mui/icons-material/VpnKeyOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import useMediaQuery from '@mui/material/useMediaQuery';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { isSignedOut } from '../../../shared/api/query-client.ts';
import { Panel } from '../../../shared/components/panel.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { KeyCards } from './key-cards.tsx';
import { KeyListSkeleton } from './key-list-skeleton.tsx';
import { CreateButton, type KeyListViewProps } from './key-list-view.tsx';

/** The grid is large and comes as a script of its own. */
const KeyGrid = lazy(async () => ({ default: (await import('./key-grid.tsx')).KeyGrid }));

/** The faces of the list: loading, refused, nothing there yet, nothing found, keys. */
export function KeyListContent(props: KeyListViewProps) {
  const { list, answer, error, updating, permitted, selection, preferences, onRefresh, onCreate, onAction } =
    props;
  const asCards = useMediaQuery((theme) => theme.breakpoints.down('md'), { noSsr: true });
  const dense = preferences[0].density === 'dense';
  if (!answer && error) {
    return <RefusalPanel error={error} onRetry={list.state.cursor === null ? onRefresh : list.goFirst} />;
  }
  if (!answer) return <KeyListSkeleton rows={8} dense={dense} />;
  if (answer.items.length === 0) {
    return <NoKeys list={list} permitted={permitted} onCreate={onCreate} />;
  }
  const shared = { items: answer.items, permitted, selection, onAction };
  return (
    <Box
      aria-busy={updating}
      sx={{ opacity: updating ? 0.6 : 1, transition: 'opacity 120ms 150ms', position: 'relative' }}
    >
      {error && !isSignedOut(error) && (
        <Box sx={{ p: 1.5 }}>
          <RefusalAlert error={error} />
        </Box>
      )}
      {asCards ? (
        <KeyCards {...shared} />
      ) : (
        <Suspense fallback={<KeyListSkeleton rows={answer.items.length} dense={dense} />}>
          <KeyGrid {...shared} sort={list.state.sort} onSort={list.setSort} preferences={preferences[0]} />
        </Suspense>
      )}
    </Box>
  );
}

function NoKeys({ list, permitted, onCreate }: Pick<KeyListViewProps, 'list' | 'permitted' | 'onCreate'>) {
  const { t } = useTranslation();
  if (list.state.filters.length > 0) {
    return (
      <Panel
        role="status"
        icon={<FilterAltOffOutlined />}
        title={t('keys.nothingFound.title')}
        actions={
          <Button variant="outlined" onClick={() => list.setFilters([])}>
            {t('keys.search.clear')}
          </Button>
        }
      >
        {t('keys.nothingFound.why')}
      </Panel>
    );
  }
  if (list.state.cursor !== null) {
    return (
      <Panel
        role="status"
        icon={<FilterAltOffOutlined />}
        title={t('keys.pageGone.title')}
        actions={
          <Button variant="outlined" onClick={list.goFirst}>
            {t('keys.paging.first')}
          </Button>
        }
      />
    );
  }
  return (
    <Panel
      role="status"
      icon={<VpnKeyOutlined />}
      title={t('keys.none.title')}
      actions={<CreateButton permitted={permitted} onCreate={onCreate} />}
    >
      {t('keys.none.why')}
    </Panel>
  );
}
