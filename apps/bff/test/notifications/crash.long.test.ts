import { afterEach, describe, expect, it } from 'vitest';
import { ProductProcess } from '../kit/process.ts';
import { clientOf } from './client.ts';
import { type Arrived, Webhook } from './webhook.ts';

const environment = { DEWPOINT_EGRESS_ALLOW: '127.0.0.1' };
const secrets = ['a', 'b', 'c'];
/** Changes that are answered before each kill. */
const killAfter = [1, 4, 9, 2, 14, 6, 3, 20];

describe('deliveries of a product that is killed again and again', { timeout: 400_000 }, () => {
  const closers: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  });

  it('EVT-03 every answered change arrives, in order, under one ID', async () => {
    const webhook = new Webhook();
    const endpoint = await webhook.start();
    closers.push(() => webhook.close());
    // Every fourth attempt is turned away, so that crashes meet deliveries that wait for their next attempt too.
    let attempts = 0;
    webhook.statusOf = () => (++attempts % 4 === 0 ? 503 : 204);
    let product = ProductProcess.spawn(environment);
    closers.push(() => product[Symbol.asyncDispose]());
    let call = await clientOf(await product.ready());
    await setUp(call, webhook, endpoint);

    const answered: string[] = [];
    for (const changes of killAfter) {
      for (let made = 0; made < changes; made += 1) {
        const name = secrets[answered.length % secrets.length] ?? '';
        const { status, body } = await call('POST', `/v1/{project_id}/secrets/${name}/versions`, {
          secret_string: `value ${answered.length}`,
        });
        expect(status).toBe(200);
        answered.push(`${name} ${Object(body.version_metadata).id}`);
      }
      product.child.kill('SIGKILL');
      await product.ended;
      product = ProductProcess.spawn(environment, product.folder);
      call = await clientOf(await product.ready());
    }

    const missing = new Set(answered);
    const arrived: Arrived[] = [];
    while (missing.size > 0) {
      const event = await webhook.next();
      arrived.push(event);
      missing.delete(aboutOf(event));
    }
    const idsOf = Map.groupBy(arrived, aboutOf);
    for (const events of idsOf.values()) expect(new Set(events.map(({ id }) => id)).size).toBe(1);
    for (const name of secrets) {
      const first = [...idsOf.keys()].filter((about) => about.startsWith(`${name} `));
      const numbers = first.map((about) => Number(about.split(' v')[1]));
      expect(numbers).toEqual(numbers.toSorted((x, y) => x - y));
    }
    expect(new Set(arrived.map(({ id }) => id)).size).toBe(idsOf.size);
  });
});

function aboutOf(event: Arrived): string {
  return `${Object(event).subject} ${Object(event.data.data).versionId}`;
}

/** A confirmed webhook, an event and the secrets that it is associated with. */
async function setUp(
  call: Awaited<ReturnType<typeof clientOf>>,
  webhook: Webhook,
  endpoint: string,
): Promise<void> {
  const topics = '/v2/{project_id}/notifications/topics';
  const { topic_urn } = (await call('POST', topics, { name: 't', display_name: '' })).body;
  await call('POST', `${topics}/${topic_urn}/subscriptions`, { protocol: 'http', endpoint });
  const { token } = (await webhook.next()).data;
  await call('POST', '/v2/notifications/subscriptions/confirm', { token });
  await call('POST', '/v1/{project_id}/csms/events', {
    name: 'e',
    event_types: ['SECRET_VERSION_CREATED'],
    state: 'ENABLED',
    notification: { target_type: 'SMN', target_id: topic_urn, target_name: 't' },
  });
  for (const name of secrets) {
    await call('POST', '/v1/{project_id}/secrets', {
      name,
      secret_string: 'first',
      event_subscriptions: ['e'],
    });
  }
}
