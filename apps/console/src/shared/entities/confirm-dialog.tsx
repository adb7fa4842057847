import './entity-texts.ts';
import Alert from '@mui/material/Alert';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { type PropsWithChildren, useState } from 'react';
import { FormDialog } from '../components/form-dialog.tsx';
import { useNotify } from '../components/notices.tsx';
import { useAct } from '../components/use-act.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { useRefreshScreen } from './use-refresh-screen.ts';

interface ConfirmDialogProps {
  readonly title: string;
  /** What stops working, or what it does. */
  readonly effect: string;
  /** For what cannot be taken back: the name that must be typed. */
  readonly typed?: string;
  /** For what stops the work of many: the sentence that must be checked. */
  readonly acknowledged?: string;
  /** Nothing stops working: the dialog only asks. */
  readonly harmless?: boolean;
  readonly act: () => Promise<unknown>;
  readonly told: string;
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

/** Asks before an act that takes something away; says what stops working. */
export function ConfirmDialog(props: PropsWithChildren<ConfirmDialogProps>) {
  const { title, effect, typed: name, acknowledged, harmless = false, act, told, onDone } = props;
  const { onClose, children } = props;
  const { t } = useTranslation();
  const refresh = useRefreshScreen();
  const notify = useNotify();
  const [typed, setTyped] = useState('');
  const [understood, setUnderstood] = useState(false);
  const { run, busy, error } = useAct({
    act: (_input: null) => act(),
    onSettled: refresh,
    onDone: () => {
      notify({ severity: 'success', message: told });
      onClose();
      onDone?.();
    },
  });
  return (
    <FormDialog
      title={title}
      error={error}
      busy={busy}
      danger={!harmless}
      complete={(name === undefined || typed === name) && (acknowledged === undefined || understood)}
      onSubmit={() => void run(null)}
      onClose={onClose}
    >
      <Alert severity={harmless ? 'info' : 'warning'} variant="outlined">
        {effect}
      </Alert>
      {children}
      {name !== undefined && (
        <TextField
          label={t('entities.name')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          helperText={t('entities.typeThis', { name })}
          slotProps={{ htmlInput: { spellCheck: false } }}
        />
      )}
      {acknowledged !== undefined && (
        <FormControlLabel
          control={<Checkbox checked={understood} onChange={(_event, checked) => setUnderstood(checked)} />}
          label={acknowledged}
        />
      )}
    </FormDialog>
  );
}
