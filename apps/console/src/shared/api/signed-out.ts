import { createContext, use } from 'react';

/** Tells the shell that a call was refused because the session is over. Queries and mutations tell it by themselves. */
export const SignedOutContext = createContext<() => void>(() => {});

export function useSignedOut(): () => void {
  return use(SignedOutContext);
}
