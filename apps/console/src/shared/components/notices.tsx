import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Alert, { type AlertProps } from '@mui/material/Alert';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Snackbar from '@mui/material/Snackbar';
import { createContext, type PropsWithChildren, use, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Notice {
  readonly severity: 'success' | 'error' | 'info';
  readonly message: string;
  /** Offered beside the message, e.g. Undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

const PLAIN_MS = 6000;
/** Long enough to find and press the action (WCAG 2.2.1: the time also stands still under pointer and focus). */
const WITH_ACTION_MS = 20_000;

const NotifyContext = createContext<(notice: Notice) => void>(() => {});

/** Tells a result in the upper right corner, as the documents have it. */
export function useNotify(): (notice: Notice) => void {
  return use(NotifyContext);
}

export function NoticeProvider({ children }: PropsWithChildren) {
  const [shown, setShown] = useState<{ id: number; notice: Notice; open: boolean } | null>(null);
  const notify = useCallback(
    (notice: Notice) => setShown((last) => ({ id: (last?.id ?? 0) + 1, notice, open: true })),
    [],
  );
  const close = () => setShown((last) => last && { ...last, open: false });
  return (
    <NotifyContext value={notify}>
      {children}
      {shown && (
        <Snackbar
          key={shown.id}
          open={shown.open}
          autoHideDuration={shown.notice.action ? WITH_ACTION_MS : PLAIN_MS}
          onClose={(_event, reason) => {
            if (reason !== 'clickaway') close();
          }}
          anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
          sx={{ mt: { xs: 5, sm: 5 } }}
        >
          <NoticeAlert notice={shown.notice} onClose={close} />
        </Snackbar>
      )}
    </NotifyContext>
  );
}

interface NoticeAlertProps extends Pick<AlertProps, 'ref' | 'style'> {
  readonly notice: Notice;
  readonly onClose: () => void;
}

/** The transition of the snackbar hands it a reference and styles. */
function NoticeAlert({ notice, onClose, ref, style }: NoticeAlertProps) {
  const { t } = useTranslation();
  const { severity, message, action } = notice;
  return (
    <Alert
      ref={ref}
      style={style}
      severity={severity}
      role={severity === 'error' ? 'alert' : 'status'}
      variant="outlined"
      sx={{ bgcolor: 'background.paper', boxShadow: (theme) => theme.palette.floatShadow, alignItems: 'center' }}
      action={
        <>
          {action && (
            <Button
              size="small"
              onClick={() => {
                onClose();
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton aria-label={t('dialog.close')} onClick={onClose} color="inherit">
            <CloseOutlined fontSize="small" />
          </IconButton>
        </>
      }
    >
      {message}
    </Alert>
  );
}
