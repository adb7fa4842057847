import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A CloudEvent as a webhook receives it. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const isConfirmation = ({ type }: Received) => type.endsWith('SUBSCRIPTION_CONFIRMATION');

/** A real webhook on loopback, which confirms its subscriptions by echoing their tokens. */
export class Webhook implements AsyncDisposable {
  readonly #received: Received[] = [];
  /** Status that notifications are answered with. */
  status = 204;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString('utf8');
      const { id, type, data } = JSON.parse(body) as Pick<Received, 'id' | 'type' | 'data'>;
      const received = { headers: request.headers, body, id, type, data };
      this.#received.push(received);
      if (isConfirmation(received)) response.writeHead(200).end(JSON.stringify({ token: data.token }));
      else response.writeHead(this.status).end();
    });
  }

  static async start(): Promise<Webhook> {
    const webhook = new Webhook();
    await new Promise<void>((resolve) => {
      webhook.#server.listen(0, '127.0.0.1', resolve);
    });
    return webhook;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** What came beside requests to confirm. */
  get notifications(): readonly Received[] {
    return this.#received.filter((received) => !isConfirmation(received));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

/** Whether a message is signed with a secret as Standard Webhooks says. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .some((entry) => {
      const given = Buffer.from(entry.replace(/^v1,/, ''), 'base64');
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}
