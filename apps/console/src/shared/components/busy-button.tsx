import Button, { type ButtonProps } from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';

/** A button whose act takes time. While it runs the button keeps its place and the focus, and presses of it do nothing. */
export function BusyButton({ busy, onClick, startIcon, ...rest }: ButtonProps & { readonly busy: boolean }) {
  return (
    <Button
      {...rest}
      aria-disabled={busy}
      aria-busy={busy}
      startIcon={busy ? <CircularProgress size={14} color="inherit" /> : startIcon}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
