import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { type PropsWithChildren, useId } from 'react';
import { useTranslation } from '../i18n/use-translation.ts';
import { BusyButton } from './busy-button.tsx';
import { RefusalAlert } from './refusal-alert.tsx';

interface FormDialogProps {
  readonly title: string;
  /** Why the last attempt was refused, where no field says it. */
  readonly error: Error | null;
  readonly busy: boolean;
  /** Word of the button that does it; OK when absent. */
  readonly submitLabel?: string;
  /** For what cannot be taken back. */
  readonly danger?: boolean;
  /** False while something that the act needs is missing. */
  readonly complete?: boolean;
  /** For forms with a table. */
  readonly wide?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** Asks for what an act needs, stays while it is refused, and cannot be closed while it runs. */
export function FormDialog(props: PropsWithChildren<FormDialogProps>) {
  const titleId = useId();
  return (
    <Dialog
      open
      maxWidth={props.wide === true ? 'md' : 'sm'}
      onClose={props.busy ? undefined : props.onClose}
      aria-labelledby={titleId}
    >
      <FormStep {...props} titleId={titleId} />
    </Dialog>
  );
}

/** The form of a dialog that has further steps. */
export function FormStep({
  titleId,
  title,
  error,
  busy,
  submitLabel,
  danger = false,
  complete = true,
  onSubmit,
  onClose,
  children,
}: PropsWithChildren<FormDialogProps & { readonly titleId: string }>) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        <Box
          component="form"
          id={id}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (complete && !busy) onSubmit();
          }}
          sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.25, pt: 1 }}
        >
          {children}
          {error && <RefusalAlert error={error} />}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={busy}>
          {t('dialog.cancel')}
        </Button>
        <BusyButton
          type="submit"
          form={id}
          variant="contained"
          color={danger ? 'error' : 'primary'}
          busy={busy}
          disabled={!complete}
        >
          {submitLabel ?? t('dialog.ok')}
        </BusyButton>
      </DialogActions>
    </>
  );
}
