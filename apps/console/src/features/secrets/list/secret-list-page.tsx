import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { useListState } from '../../../shared/list/use-list-state.ts';
import { useSelection } from '../../../shared/list/use-selection.ts';
import { useTablePreferences } from '../../../shared/preferences/table-preferences.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';
import { useSecretAction } from '../actions/use-secret-action.ts';
import { invalidateSecrets, secretQueries } from '../api/secret-queries.ts';
import { SecretDialogs } from '../secret-dialogs.tsx';
import { initialTablePreferences } from './secret-columns.ts';
import { secretListDefinition, secretSearchOf } from './secret-list-definition.ts';
import { SecretListView } from './secret-list-view.tsx';

/** Secret Management: the list of secrets (SEC-03). */
export function SecretListPage() {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const { timeZone } = useTimeZone();
  const list = useListState(secretListDefinition);
  const secrets = useQuery(secretQueries(api).list(secretSearchOf(list.state, Date.now(), timeZone)));
  const quota = useQuery(secretQueries(api).quota());
  const items = secrets.data?.items ?? [];
  const selection = useSelection(items, (secret) => secret.secretName);
  const preferences = useTablePreferences(api.session.user.id, 'secrets', initialTablePreferences);
  const { open } = useDialogParam(['on']);
  const act = useSecretAction();
  return (
    <>
      <SecretListView
        list={list}
        answer={secrets.data}
        error={secrets.error}
        updating={secrets.isPlaceholderData || (secrets.isFetching && !secrets.isPending)}
        quota={quota.data?.secrets}
        permitted={api.session.permitted}
        selection={selection}
        preferences={preferences}
        onRefresh={() => void invalidateSecrets(queryClient, api)}
        onCreate={() => open('create')}
        onRestore={() => open('restore')}
        onAction={act}
      />
      <SecretDialogs known={[...items, ...selection.selected]} onDone={selection.clear} />
    </>
  );
}
