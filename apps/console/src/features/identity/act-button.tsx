import Button, { type ButtonProps } from '@mui/material/Button';
import { useQueryClient } from '@tanstack/react-query';
import { refusalOf } from '../../shared/api/refusal.ts';
import { useNotify } from '../../shared/components/notices.tsx';
import { useAct } from '../../shared/components/use-act.ts';
import { invalidateIdentity } from './identity-queries.ts';

interface ActButtonProps extends ButtonProps {
  readonly act: () => Promise<unknown>;
  readonly told: string;
}

/** A button whose act stops nothing and needs no question. */
export function ActButton({ act, told, ...button }: ActButtonProps) {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { run, busy } = useAct({
    act: (_input: null) => act(),
    onSettled: () => invalidateIdentity(queryClient),
    onDone: () => notify({ severity: 'success', message: told }),
    onRefused: (refusal) => notify({ severity: 'error', message: refusalOf(refusal).message }),
  });
  return <Button {...button} aria-disabled={busy} onClick={() => void run(null)} />;
}
