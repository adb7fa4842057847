import type { Engine } from '@dewpoint/engine';
import type { RequestHandler } from 'express';

/** Guarantees: `/healthz` answers 200 while the process can answer at all. */
export const healthz: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

/** Guarantees: `/readyz` answers 200 only while every part works and no shutdown has begun, and names the part that does not (OPS-03). */
export function readyz(engine: Pick<Engine, 'health'>, isDraining: () => boolean): RequestHandler {
  return async (_request, response) => {
    const health = await engine.health();
    const ready = health.ready && !isDraining();
    const status = isDraining() ? 'shutting down' : ready ? 'ready' : 'not ready';
    response.status(ready ? 200 : 503).json({ status, parts: health.parts });
  };
}
