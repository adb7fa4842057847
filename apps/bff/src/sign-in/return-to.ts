/** Where to go after sign-in: a path of our own origin, or `/` for anything else (an open redirect would lend our name to others). */
export function safeReturnTo(wanted: unknown, publicOrigin: string): string {
  if (typeof wanted !== 'string' || wanted.length > 2048 || !/^\/(?![/\\])/.test(wanted)) return '/';
  if (!URL.canParse(wanted, publicOrigin)) return '/';
  const url = new URL(wanted, publicOrigin);
  if (url.origin !== publicOrigin || /^\/(auth|oidc|console)(\/|$)/.test(url.pathname)) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
