import { NetworkError, ProtocolError } from '@dewpoint/contract/browser';

/**
 * Ends the session and says where the browser must go to end it at the OpenID provider too.
 * Throws `NetworkError` or `ProtocolError` when the session may still be alive.
 */
export async function signOut(): Promise<string> {
  let response: Response;
  try {
    response = await window.fetch('/auth/logout', {
      method: 'POST',
      headers: { Accept: 'application/json', 'X-Dewpoint-Request': '1' },
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch (error) {
    throw new NetworkError(error);
  }
  // Nobody was signed in any more: what was asked for is so.
  if (response.status === 401) return '/';
  const body: unknown = response.ok ? await response.json().catch(() => null) : null;
  if (typeof body === 'object' && body !== null && 'location' in body && typeof body.location === 'string') {
    return body.location;
  }
  throw new ProtocolError(response.status);
}
