import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { OperationError } from '@dewpoint/contract';

export interface BodyLimits {
  readonly maxBytes: number;
  /** Nesting of objects and arrays in JSON. */
  readonly maxDepth: number;
}

/** The REST surface takes imported material and batches; the console sends less. */
export const restBodyLimits: BodyLimits = { maxBytes: 1024 * 1024, maxDepth: 32 };
export const consoleBodyLimits: BodyLimits = { maxBytes: 256 * 1024, maxDepth: 32 };

/** Guarantees: no more than `maxBytes` of a body are ever held; a longer one is refused as soon as that is known. Throws `bodyTooLong`. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const declared = request.headers['content-length'];
  if (declared !== undefined && Number(declared) > maxBytes) return Promise.reject(tooLong(maxBytes));
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let rest: Buffer[] | undefined;
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) {
        first = rest = undefined;
        reject(tooLong(maxBytes));
      } else if (first === undefined) first = chunk;
      else {
        rest ??= [first];
        rest.push(chunk);
      }
    });
    request.on('end', () => resolve(rest ? Buffer.concat(rest, length) : (first ?? Buffer.alloc(0))));
    request.on('error', reject);
    request.on('aborted', () => reject(new ClientGoneError()));
  });
}

/** The client hung up before its request was whole; there is nobody to answer. */
export class ClientGoneError extends Error {
  constructor() {
    super('the client closed the connection before the request was complete');
    this.name = 'ClientGoneError';
  }
}

function tooLong(maxBytes: number): OperationError {
  return new OperationError('bodyTooLong', {
    message: `The request body is too long. Send at most ${maxBytes} bytes.`,
  });
}

/**
 * Guarantees: JSON in UTF-8 within the depth limit, or undefined for an absent body; names such as `__proto__` are plain data
 * (`JSON.parse` makes own properties of them, and the codec copies only the fields it knows).
 * Throws `mediaTypeUnsupported`, `bodyMalformed`.
 */
export function parseJsonBody(request: IncomingMessage, body: Buffer, limits: BodyLimits): unknown {
  if (body.length === 0) return undefined;
  requireJsonType(request.headers['content-type']);
  requireDepth(body, limits.maxDepth);
  if (!isUtf8(body)) throw new OperationError('bodyMalformed', { message: 'The request body is not UTF-8.' });
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new OperationError('bodyMalformed');
  }
}

function requireJsonType(contentType: string | undefined): void {
  if (contentType === 'application/json') return;
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith('charset='));
  const utf8Charset = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (!/^application\/([a-z0-9.!#$&^_-]+\+)?json$/.test(type.trim()) || !utf8Charset)
    throw new OperationError('mediaTypeUnsupported');
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside of strings before anything is built, so that a deep body costs no stack and no memory. */
function requireDepth(body: Buffer, maxDepth: number): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth)
        throw new OperationError('bodyMalformed', {
          message: `The request body is nested too deeply. Send at most ${maxDepth} levels.`,
        });
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
}
