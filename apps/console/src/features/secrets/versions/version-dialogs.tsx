import { useSearchParams } from 'react-router';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import type { SecretDetails } from '../api/secret-queries.ts';
import { useWhyNot } from '../details/why-not.ts';
import { AddVersionDialog } from './add-version-dialog.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { ExpiryDialog } from './expiry-dialog.tsx';
import { StatusDialog } from './status-dialog.tsx';
import { ViewSecretDialog } from './view-secret-dialog.tsx';

/** The dialog of versions that the URL names, if any; `version` in it names the version. */
export function VersionDialogs({ item }: { readonly item: SecretDetails }) {
  const { dialog, close } = useDialogParam(['version']);
  const [params] = useSearchParams();
  const whyNot = useWhyNot(item);
  const version = item.versions.find(({ versionId }) => versionId === params.get('version'));
  const props = { item, onClose: close };
  const may = (operation: string) => whyNot(operation) === null;
  if (dialog === 'addVersion' && may('csms.createSecretVersion')) return <AddVersionDialog {...props} />;
  if (dialog === 'compare' && may('csms.showSecretVersion')) return <CompareDialog {...props} />;
  if (!version) return null;
  if (dialog === 'viewSecret' && may('csms.showSecretVersion')) {
    return <ViewSecretDialog {...props} version={version} />;
  }
  if (dialog === 'manageStatus') return <StatusDialog {...props} version={version} />;
  if (dialog === 'setExpiry' && may('csms.updateSecretVersion')) {
    return <ExpiryDialog {...props} version={version} />;
  }
  return null;
}
