import type { ConsoleClient } from '@dewpoint/contract/browser';
import CloudOffOutlined from '@mui/icons-material/CloudOffOutlined';
import WorkspacesOutlined from '@mui/icons-material/WorkspacesOutlined';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { type PropsWithChildren, useCallback, useEffect, useMemo } from 'react';
import { ProjectApiContext, type Session } from '../../shared/api/project-api.ts';
import { isSignedOut } from '../../shared/api/query-client.ts';
import { refusalOf } from '../../shared/api/refusal.ts';
import { sessionQuery } from '../../shared/api/session-query.ts';
import { SignedOutContext } from '../../shared/api/signed-out.ts';
import { Panel } from '../../shared/components/panel.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { Shell } from '../shell/shell.tsx';
import { ShellSkeleton } from '../shell/shell-skeleton.tsx';
import { browser } from './browser.ts';
import { SessionEnd } from './session-end.tsx';
import { currentPath, SIGN_IN_CHANNEL, signInUrl } from './sign-in.ts';
import type { SignOutSignal } from './sign-out-signal.ts';

interface SessionGateProps extends PropsWithChildren {
  readonly client: ConsoleClient;
  readonly signedOut: SignOutSignal;
}

/** Lets in who is signed in; sends everybody else to the sign-in page and back to where they wanted to go. */
export function SessionGate({ client, signedOut, children }: SessionGateProps) {
  const session = useQuery(sessionQuery(client));
  if (session.data) {
    return (
      <SignedIn client={client} session={session.data} signedOut={signedOut}>
        {children}
      </SignedIn>
    );
  }
  if (session.error && !isSignedOut(session.error)) {
    return <SessionFailed error={session.error} onRetry={() => void session.refetch()} />;
  }
  return (
    <>
      {session.error && <GoToSignIn />}
      <ShellSkeleton />
    </>
  );
}

function GoToSignIn() {
  useEffect(() => browser.replace(signInUrl(currentPath())), []);
  return null;
}

function SessionFailed({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Panel
      role="alert"
      icon={<CloudOffOutlined />}
      title={t('session.failed')}
      titleIs="h1"
      actions={
        <Button variant="contained" onClick={onRetry}>
          {t('refusal.retry')}
        </Button>
      }
    >
      {refusalOf(error).message}
    </Panel>
  );
}

interface SignedInProps extends SessionGateProps {
  readonly session: Session;
}

function SignedIn({ client, session, signedOut, children }: SignedInProps) {
  const { t } = useTranslation();
  const projectId = session.project?.id;
  const api = useMemo(
    () => (projectId === undefined ? null : { client: client.forProject(projectId), session, projectId }),
    [client, session, projectId],
  );
  const raise = useCallback(() => signedOut.raise(), [signedOut]);
  useEffect(() => {
    const channel = new BroadcastChannel(SIGN_IN_CHANNEL);
    channel.postMessage(session.user.id);
    channel.close();
  }, [session.user.id]);
  return (
    <ProjectApiContext value={api}>
      <Shell session={session}>
        {api ? (
          <SignedOutContext value={raise}>{children}</SignedOutContext>
        ) : (
          <Panel icon={<WorkspacesOutlined />} title={t('session.noProject')} titleIs="h1">
            {t('session.noProjectWhy')}
          </Panel>
        )}
      </Shell>
      <SessionEnd client={client} userId={session.user.id} signedOut={signedOut} />
    </ProjectApiContext>
  );
}
