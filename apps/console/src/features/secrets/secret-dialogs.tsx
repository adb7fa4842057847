import { useQueries } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { useDialogParam } from '../../shared/components/use-dialog-param.ts';
import { DAYS_PARAM } from '../../shared/danger/use-pending-days.ts';
import { isSecretActionName, type SecretActionName } from './actions/secret-action.ts';
import { type Secret, secretQueries } from './api/secret-queries.ts';

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
  /** Secrets on screen; others that the URL names are fetched. */
  readonly known: readonly Secret[];
  /** After an act on secrets. */
  readonly onDone?: () => void;
}

/** The dialog of Secret Management that the URL names, if any. */
export function SecretDialogs({ known, onDone }: SecretDialogsProps) {
  const { dialog, close } = useDialogParam(['on', DAYS_PARAM]);
  const [params] = useSearchParams();
  const names = [...new Set(params.getAll('on'))];
  return (
    <Suspense>
      {dialog === 'create' && <CreateSecretDialog onClose={close} />}
      {dialog === 'restore' && <RestoreDialog onClose={close} />}
      {isSecretActionName(dialog) && dialog !== 'backup' && names.length > 0 && (
        <Deletion name={dialog} names={names} known={known} onClose={close} onDone={onDone} />
      )}
    </Suspense>
  );
}

interface DeletionProps {
  readonly name: Exclude<SecretActionName, 'backup'>;
  readonly names: readonly string[];
  readonly known: readonly Secret[];
  readonly onClose: () => void;
  readonly onDone: (() => void) | undefined;
}

/** The dialog, when the secrets that it speaks of are there: a link may have opened it. */
function Deletion({ names, known, ...props }: DeletionProps) {
  const api = useProjectApi();
  const [asked, setAsked] = useState<readonly Secret[] | null>(null);
  const missing = asked ? [] : names.filter((name) => !known.some(({ secretName }) => secretName === name));
  const fetched = useQueries({ queries: missing.map((name) => secretQueries(api).view(name)) });
  if (asked) return <DeletionDialog {...props} secrets={asked} />;
  if (!fetched.some(({ isPending }) => isPending)) {
    const all = [...known, ...fetched.flatMap(({ data }) => data ?? [])];
    setAsked(names.flatMap((name) => all.find(({ secretName }) => secretName === name) ?? []));
  }
  return null;
}
