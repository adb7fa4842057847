import http from 'node:http';
import { duplexPair } from 'node:stream';

export type InProcessFetch = (url: string | URL, init?: InProcessRequest) => Promise<Response>;

/** The part of `RequestInit` that OpenID clients use. */
export interface InProcessRequest {
  readonly method?: string | undefined;
  readonly headers?: ConstructorParameters<typeof Headers>[0];
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

const MAX_ANSWER_IN_BYTES = 1024 * 1024;

/**
 * A `fetch` that reaches a handler of this very process over a pair of streams. The built-in issuer and its client live on one origin:
 * with this they need no network, no certificate and no listening port to talk to each other.
 *
 * Throws `TypeError` for another origin, as `fetch` does for what it cannot reach.
 */
export function inProcessFetch(origin: string, handler: http.RequestListener): InProcessFetch {
  const server = http.createServer(handler);
  return async (input, init = {}) => {
    const url = new URL(input);
    if (url.origin !== origin) throw new TypeError(`fetch failed: ${url.origin} is not this server`);
    return send(server, url, init);
  };
}

function send(server: http.Server, url: URL, init: InProcessRequest): Promise<Response> {
  const body = bodyBytes(init.body);
  const headers = new Headers(init.headers);
  if (init.body instanceof URLSearchParams && !headers.has('content-type'))
    headers.set('content-type', 'application/x-www-form-urlencoded');
  headers.set('host', url.host);
  headers.set('content-length', String(body.length));
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        method: init.method ?? 'GET',
        path: `${url.pathname}${url.search}`,
        headers: Object.fromEntries(headers),
        createConnection: () => {
          const [clientSide, serverSide] = duplexPair();
          server.emit('connection', serverSide);
          return clientSide;
        },
        ...(init.signal ? { signal: init.signal } : {}),
      },
      (answer) => collect(answer).then(resolve, reject),
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function collect(answer: http.IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_ANSWER_IN_BYTES) throw new TypeError('fetch failed: the answer is too long');
    chunks.push(chunk);
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) headers.append(name, one);
  }
  const status = answer.statusCode ?? 500;
  const bodyless = status === 204 || status === 304;
  return new Response(bodyless ? null : Buffer.concat(chunks), { status, headers });
}

function bodyBytes(body: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof URLSearchParams) return Buffer.from(body.toString());
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (body instanceof ArrayBuffer) return Buffer.from(new Uint8Array(body));
  throw new TypeError('fetch failed: the body must be text, form parameters or bytes');
}
