import type { IncomingMessage } from 'node:http';

/** Value of one cookie of the request; undefined when absent or sent more than once (somebody planted a second one). */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const header = request.headers.cookie;
  if (header === undefined) return undefined;
  let found: string | undefined;
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals < 0 || part.slice(0, equals).trim() !== name) continue;
    if (found !== undefined) return undefined;
    found = part.slice(equals + 1).trim();
  }
  return found;
}

/**
 * One cookie of the product: HttpOnly, SameSite=Lax (the provider sends the browser back by a cross-site GET), for the whole origin;
 * over HTTPS also Secure and named `__Host-…`, so that no other host can plant it (RFC 6265bis 4.1.3.2).
 */
export class OwnCookie {
  readonly name: string;
  readonly #attributes: string;

  constructor(https: boolean, names: { https: `__Host-${string}`; http: string }) {
    this.name = https ? names.https : names.http;
    this.#attributes = `Path=/; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`;
  }

  read(request: IncomingMessage): string | undefined {
    return cookieOf(request, this.name);
  }

  /** Header value that sets it; without an age it ends with the browser. */
  set(value: string, maxAgeInSeconds?: number): string {
    const age = maxAgeInSeconds === undefined ? '' : `; Max-Age=${maxAgeInSeconds}`;
    return `${this.name}=${value}; ${this.#attributes}${age}`;
  }

  clear(): string {
    return this.set('', 0);
  }
}

export function sessionCookie(https: boolean): OwnCookie {
  return new OwnCookie(https, { https: '__Host-dewpoint', http: 'dewpoint_session' });
}

/** Binds sign-ins under way to the browser that began them. */
export function signInCookie(https: boolean): OwnCookie {
  return new OwnCookie(https, { https: '__Host-dewpoint-signin', http: 'dewpoint_signin' });
}
