import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ProductProcess } from '../kit/process.ts';
import { adminPassword } from '../kit/product.ts';
import { rawRequest } from '../kit/raw-request.ts';

interface Arrived {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A webhook on loopback; tests await what arrives, however long that takes. */
class Webhook {
  readonly server = createServer((request, response) => this.#take(request, response));
  readonly #arrived: Arrived[] = [];
  #wake: (() => void) | undefined;
  /** Whether notifications are answered; requests to confirm always are, without an echo. */
  answering = true;

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
      if (this.answering || event.type.includes('CONFIRMATION')) response.writeHead(204).end();
      this.#arrived.push(event);
      this.#wake?.();
    });
  }
}

/** A program that talks to a running product with a token. */
async function clientOf(address: string) {
  const response = await rawRequest(`${address}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'admin', password: adminPassword, domain: { name: 'default' } } },
        },
        scope: { project: { name: 'local-1' } },
      },
    }),
  });
  const token = response.headers.get('x-subject-token') ?? '';
  const body = (await response.json()) as { token: { project: { id: string } } };
  const { id } = body.token.project;
  return async (method: string, path: string, fields?: unknown) => {
    const answer = await rawRequest(`${address}${path.replace('{project_id}', id)}`, {
      method,
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      ...(fields === undefined ? {} : { body: JSON.stringify(fields) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
}

const environment = { DEWPOINT_EGRESS_ALLOW: '127.0.0.1' };

describe('deliveries of the whole product', { timeout: 120_000 }, () => {
  const closers: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  it('EVT-02 EVT-03 a webhook is confirmed by its link, and kill -9 between commit and delivery loses nothing', async () => {
    const webhook = new Webhook();
    const endpoint = await webhook.start();
    closers.push(() => webhook.close());
    const first = ProductProcess.spawn(environment);
    closers.push(() => first[Symbol.asyncDispose]());
    const call = await clientOf(await first.ready());

    const topics = '/v2/{project_id}/notifications/topics';
    const refused = await call('POST', topics, { name: 'a b', display_name: '' });
    expect(refused).toMatchObject({ status: 400, body: { code: 'SMN.0002', error_code: 'SMN.0002' } });
    const made = await call('POST', topics, { name: 'ops', display_name: 'Ops' });
    expect(made).toMatchObject({
      status: 201,
      body: { request_id: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    const urn = String(made.body.topic_urn);
    const added = await call('POST', `${topics}/${urn}/subscriptions`, { protocol: 'http', endpoint });
    expect(added.status).toBe(201);
    const inner = { protocol: 'http', endpoint: 'http://127.0.0.2/' };
    expect(await call('POST', `${topics}/${encodeURIComponent(urn)}/subscriptions`, inner)).toMatchObject({
      status: 400,
      body: { code: 'SMN.0012' },
    });

    const asked = await webhook.next();
    const link = new URL(String(asked.data.confirmationUrl));
    const page = await rawRequest(`${await first.ready()}${link.pathname}${link.search}`, { method: 'GET' });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('The subscription is confirmed');
    const wrong = await rawRequest(`${await first.ready()}${link.pathname}?token=${'x'.repeat(43)}`, {
      method: 'GET',
    });
    expect(wrong.status).toBe(404);
    expect(first.stdout).not.toContain(link.searchParams.get('token'));
    const confirm = '/v2/notifications/subscriptions/confirm';
    expect((await call('POST', confirm, { token: link.searchParams.get('token') })).status).toBe(200);

    const notification = { target_type: 'SMN', target_id: urn, target_name: 'ops' };
    const types = ['SECRET_VERSION_CREATED'];
    const event = { name: 'e', event_types: types, state: 'ENABLED', notification };
    expect((await call('POST', '/v1/{project_id}/csms/events', event)).status).toBe(200);
    webhook.answering = false;
    const secret = { name: 'db', secret_string: 'value', event_subscriptions: ['e'] };
    expect((await call('POST', '/v1/{project_id}/secrets', secret)).status).toBe(200);
    // The change is committed and its delivery has begun, but no answer came and no outcome is stored.
    const lost = await webhook.next();
    first.child.kill('SIGKILL');
    await first.ended;

    webhook.answering = true;
    const second = ProductProcess.spawn(environment, first.folder);
    closers.unshift(() => second[Symbol.asyncDispose]());
    const again = await clientOf(await second.ready());
    const arrived = await webhook.next();
    expect(arrived.id).toBe(lost.id);
    expect(arrived.data).toEqual(lost.data);
    for (;;) {
      const { body } = await again('GET', '/v1/{project_id}/csms/notification-records');
      const records = body.records as readonly { readonly notification_status: string }[];
      if (records.length === 0) continue;
      expect(records.map((record) => record.notification_status)).toEqual(['SUCCESS']);
      break;
    }
  });
});
