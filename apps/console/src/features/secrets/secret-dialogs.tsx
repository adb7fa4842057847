import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { isSecretActionName } from './actions/secret-action.ts';
import type { Secret } from './api/secret-queries.ts';

const CreateSecretDialog = lazy(async () => ({
  default: (await import('./create/create-secret-dialog.tsx')).CreateSecretDialog,
}));
const DeletionDialog = lazy(async () => ({
  default: (await import('./actions/deletion-dialog.tsx')).DeletionDialog,
}));
const RestoreDialog = lazy(async () => ({
  default: (await import('./actions/restore-dialog.tsx')).RestoreDialog,
}));

interface SecretDialogsProps {
  /** Secrets on screen; others that the URL names are not there any more. */
  readonly known: readonly Secret[];
  /** After an act on secrets. */
  readonly onDone?: () => void;
}

/** The dialog of Secret Management that the URL names, if any. */
export function SecretDialogs({ known, onDone }: SecretDialogsProps) {
  const { dialog, close } = useDialogParam(['on']);
  const [params] = useSearchParams();
  const names = new Set(params.getAll('on'));
  const secrets = [...new Map(known.map((secret) => [secret.secretName, secret])).values()].filter(
    ({ secretName }) => names.has(secretName),
  );
  return (
    <Suspense>
      {dialog === 'create' && <CreateSecretDialog onClose={close} />}
      {dialog === 'restore' && <RestoreDialog onClose={close} />}
      {isSecretActionName(dialog) && dialog !== 'backup' && names.size > 0 && (
        <DeletionDialog name={dialog} secrets={secrets} onClose={close} onDone={onDone} />
      )}
    </Suspense>
  );
}
