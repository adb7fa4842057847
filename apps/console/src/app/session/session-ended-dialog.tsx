import type { ConsoleClient } from '@dewpoint/contract/browser';
import OpenInNewOutlined from '@mui/icons-material/OpenInNewOutlined';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sessionQuery } from '../../shared/api/session-query.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { browser } from './browser.ts';
import { currentPath, SIGN_IN_CHANNEL, signInUrl } from './sign-in.ts';
import type { SignOutSignal } from './sign-out-signal.ts';

export interface SessionEndedDialogProps {
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
  useReturn({ client, userId, signedOut });
  return (
    <Dialog open maxWidth="xs" aria-labelledby="session-ended-title" role="alertdialog">
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

/** Asks after the session when another tab says that it signed in, or when this tab is looked at again. */
function useReturn({ client, userId, signedOut }: SessionEndedDialogProps): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    async function look(): Promise<void> {
      const session = await queryClient
        .fetchQuery({ ...sessionQuery(client), staleTime: 0 })
        .catch(() => null);
      if (!session) return;
      // What is on screen belongs to somebody else.
      if (session.user.id !== userId) return browser.reload();
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
  }, [queryClient, client, userId, signedOut]);
}
