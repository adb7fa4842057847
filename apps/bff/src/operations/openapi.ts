import { createOpenApiDocument } from '@dewpoint/contract';
import type { RequestHandler } from 'express';

/** Guarantees: `/openapi.json` describes exactly the routes that are served, since both come from the catalogue (OPS-05). */
export function openApi(publicOrigin: string, version: string): RequestHandler {
  let document: string | undefined;
  return (_request, response) => {
    document ??= JSON.stringify(createOpenApiDocument({ version, serverUrl: publicOrigin }));
    response.setHeader('Cache-Control', 'no-cache');
    response.type('json').send(document);
  };
}
