import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The CloudEvent in the body. */
  readonly event: CloudEvent;
}

export interface CloudEvent {
  readonly specversion: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a webhook answers; a request to confirm is answered by echoing its token unless it says otherwise. */
export type Behaviour = (received: Received) => Reply | 'no answer';

export const isConfirmation = ({ event }: Received) => event.type.endsWith('SUBSCRIPTION_CONFIRMATION');
export const echo: Behaviour = (received) =>
  isConfirmation(received)
    ? { status: 200, body: JSON.stringify({ token: received.event.data.token }) }
    : { status: 204 };

/** A real webhook on loopback. */
export class Receiver implements AsyncDisposable {
  readonly received: Received[] = [];
  behaviour: Behaviour = echo;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Receiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const event: CloudEvent = JSON.parse(text);
        const entry = { path: request.url ?? '', headers: request.headers, text, event };
        receiver.received.push(entry);
        const reply = receiver.behaviour(entry);
        if (reply !== 'no answer') response.writeHead(reply.status, reply.headers).end(reply.body);
      });
    });
    const receiver = new Receiver(server);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return receiver;
  }

  url(path = '/hook'): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** What came beside requests to confirm. */
  get notifications(): readonly Received[] {
    return this.received.filter((received) => !isConfirmation(received));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
