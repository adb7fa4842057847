import VpnKeyOutlined from '@mui/icons-material/VpnKeyOutlined';
import { lazy, Suspense } from 'react';
import { Panel } from '../../../shared/components/panel.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { ListSkeleton } from '../../../shared/list/list-skeleton.tsx';
import { NothingListed } from '../../../shared/list/nothing-listed.tsx';
import { CreateButton, type KeyListViewProps } from './key-list-view.tsx';

/** The grid is large: it comes as a script of its own, fetched while the keys are asked for. */
const results = import('./key-results.tsx');
// When it cannot be had, drawing the list says so.
results.catch(() => {});
const KeyResults = lazy(async () => ({ default: (await results).KeyResults }));

/** The faces of the list: loading, refused, nothing there yet, nothing found, keys. */
export function KeyListContent(props: KeyListViewProps) {
  const { list, answer, error, permitted, preferences, onRefresh, onCreate } = props;
  const { t } = useTranslation();
  const dense = preferences[0].density === 'dense';
  if (!answer && error) {
    return <RefusalPanel error={error} onRetry={list.state.cursor === null ? onRefresh : list.goFirst} />;
  }
  if (!answer) return <ListSkeleton rows={8} dense={dense} />;
  if (answer.items.length === 0) {
    return (
      <NothingListed
        list={list}
        nothingFound={t('keys.nothingFound.title')}
        none={
          <Panel
            role="status"
            icon={<VpnKeyOutlined />}
            title={t('keys.none.title')}
            actions={<CreateButton permitted={permitted} onCreate={onCreate} />}
          >
            {t('keys.none.why')}
          </Panel>
        }
      />
    );
  }
  return (
    <Suspense fallback={<ListSkeleton rows={answer.items.length} dense={dense} />}>
      <KeyResults {...props} answer={answer} />
    </Suspense>
  );
}
