import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { keyQueries } from '../api/key-queries.ts';
import { KeyDialogs } from '../key-dialogs.tsx';
import { KeyDetailsFailed, KeyDetailsLoading } from './key-details-states.tsx';
import { KeyDetailsView } from './key-details-view.tsx';
import { tabShown } from './key-tabs.ts';

/** Everything about one key (KEY-14); each tab has its own address. */
export function KeyDetailsPage() {
  const { keyId = '', tab } = useParams();
  const api = useProjectApi();
  const key = useQuery(keyQueries(api).view(keyId));
  const { open } = useDialogParam(['on']);
  if (key.data) {
    return (
      <>
        <KeyDetailsView
          // What is typed in the tool or being edited belongs to this key only.
          key={keyId}
          item={key.data}
          tab={tabShown(key.data, tab)}
          onAction={(name) => open(name, { on: [keyId] })}
        />
        <KeyDialogs known={[key.data]} />
      </>
    );
  }
  if (key.error)
    return <KeyDetailsFailed keyId={keyId} error={key.error} onRetry={() => void key.refetch()} />;
  return <KeyDetailsLoading />;
}
