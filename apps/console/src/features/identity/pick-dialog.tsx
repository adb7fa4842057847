import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '../../shared/components/form-dialog.tsx';
import { useNotify } from '../../shared/components/notices.tsx';
import { useAct } from '../../shared/components/use-act.ts';
import { EntityPicker, type Named } from './entity-picker.tsx';
import { invalidateIdentity } from './identity-queries.ts';

interface PickDialogProps {
  readonly title: string;
  readonly kind: 'users' | 'groups';
  readonly label: string;
  readonly act: (chosen: Named) => Promise<unknown>;
  readonly told: (chosen: Named) => string;
  readonly onClose: () => void;
}

/** Chooses one user or group and does something with it. */
export function PickDialog({ title, kind, label, act, told, onClose }: PickDialogProps) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const [chosen, setChosen] = useState<Named | null>(null);
  const { run, busy, error } = useAct({
    act,
    onSettled: () => invalidateIdentity(queryClient),
    onDone: (_output, done: Named) => {
      notify({ severity: 'success', message: told(done) });
      onClose();
    },
  });
  return (
    <FormDialog
      title={title}
      error={error}
      busy={busy}
      complete={chosen !== null}
      onSubmit={() => {
        if (chosen) void run(chosen);
      }}
      onClose={onClose}
    >
      <EntityPicker kind={kind} label={label} value={chosen} onChange={setChosen} autoFocus />
    </FormDialog>
  );
}
