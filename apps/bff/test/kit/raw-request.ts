import http from 'node:http';

export interface RawRequest {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | URLSearchParams | Uint8Array;
  /** Of the request line, when it must not pass through a URL parser. */
  readonly rawPath?: string;
}

/** One HTTP request on a connection of its own, with the headers as given. */
export function rawRequest(url: string, init: RawRequest): Promise<Response> {
  const { hostname, port, pathname, search } = new URL(url);
  const body = init.body instanceof URLSearchParams ? init.body.toString() : init.body;
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(init.headers ?? {}))
    headers[name] = typeof value === 'string' ? value : [...value];
  if (init.body instanceof URLSearchParams) headers['content-type'] ??= 'application/x-www-form-urlencoded';
  if (body !== undefined && headers['transfer-encoding'] === undefined)
    headers['content-length'] ??= String(Buffer.byteLength(body));
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const request = http.request(
    {
      hostname,
      port,
      method: init.method,
      path: init.rawPath ?? `${pathname}${search}`,
      headers,
      agent: false,
    },
    (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        const out = new Headers();
        for (let i = 0; i < answer.rawHeaders.length; i += 2)
          out.append(answer.rawHeaders[i] ?? '', answer.rawHeaders[i + 1] ?? '');
        const bodyless = status === 204 || status === 304;
        resolve(new Response(bodyless ? null : Buffer.concat(chunks), { status, headers: out }));
      });
    },
  );
  request.on('error', reject);
  request.end(body);
  return promise;
}
