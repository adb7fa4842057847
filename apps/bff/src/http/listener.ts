import { readFileSync } from 'node:fs';
import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createSecureContext } from 'node:tls';
import { type Configuration, ConfigurationError } from '../configuration/configuration.ts';
import { settings } from '../configuration/settings.ts';

/** Time in which readiness says no while everything is still answered, so that load balancers stop sending. */
const LAME_DUCK_IN_MS = 250;
/** Time that running requests have to finish after that. */
const DRAIN_LIMIT_IN_MS = 20_000;
/** Time in which clients under way send their next request on connections that they still hold. */
const BUSY_CLIENTS_LEAVE_IN_MS = 2_000;
const SWEEP_EVERY_MS = 50;

/** A listening port whose handler is set once the port, and so the public origin, is known. */
export interface Listener {
  readonly port: number;
  /** True once a shutdown has begun: readiness says no. */
  readonly isDraining: () => boolean;
  /** True once the port is closed: answers then ask their client to connect elsewhere. Not before, or it would only connect here again. */
  readonly isClosed: () => boolean;
  serve(handler: RequestListener): void;
  /** Answers what has been asked, then closes. Resolves false when requests had to be cut after 20 seconds. */
  drain(): Promise<boolean>;
}

/** Throws the system's error (`EADDRINUSE`, `EACCES`, …) when it cannot listen. */
export async function listen(configuration: Pick<Configuration, 'host' | 'port' | 'tls'>): Promise<Listener> {
  let handler: RequestListener = notReady;
  let draining = false;
  let closed = false;
  const dispatch: RequestListener = (request, response) => handler(request, response);
  const limits = { headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 };
  const { tls } = configuration;
  const server = tls
    ? https.createServer({ ...limits, ...certificateOf(tls), minVersion: 'TLSv1.2' }, dispatch)
    : http.createServer(limits, dispatch);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(configuration.port, configuration.host, resolve);
  await promise;
  server.off('error', reject);
  return {
    port: (server.address() as AddressInfo).port,
    isDraining: () => draining,
    isClosed: () => closed,
    serve: (next) => {
      handler = next;
    },
    async drain() {
      draining = true;
      await delay(LAME_DUCK_IN_MS);
      closed = true;
      return closeWhenDone(server);
    },
  };
}

/** Throws `ConfigurationError` for files that are no pair of certificate and key. */
function certificateOf({ certFile, keyFile }: NonNullable<Configuration['tls']>) {
  const names = `${settings.tlsCertFile.name}, ${settings.tlsKeyFile.name}`;
  try {
    const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    createSecureContext(pair);
    return pair;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new ConfigurationError([
      `${names} cannot be used (${reason}). Give readable PEM files: the certificate chain and the private key that belongs to it, without a passphrase.`,
    ]);
  }
}

async function closeWhenDone(server: http.Server | https.Server): Promise<boolean> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  // Only stops listening: `http.Server.close` would at once reset connections whose request is still on the way.
  net.Server.prototype.close.call(server, () => resolve());
  let cut = false;
  const limit = setTimeout(() => {
    cut = true;
    server.closeAllConnections();
  }, DRAIN_LIMIT_IN_MS);
  // Busy clients leave by themselves with their next answer, which says `Connection: close`; what is still here after that is idle.
  await Promise.race([closed, delay(BUSY_CLIENTS_LEAVE_IN_MS)]);
  // After the poll phase of the event loop, so that a request whose bytes have arrived counts as begun.
  const sweep = setInterval(() => setImmediate(() => server.closeIdleConnections()), SWEEP_EVERY_MS);
  await closed;
  clearTimeout(limit);
  clearInterval(sweep);
  return !cut;
}

const notReady: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1', 'Content-Length': '0' });
  response.end();
};
