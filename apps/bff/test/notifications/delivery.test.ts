import { afterEach, describe, expect, it } from 'vitest';
import { ProductProcess } from '../kit/process.ts';
import { rawRequest } from '../kit/raw-request.ts';
import { clientOf } from './client.ts';
import { Webhook } from './webhook.ts';

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
