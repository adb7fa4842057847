/** Where signing in starts; afterwards the browser comes back to `returnTo`, a path of this console. */
export function signInUrl(returnTo: string): string {
  return `/auth/login?${new URLSearchParams({ returnTo })}`;
}

/** The page now shown, as a path of this console. */
export function currentPath(): string {
  return window.location.pathname + window.location.search;
}

/** Tells other tabs of this browser that somebody has signed in. */
export const SIGN_IN_CHANNEL = 'dewpoint.session';
