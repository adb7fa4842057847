import { lazy, Suspense, useSyncExternalStore } from 'react';
import type { SessionEndedDialogProps } from './session-ended-dialog.tsx';

const load = () => import('./session-ended-dialog.tsx');
const SessionEndedDialog = lazy(async () => ({ default: (await load()).SessionEndedDialog }));

/** Brings up the dialog when the session has ended. */
export function SessionEnd(props: SessionEndedDialogProps) {
  const { subscribe, isRaised } = props.signedOut;
  const ended = useSyncExternalStore(subscribe, isRaised);
  return <Suspense>{ended && <SessionEndedDialog {...props} />}</Suspense>;
}
