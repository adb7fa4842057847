import Button, { type ButtonProps } from '@mui/material/Button';
import { refusalOf } from '../api/refusal.ts';
import { useNotify } from '../components/notices.tsx';
import { useAct } from '../components/use-act.ts';
import { useRefreshScreen } from './use-refresh-screen.ts';

interface ActButtonProps extends ButtonProps {
  readonly act: () => Promise<unknown>;
  readonly told: string;
}

/** A button whose act stops nothing and needs no question. */
export function ActButton({ act, told, ...button }: ActButtonProps) {
  const refresh = useRefreshScreen();
  const notify = useNotify();
  const { run, busy } = useAct({
    act: (_input: null) => act(),
    onSettled: refresh,
    onDone: () => notify({ severity: 'success', message: told }),
    onRefused: (refusal) => notify({ severity: 'error', message: refusalOf(refusal).message }),
  });
  return <Button {...button} aria-disabled={busy} onClick={() => void run(null)} />;
}
