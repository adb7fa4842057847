import Box from '@mui/material/Box';
import { isSignedOut } from '../../../shared/api/query-client.ts';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { ListFooter } from '../../../shared/list/list-footer.tsx';
import { useShownAsCards } from '../../../shared/list/use-shown-as-cards.ts';
import type { KeyPage } from '../api/key-queries.ts';
import { KeyCards } from './key-cards.tsx';
import { KeyGrid } from './key-grid.tsx';
import type { KeyListViewProps } from './key-list-view.tsx';

type KeyResultsProps = KeyListViewProps & { readonly answer: KeyPage };

/** A page of keys. While another one is on its way it stays, paler; when that one does not come, it stays too, and says why. */
export function KeyResults(props: KeyResultsProps) {
  const { list, answer, error, updating, permitted, selection, preferences, onAction } = props;
  const { t } = useTranslation();
  const asCards = useShownAsCards();
  const shared = { items: answer.items, permitted, selection, onAction };
  return (
    <Box aria-busy={updating} sx={{ opacity: updating ? 0.6 : 1, transition: 'opacity 120ms 150ms' }}>
      {error && !isSignedOut(error) && (
        <Box sx={{ p: 1.5 }}>
          <RefusalAlert error={error} />
        </Box>
      )}
      {asCards ? (
        <KeyCards {...shared} />
      ) : (
        <KeyGrid {...shared} sort={list.state.sort} onSort={list.setSort} preferences={preferences[0]} />
      )}
      <ListFooter
        list={list}
        answer={answer}
        words={{
          total: (count, total) => t('keys.paging.total', { count, total }),
          size: t('keys.paging.size'),
        }}
      />
    </Box>
  );
}
