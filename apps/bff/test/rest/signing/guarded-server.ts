import { once } from 'node:events';
import http from 'node:http';
import { OperationError, operationOf } from '@dewpoint/contract';
import type { Engine } from '@dewpoint/engine';
import { AccessKeySecret, ManualClock } from '@dewpoint/engine/testing';
import { readBody } from '../../../src/http/body.ts';
import { signatureAuthenticator } from '../../../src/rest/signing/signature-authenticator.ts';

/** Of the worked example. */
export const exampleKey = {
  access: 'AKEXAMPLE0123456789A',
  secret: 'SKexample0123456789012345678901234567890',
};
export const exampleTime = Date.UTC(2026, 0, 2, 3, 4, 5);

/** A server on 127.0.0.1 behind the product's signature check: 200 for a request that passes, else the name of the refusal. Any path will do. */
export class GuardedServer implements AsyncDisposable {
  readonly clock = new ManualClock(exampleTime);
  readonly #server: http.Server;

  private constructor(server: http.Server) {
    this.#server = server;
  }

  static async start(): Promise<GuardedServer> {
    const server = http.createServer();
    const guarded = new GuardedServer(server);
    const authenticator = signatureAuthenticator({ identity: identityOf(), clock: guarded.clock });
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
      authenticator
        .authenticate({
          request,
          requestId: 'r',
          sourceIp: '127.0.0.1',
          operation: operationOf('kms.describeKey'),
          body: () => readBody(request, 1024 * 1024),
        })
        .then(
          () => response.end('passed'),
          (error: unknown) => {
            response.statusCode = error instanceof OperationError ? error.status : 500;
            response.end(
              error instanceof OperationError ? `${error.errorName}: ${error.message}` : String(error),
            );
          },
        );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return guarded;
  }

  get host(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server does not listen');
    return `127.0.0.1:${address.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** One key, with the engine's own check of signatures. */
function identityOf(): Pick<Engine['identity'], 'resolveAccessKey' | 'admitSignedRequest'> {
  const secret = new AccessKeySecret(exampleKey.access, Buffer.from(exampleKey.secret));
  const user = {
    id: 'u',
    name: 'u',
    accountId: 'a',
    accountName: 'a',
    email: null,
    enabled: true,
    accountEnabled: true,
  };
  return {
    resolveAccessKey: async (accessKeyId) =>
      accessKeyId === exampleKey.access
        ? { accessKeyId, user, projects: [], verify: (signature, text) => secret.verify(signature, text) }
        : null,
    admitSignedRequest: async () => true,
  };
}
