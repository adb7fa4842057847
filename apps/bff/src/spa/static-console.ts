import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, type Router } from 'express';
import { consolePolicy, newNonce } from '../http/security-headers.ts';

const NONCE_PLACE = '__CSP_NONCE__';

/** First path segments that belong to APIs and never answer with the page. */
const apiSegments = new Set([
  'console',
  'auth',
  'oidc',
  'healthz',
  'readyz',
  'metrics',
  'openapi.json',
  'versions',
]);

/**
 * The built console. Guarantees: hashed assets may be kept for ever, the page never, and it comes with a policy and a nonce of its own;
 * the page stands in for client-side routes only, never for a missing file or an unknown API path.
 */
export function staticConsole(distFolder: string): Router {
  const router = express.Router();
  const indexFile = join(distFolder, 'index.html');
  if (!existsSync(indexFile)) {
    router.get('/', notBuilt);
    return router;
  }
  const page = readFileSync(indexFile, 'utf8').split(NONCE_PLACE);
  const sendPage: RequestHandler = (_request, response) => {
    const nonce = newNonce();
    response.setHeader('Content-Security-Policy', consolePolicy(nonce));
    response.type('html').send(page.join(nonce));
  };
  router.get(['/', '/index.html'], sendPage);
  router.use(
    express.static(distFolder, {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (response, path) => {
        const hashed = path.startsWith(join(distFolder, 'assets'));
        response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.use((request, response, next) => {
    const [, first = '', ...rest] = request.path.split('/');
    const last = rest.at(-1) ?? first;
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    const isFile = first === 'assets' || last.includes('.') || /%2f|%5c|\.\./i.test(request.path);
    if (!isPage || isFile || apiSegments.has(first)) next();
    else sendPage(request, response, next);
  });
  return router;
}

const notBuilt: RequestHandler = (_request, response) => {
  response
    .status(503)
    .type('text')
    .send(
      'The console is not built. Run "pnpm build" (or start the product with "npm start", which builds it) and load this page again. The API works without it.\n',
    );
};
