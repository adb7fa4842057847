import type { RequestHandler } from 'express';
import { requestIdOf } from '../http/request-id.ts';
import type { Log } from '../log/log.ts';
import type { HttpMetrics } from './http-metrics.ts';

/** Guarantees: every request that Express answers is counted once and leaves one line, which names the address only as far as it is ours. */
export function recordRequest(log: Log, metrics: HttpMetrics, isClosed: () => boolean): RequestHandler {
  return function record(request, response, next) {
    const started = performance.now();
    metrics.begin();
    if (isClosed()) response.setHeader('Connection', 'close');
    response.on('close', () => {
      const durationInMs = performance.now() - started;
      metrics.end('page', response.statusCode, durationInMs);
      log.request({
        requestId: requestIdOf(request),
        method: request.method,
        route: `/${request.path.split('/')[1] ?? ''}`,
        status: response.statusCode,
        durationInMs,
      });
    });
    next();
  };
}
