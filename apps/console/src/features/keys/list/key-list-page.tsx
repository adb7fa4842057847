import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { useListState } from '../../../shared/list/use-list-state.ts';
import { useSelection } from '../../../shared/list/use-selection.ts';
import { useTablePreferences } from '../../../shared/preferences/table-preferences.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';
import { invalidateKeys, keyQueries } from '../api/key-queries.ts';
import { KeyDialogs } from '../key-dialogs.tsx';
import { initialTablePreferences } from './key-columns.ts';
import { keyListDefinition } from './key-filters.ts';
import { searchOf } from './key-list-url.ts';
import { KeyListView } from './key-list-view.tsx';

/** Key Management: the list of keys (KEY-13). */
export function KeyListPage() {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const { timeZone } = useTimeZone();
  const list = useListState(keyListDefinition);
  const keys = useQuery(keyQueries(api).list(searchOf(list.state, Date.now(), timeZone)));
  const quota = useQuery(keyQueries(api).quota());
  const selection = useSelection(keys.data?.items ?? [], (key) => key.keyId);
  const preferences = useTablePreferences(api.session.user.id, 'keys', initialTablePreferences);
  const { open } = useDialogParam(['on']);
  return (
    <>
      <KeyListView
        list={list}
        answer={keys.data}
        error={keys.error}
        updating={keys.isPlaceholderData || (keys.isFetching && !keys.isPending)}
        quota={quota.data}
        permitted={api.session.permitted}
        selection={selection}
        preferences={preferences}
        onRefresh={() => void invalidateKeys(queryClient, api)}
        onCreate={() => open('create')}
        onAction={(name, ids) => open(name, { on: ids })}
      />
      <KeyDialogs known={[...(keys.data?.items ?? []), ...selection.selected]} onDone={selection.clear} />
    </>
  );
}
