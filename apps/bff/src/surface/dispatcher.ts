import type { IncomingMessage, RequestListener } from 'node:http';
import { matchRoute, OperationError, type SurfaceName } from '@dewpoint/contract';
import { answerOfError } from '../http/error-answer.ts';
import { newRequestId } from '../http/request-id.ts';
import type { HttpMetrics } from '../operations/http-metrics.ts';
import { answerCall, type CallParts } from './answer-call.ts';
import { type AnswerParts, sendAnswer } from './send-answer.ts';

export interface SurfaceParts extends CallParts, AnswerParts {
  readonly surface: SurfaceName;
  readonly metrics: HttpMetrics;
}

/**
 * One surface of the API, generated from the catalogue: every request is routed, answered once, counted and logged.
 *
 * A plain `node:http` listener: measurements showed body parser, response helpers and header middleware of Express at more than the
 * cryptography, and this is the hot path.
 */
export function createSurface(parts: SurfaceParts): RequestListener {
  return (request, response) => {
    const started = performance.now();
    const requestId = newRequestId();
    const method = request.method ?? '';
    const match = matchRoute(parts.surface, method, pathOf(request));
    const route = match.kind === 'found' ? match.entry.operationId : match.kind;
    parts.metrics.begin();
    // Also reached when the client is gone before the answer is whole.
    response.on('close', () => {
      const durationInMs = performance.now() - started;
      parts.metrics.end(parts.surface, response.statusCode, durationInMs);
      parts.log.request({ requestId, method, route, status: response.statusCode, durationInMs });
    });
    const refuse = (error: unknown, headers: Readonly<Record<string, string>> = {}) => {
      const answer = answerOfError(error, requestId, parts.log, parts.surface);
      sendAnswer(parts, response, requestId, { ...answer, headers: { ...answer.headers, ...headers } });
    };
    if (match.kind === 'found') {
      answerCall(parts, request, requestId, match.entry, match.values).then(
        (answer) => sendAnswer(parts, response, requestId, answer),
        refuse,
      );
    } else if (match.kind === 'wrongMethod') {
      refuse(new OperationError('methodNotAllowed'), { Allow: match.allowed.join(', ') });
    } else {
      refuse(new OperationError('apiUnknown', match.kind === 'notServed' ? { message: match.message } : {}));
    }
  };
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '';
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
