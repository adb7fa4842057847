import FilterAltOffOutlined from '@mui/icons-material/FilterAltOffOutlined';
import VpnKeyOutlined from '@mui/icons-material/VpnKeyOutlined';
import Button from '@mui/material/Button';
import { lazy, Suspense } from 'react';
import { Panel } from '../../../shared/components/panel.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { KeyListSkeleton } from './key-list-skeleton.tsx';
import { CreateButton, type KeyListViewProps } from './key-list-view.tsx';

/** The grid is large: it comes as a script of its own, fetched while the keys are asked for. */
const results = import('./key-results.tsx');
// When it cannot be had, drawing the list says so.
results.catch(() => {});
const KeyResults = lazy(async () => ({ default: (await results).KeyResults }));

/** The faces of the list: loading, refused, nothing there yet, nothing found, keys. */
export function KeyListContent(props: KeyListViewProps) {
  const { list, answer, error, permitted, preferences, onRefresh, onCreate } = props;
  const dense = preferences[0].density === 'dense';
  if (!answer && error) {
    return <RefusalPanel error={error} onRetry={list.state.cursor === null ? onRefresh : list.goFirst} />;
  }
  if (!answer) return <KeyListSkeleton rows={8} dense={dense} />;
  if (answer.items.length === 0) {
    return <NoKeys list={list} permitted={permitted} onCreate={onCreate} />;
  }
  return (
    <Suspense fallback={<KeyListSkeleton rows={answer.items.length} dense={dense} />}>
      <KeyResults {...props} answer={answer} />
    </Suspense>
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
