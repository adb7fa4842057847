import type { ServerResponse } from 'node:http';
import type { Answer } from '@dewpoint/contract';

export interface AnswerParts {
  /** Flat list of the headers of every answer, computed once. */
  readonly headers: readonly string[];
  /** True once the port is closed: answers then ask the client to connect anew. */
  readonly isClosed: () => boolean;
}

/** Writes an answer of the API: JSON, never stored, with the ID of the request. */
export function sendAnswer(
  parts: AnswerParts,
  response: ServerResponse,
  requestId: string,
  answer: Answer,
): void {
  if (response.destroyed) return;
  const headers = [...parts.headers, 'X-Request-Id', requestId];
  for (const name in answer.headers) headers.push(name, answer.headers[name] ?? '');
  if (parts.isClosed()) headers.push('Connection', 'close');
  if (answer.file !== undefined) {
    sendText(response, answer.status, headers, answer.file.mediaType, answer.file.content);
    return;
  }
  if (answer.body === undefined) {
    if (answer.status !== 204) headers.push('Content-Length', '0');
    response.writeHead(answer.status, headers);
    response.end();
    return;
  }
  sendText(response, answer.status, headers, 'application/json', JSON.stringify(answer.body));
}

function sendText(
  response: ServerResponse,
  status: number,
  headers: string[],
  mediaType: string,
  body: string,
): void {
  headers.push('Content-Type', mediaType, 'Content-Length', String(Buffer.byteLength(body)));
  response.writeHead(status, headers);
  response.end(body);
}
