import './action-texts.ts';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Skeleton from '@mui/material/Skeleton';
import { useState } from 'react';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { type BatchResult, NothingToDoStep, ResultStep } from '../../../shared/danger/result-step.tsx';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Key } from '../api/key-queries.ts';
import { ConfirmStep } from './confirm-step.tsx';
import { allows, type KeyActionFields, type KeyActionName, keyActions } from './key-action.ts';
import { useKeyAction } from './use-key-action.ts';
import { useKeysById } from './use-keys-by-id.ts';

interface KeyActionDialogProps {
  readonly name: KeyActionName;
  readonly keyIds: readonly string[];
  readonly known: readonly Key[];
  readonly onClose: () => void;
  readonly onDone: (() => void) | undefined;
}

/** Asks, acts, and tells the result of each key [G 2.1.4.2 … 2.1.4.6]. */
export function KeyActionDialog({ name, keyIds, known, onClose, onDone }: KeyActionDialogProps) {
  const { t } = useTranslation();
  const found = useKeysById(keyIds, known);
  // What the dialog speaks of stays what it was when the dialog opened, also when the list behind it is loaded again.
  const [asked, setAsked] = useState<readonly Key[] | null>(null);
  const keys = asked ?? found.keys.filter((key) => allows(key, name));
  const [results, setResults] = useState<readonly BatchResult[] | null>(null);
  const { action, run, announce, takeBack } = useRun(name);

  async function confirm(fields: KeyActionFields): Promise<void> {
    setAsked(keys);
    const answers = await run(keys, fields);
    if (!answers) return;
    onDone?.();
    if (keys.length > 1 || answers.some(({ ok }) => !ok)) return setResults(answers);
    announce(keys);
    onClose();
  }
  const { isPending: busy, error } = action;
  return (
    <Dialog open onClose={busy ? undefined : onClose} aria-labelledby="key-action-title">
      <DialogTitle id="key-action-title">
        {t(`keys.action.${name}.title`, { count: keyIds.length })}
      </DialogTitle>
      {results ? (
        <ResultStep
          items={keys.map((key) => ({ ...key, id: key.keyId, name: key.keyAlias }))}
          results={results}
          summary={(count) => t(`keys.action.${name}.result`, { count, total: results.length })}
          onClose={onClose}
          onUndo={
            takeBack &&
            ((done) => {
              onClose();
              void takeBack(done);
            })
          }
        />
      ) : found.error ? (
        <DialogContent>
          <RefusalPanel error={found.error} onRetry={onClose} />
        </DialogContent>
      ) : found.loading ? (
        <DialogContent>
          <LoadingRegion>
            <Skeleton height={28} />
            <Skeleton height={28} width="70%" />
          </LoadingRegion>
        </DialogContent>
      ) : keys.length === 0 ? (
        <NothingToDoStep why={t(`keys.action.${name}.impossible`)} onClose={onClose} />
      ) : (
        <ConfirmStep
          name={name}
          keys={keys}
          busy={busy}
          error={error}
          onConfirm={(fields) => void confirm(fields)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function useRun(name: KeyActionName) {
  const { t } = useTranslation();
  const notify = useNotify();
  const action = useKeyAction();
  const undoing = useKeyAction();
  const { undo } = keyActions[name];

  /** Undefined when the call as a whole failed; the dialog then stays and says why. */
  async function run(
    keys: readonly Key[],
    fields: KeyActionFields,
  ): Promise<readonly BatchResult[] | undefined> {
    if (action.isPending) return undefined;
    try {
      return await action.mutateAsync({
        name,
        keyIds: keys.map((key) => key.keyId),
        fields,
      });
    } catch {
      return undefined;
    }
  }

  async function undoBy(by: KeyActionName, keys: readonly Key[]): Promise<void> {
    try {
      const results = await undoing.mutateAsync({ name: by, keyIds: keys.map(({ keyId }) => keyId) });
      const refused = results.find(({ ok }) => !ok);
      const counts = { count: results.filter(({ ok }) => ok).length, total: keys.length };
      if (refused) {
        notify({ severity: 'error', message: inLanguage(refused.error?.message ?? t('refusal.failed')) });
      } else if (keys.length > 1) {
        notify({ severity: 'success', message: t(`keys.action.${by}.result`, counts) });
      } else {
        notify({ severity: 'success', message: t(`keys.action.${by}.done`, { alias: aliasOf(keys) }) });
      }
    } catch (error) {
      notify({
        severity: 'error',
        message: error instanceof Error ? refusalOf(error).message : t('refusal.failed'),
      });
    }
  }

  const takeBack = undo ? (keys: readonly Key[]) => undoBy(undo, keys) : undefined;

  function announce(keys: readonly Key[]): void {
    notify({
      severity: 'success',
      message: t(`keys.action.${name}.done`, { alias: aliasOf(keys) }),
      ...(takeBack ? { action: { label: t('dialog.undo'), run: () => void takeBack(keys) } } : {}),
    });
  }
  return { action, run, announce, takeBack };
}

const aliasOf = (keys: readonly Key[]) => keys[0]?.keyAlias ?? '';
