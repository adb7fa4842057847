import { type RawRequest, rawRequest } from './raw-request.ts';

/** A browser without a screen: keeps cookies, follows no redirect by itself, sends what browsers send of the origin. */
export class Browser {
  /** Cookies of the whole origin, by name. */
  readonly cookies = new Map<string, string>();
  /** Cookies of one path, by path and name. */
  readonly #pathCookies = new Map<string, { path: string; name: string; value: string }>();
  readonly #origin: string;
  readonly #address: string;
  /** Every Set-Cookie header seen, newest last. */
  readonly setCookies: string[] = [];

  /** @param origin what the address bar shows @param address where requests really go */
  constructor(origin: string, address: string = origin) {
    this.#origin = origin;
    this.#address = address;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, { method: 'GET', headers: { 'sec-fetch-site': 'none', ...headers } });
  }

  /** A form of one of our own pages. */
  submit(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: this.#origin, 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  /** A call of the console's script. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.send(path, {
      method,
      headers: {
        'x-dewpoint-request': '1',
        origin: this.#origin,
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Follows redirects within the origin until something else answers. */
  async follow(response: Response): Promise<Response> {
    let current = response;
    for (let hops = 0; hops < 10 && current.headers.has('location'); hops++) {
      current = await this.get(this.pathOf(current.headers.get('location') ?? ''));
    }
    return current;
  }

  pathOf(location: string): string {
    const url = new URL(location, this.#origin);
    if (url.origin !== this.#origin) throw new Error(`the browser was sent to ${url.origin}`);
    return `${url.pathname}${url.search}`;
  }

  /** Sends exactly these headers, the cookies and the host of the address bar; `fetch` would decide on some of them itself. */
  async send(path: string, init: RawRequest): Promise<Response> {
    const here = [...this.#pathCookies.values()].filter((cookie) => path.startsWith(cookie.path));
    const pairs = [...this.cookies, ...here.map(({ name, value }) => [name, value] as const)];
    const cookie = pairs.map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await rawRequest(`${this.#address}${path}`, {
      ...init,
      headers: { host: new URL(this.#origin).host, ...(cookie === '' ? {} : { cookie }), ...init.headers },
    });
    for (const header of response.headers.getSetCookie()) this.#keep(header);
    return response;
  }

  #keep(header: string): void {
    this.setCookies.push(header);
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals);
    const gone = attributes.some((a) => /^max-age=0$/i.test(a) || /^expires=thu, 01 jan 1970/i.test(a));
    const path = attributes.map((a) => /^path=(.+)$/i.exec(a)?.[1]).find((p) => p !== undefined) ?? '/';
    const value = pair.slice(equals + 1);
    if (path !== '/') {
      if (gone) this.#pathCookies.delete(`${path} ${name}`);
      else this.#pathCookies.set(`${path} ${name}`, { path, name, value });
    } else if (gone) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
