import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { DAYS_PARAM } from '../../shared/danger/use-pending-days.ts';
import { DELETE_MATERIAL, isKeyActionName } from './actions/key-action.ts';
import type { Key } from './api/key-queries.ts';

const CreateKeyDialog = lazy(async () => ({
  default: (await import('./create/create-key-dialog.tsx')).CreateKeyDialog,
}));
const KeyActionDialog = lazy(async () => ({
  default: (await import('./actions/key-action-dialog.tsx')).KeyActionDialog,
}));

const DeleteMaterialDialog = lazy(async () => ({
  default: (await import('./import/delete-material-dialog.tsx')).DeleteMaterialDialog,
}));

interface KeyDialogsProps {
  /** Keys already on screen; others that the URL names are fetched. */
  readonly known: readonly Key[];
  /** After an act on keys. */
  readonly onDone?: () => void;
}

/** The dialog of Key Management that the URL names, if any. */
export function KeyDialogs({ known, onDone }: KeyDialogsProps) {
  const { dialog, close } = useDialogParam(['on', DAYS_PARAM]);
  const [params] = useSearchParams();
  const ids = [...new Set(params.getAll('on'))];
  const [first] = ids;
  return (
    <Suspense>
      {dialog === 'create' && <CreateKeyDialog onClose={close} />}
      {dialog === DELETE_MATERIAL && first !== undefined && (
        <DeleteMaterialDialog keyId={first} onClose={close} />
      )}
      {isKeyActionName(dialog) && ids.length > 0 && (
        <KeyActionDialog name={dialog} keyIds={ids} known={known} onClose={close} onDone={onDone} />
      )}
    </Suspense>
  );
}
