import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Alert, { type AlertProps } from '@mui/material/Alert';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Snackbar from '@mui/material/Snackbar';
import { useTranslation } from '../i18n/use-translation.ts';
import type { Notice } from './notices.tsx';

const PLAIN_MS = 6000;
/** Long enough to find and press the action; the time stands still under pointer and focus (WCAG 2.2.1). */
const WITH_ACTION_MS = 20_000;

interface NoticeBarProps {
  readonly notice: Notice;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function NoticeBar({ notice, open, onClose }: NoticeBarProps) {
  return (
    <Snackbar
      open={open}
      autoHideDuration={notice.action ? WITH_ACTION_MS : PLAIN_MS}
      onClose={(_event, reason) => {
        if (reason !== 'clickaway') onClose();
      }}
      anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
      // Upper right, as the documents have it, but in the free part of the bar: page actions and account stay in reach.
      sx={{ top: { xs: 'auto', sm: 3 }, bottom: { xs: 8, sm: 'auto' }, right: { sm: 204 } }}
    >
      <NoticeAlert notice={notice} onDismiss={onClose} />
    </Snackbar>
  );
}

interface NoticeAlertProps extends Pick<AlertProps, 'ref' | 'style'> {
  readonly notice: Notice;
  readonly onDismiss: () => void;
}

/** The transition of the snackbar hands it a reference and styles. */
function NoticeAlert({ notice, onDismiss, ref, style }: NoticeAlertProps) {
  const { t } = useTranslation();
  const { severity, message, action } = notice;
  return (
    <Alert
      ref={ref}
      style={style}
      severity={severity}
      role={severity === 'error' ? 'alert' : 'status'}
      variant="outlined"
      sx={{
        bgcolor: 'background.paper',
        boxShadow: (theme) => theme.palette.floatShadow,
        alignItems: 'center',
      }}
      action={
        <>
          {action && (
            <Button
              size="small"
              onClick={() => {
                onDismiss();
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton aria-label={t('dialog.close')} onClick={onDismiss} color="inherit">
            <CloseOutlined fontSize="small" />
          </IconButton>
        </>
      }
    >
      {message}
    </Alert>
  );
}
