import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { OperationError, parseJsonBody } from '@dewpoint/contract';

/** Longest bodies in bytes: the REST surface takes imported material and tag batches; the console sends less; forms least. */
export const bodyLimitInBytes = { rest: 1024 * 1024, console: 256 * 1024 } as const;

const EMPTY = Buffer.alloc(0);

/**
 * Guarantees: no more than `maxBytes` of a body are ever held; of a longer one the rest is read and dropped, so that the client can hear
 * the refusal. Throws `bodyTooLong`, or `ClientGoneError` when the client hung up.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let length = 0;
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) reject(tooLong(maxBytes));
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) {
        first = more = undefined;
        reject(tooLong(maxBytes));
      } else if (first === undefined) first = chunk;
      else {
        more ??= [first];
        more.push(chunk);
      }
    });
    request.on('end', () => resolve(more ? Buffer.concat(more, length) : (first ?? EMPTY)));
    request.on('error', () => reject(new ClientGoneError()));
    request.on('close', () => {
      if (!request.complete) reject(new ClientGoneError());
    });
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
 * Guarantees: what is taken for JSON was sent as JSON in UTF-8; an empty body is an empty object and needs no type.
 * Throws `mediaTypeUnsupported`, `bodyMalformed`.
 */
export function jsonOf(request: IncomingMessage, body: Buffer): unknown {
  if (body.length === 0) return {};
  requireJsonType(request.headers['content-type']);
  if (!isUtf8(body)) throw new OperationError('bodyMalformed');
  return parseJsonBody(body.toString('utf8'));
}

function requireJsonType(contentType: string | undefined): void {
  if (contentType === 'application/json') return;
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith('charset='));
  const isUtf8Charset = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (!/^application\/([a-z0-9.!#$&^_-]+\+)?json$/.test(type.trim()) || !isUtf8Charset)
    throw new OperationError('mediaTypeUnsupported');
}
