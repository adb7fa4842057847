import type { ConsoleOperationId, OperationWireInput, OperationWireOutput } from './catalogue.ts';
import { ApiError, NetworkError, ProtocolError } from './client-errors.ts';
import type { ErrorBody } from './error-body.ts';
import {
  bindingOf,
  fullPath,
  inputPlaceholders,
  type Placed,
  projectPlaceholder,
  sendsBody,
} from './surface.ts';

export interface ConsoleClientOptions {
  /** The browser's `fetch`, or one of a test. */
  readonly fetch: typeof globalThis.fetch;
  /** Origin of the product; "" for the page's own. */
  readonly baseUrl: string;
  /** Project that project-scoped calls act inside of; null before it is known. */
  readonly projectId: string | null;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** A file that the server made, under the name that it gave it. */
export interface DownloadedFile {
  readonly fileName: string;
  readonly content: Blob;
}

/**
 * Calls operations of the console surface. It validates nothing and logs nothing: the server does the first, and inputs hold secrets.
 *
 * In a browser, zod must run with `z.config({ jitless: true })`, set before the first schema is used: the console's
 * Content-Security-Policy forbids the `new Function` that zod otherwise compiles its parsers with.
 */
export interface ConsoleClient {
  /**
   * Resolves with the answer as it travels (camelCase). Rejects with `ApiError` when the server refuses, `NetworkError` when it was
   * not reached or not heard to the end, `ProtocolError` when what answered is not this API, and the signal's reason when aborted.
   */
  call<Id extends ConsoleOperationId>(
    id: Id,
    input: OperationWireInput<Id>,
    options?: CallOptions,
  ): Promise<OperationWireOutput<Id>>;
  /** What an operation answers as a file: its bytes are not looked at. Rejects as `call` does. */
  download<Id extends ConsoleOperationId>(
    id: Id,
    input: OperationWireInput<Id>,
    options?: CallOptions,
  ): Promise<DownloadedFile>;
  /** The same client inside another project. */
  forProject(projectId: string): ConsoleClient;
}

/** A client that looks up in `placeOf` where an operation is offered: in the catalogue, or in a table drawn from it. */
export function createClientOver(
  placeOf: (id: ConsoleOperationId) => Placed,
  options: ConsoleClientOptions,
): ConsoleClient {
  return {
    async call(id, input, { signal } = {}) {
      const request = requestOf(placeOf(id), input, options);
      const response = await send(options.fetch, request, signal);
      return readAnswer(response, signal);
    },
    async download(id, input, { signal } = {}) {
      const response = await send(options.fetch, requestOf(placeOf(id), input, options), signal);
      return response.ok ? readFile(response, signal) : readAnswer(response, signal);
    },
    forProject: (projectId) => createClientOver(placeOf, { ...options, projectId }),
  };
}

interface OutgoingRequest {
  readonly url: string;
  readonly init: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
}

/** URL, headers and body of a call. Throws `TypeError` for calls that the caller could not have meant. */
function requestOf(
  operation: Placed,
  input: Readonly<Record<string, unknown>>,
  { baseUrl, projectId }: ConsoleClientOptions,
): OutgoingRequest {
  const binding = bindingOf(operation, 'console');
  if (!binding) throw new TypeError(`contract: ${operation.id} is not offered on the console surface`);
  if (operation.scope === 'project' && projectId === null) {
    throw new TypeError(`contract: ${operation.id} acts inside a project; call forProject first`);
  }
  const rest: Record<string, unknown> = { ...input };
  let path = fullPath(operation, 'console');
  if (projectId !== null) path = fill(path, projectPlaceholder.console, projectId);
  for (const name of inputPlaceholders(operation, 'console')) {
    path = fill(path, name, take(operation, rest, name));
  }
  const query = new URLSearchParams();
  const inQuery = sendsBody(binding) ? (binding.queryFields ?? []) : Object.keys(rest);
  for (const name of inQuery) {
    const value = rest[name];
    delete rest[name];
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) query.append(name, String(item));
    }
  }
  const headers = { Accept: 'application/json', 'X-Dewpoint-Request': '1' };
  return {
    url: `${baseUrl}${path}${query.size > 0 ? `?${query}` : ''}`,
    init: sendsBody(binding)
      ? {
          method: binding.method,
          headers: { ...headers, 'Content-Type': 'application/json' },
          body: JSON.stringify(rest),
        }
      : { method: binding.method, headers },
  };
}

function fill(path: string, placeholder: string, value: string): string {
  return path.replace(`{${placeholder}}`, () => encodeURIComponent(value));
}

function take(operation: Placed, input: Record<string, unknown>, name: string): string {
  const value = input[name];
  delete input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new TypeError(`contract: ${operation.id} needs ${name} as text that is not empty`);
}

async function send(
  fetch: typeof globalThis.fetch,
  { url, init }: OutgoingRequest,
  signal: AbortSignal | undefined,
): Promise<Response> {
  try {
    return await fetch(url, {
      ...init,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new NetworkError(error);
  }
}

async function readFile(response: Response, signal: AbortSignal | undefined): Promise<DownloadedFile> {
  const disposition = response.headers.get('Content-Disposition') ?? '';
  const fileName = /filename="([^"]+)"/.exec(disposition)?.[1];
  if (fileName === undefined) throw new ProtocolError(response.status);
  try {
    return { fileName, content: await response.blob() };
  } catch (error) {
    signal?.throwIfAborted();
    throw new NetworkError(error);
  }
}

async function readAnswer<Output>(response: Response, signal: AbortSignal | undefined): Promise<Output> {
  let text: string;
  try {
    text = await response.text();
  } catch (error) {
    signal?.throwIfAborted();
    throw new NetworkError(error);
  }
  const body = text === '' ? {} : parsed(text);
  if (response.ok && body !== undefined) return body as Output;
  throw response.ok ? new ProtocolError(response.status) : refusalIn(response, body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusalIn(response: Response, body: unknown): ApiError | ProtocolError {
  if (!isErrorBody(body)) return new ProtocolError(response.status);
  const { error_code, error_msg, error_field, error_explanation, request_id } = body;
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new ApiError({
    status: response.status,
    code: error_code,
    message: error_msg,
    field: error_field ?? null,
    requestId: request_id,
    explanation: error_explanation ?? null,
    retryAfterInSeconds: Number.isFinite(seconds) ? seconds : null,
  });
}

/** By hand, because the schema would bring zod into the first script of the console. */
function isErrorBody(body: unknown): body is Omit<ErrorBody, 'error'> {
  if (!hasText(body, ['error_code', 'error_msg', 'request_id'])) return false;
  const { error_field: field, error_explanation: explanation } = body;
  return (
    (field === undefined || typeof field === 'string') &&
    (explanation === undefined || hasText(explanation, ['action', 'reason', 'remedy']))
  );
}

function hasText(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => name in value && typeof Reflect.get(value, name) === 'string')
  );
}
