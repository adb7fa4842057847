import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A CloudEvent that came. */
export interface Arrived {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A webhook on loopback; tests await what arrives, however long that takes. */
export class Webhook {
  readonly server = createServer((request, response) => this.#take(request, response));
  readonly #arrived: Arrived[] = [];
  #wake: (() => void) | undefined;
  /** Whether notifications are answered; requests to confirm always are, without an echo. */
  answering = true;
  /** Status of the answer to a notification. */
  statusOf: (arrived: Arrived) => number = () => 204;

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async next(): Promise<Arrived> {
    for (;;) {
      const first = this.#arrived.shift();
      if (first !== undefined) return first;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const event: Arrived = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const asked = event.type.includes('CONFIRMATION');
      if (this.answering || asked) response.writeHead(asked ? 204 : this.statusOf(event)).end();
      this.#arrived.push(event);
      this.#wake?.();
    });
  }
}
