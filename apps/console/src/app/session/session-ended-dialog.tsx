import type { ConsoleClient } from '@dewpoint/contract/client';
import OpenInNewOutlined from '@mui/icons-material/OpenInNewOutlined';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../shared/api/session-query.ts';
import { currentPath, SIGN_IN_CHANNEL, signInUrl } from './sign-in.ts';
import type { SignOutSignal } from './sign-out-signal.ts';

interface SessionEndedDialogProps {
  readonly client: ConsoleClient;
  readonly userId: string;
  readonly signedOut: SignOutSignal;
}

/**
 * Stands over the page when the session has ended. Sign-in happens in another tab, so that nothing typed here is lost; when it is done
 * the dialog goes away by itself.
 */
export function SessionEndedDialog({ client, userId, signedOut }: SessionEndedDialogProps) {
  const { t } = useTranslation();
  const open = useSyncExternalStore(signedOut.subscribe, signedOut.isRaised);
  useReturn(open, { client, userId, signedOut });
  return (
    <Dialog open={open} maxWidth="xs" aria-labelledby="session-ended-title" role="alertdialog">
      <DialogTitle id="session-ended-title">{t('session.ended')}</DialogTitle>
      <DialogContent>
        <DialogContentText>{t('session.endedWhy')}</DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button
          variant="contained"
          component="a"
          href={signInUrl(currentPath())}
          target="_blank"
          rel="noopener"
          endIcon={<OpenInNewOutlined />}
          autoFocus
        >
          {t('session.signInAgain')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** While the dialog is open: asks after the session when another tab says that it signed in, or when this tab is looked at again. */
function useReturn(open: boolean, { client, userId, signedOut }: SessionEndedDialogProps): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!open) return;
    async function look(): Promise<void> {
      const session = await queryClient.fetchQuery({ ...sessionQuery(client), staleTime: 0 }).catch(() => null);
      if (!session) return;
      // What is on screen belongs to somebody else.
      if (session.user.id !== userId) return window.location.reload();
      signedOut.lower();
      void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    }
    const channel = new BroadcastChannel(SIGN_IN_CHANNEL);
    channel.onmessage = () => void look();
    const onFocus = () => void look();
    window.addEventListener('focus', onFocus);
    return () => {
      channel.close();
      window.removeEventListener('focus', onFocus);
    };
  }, [open, queryClient, client, userId, signedOut]);
}
