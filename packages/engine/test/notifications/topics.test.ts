import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { type CsmsWorld, openCsmsWorld } from '../csms/csms-world.ts';
import { refusalOf } from '../kms/kms-world.ts';

const all = ['SECRET_VERSION_CREATED', 'SECRET_DELETED'];

describe.each(dialects)('topics on %s', (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect, { deliveries: {} });
  });
  beforeEach(() => world.enterNewAccount());
  afterAll(() => world[Symbol.asyncDispose]());

  const create = (name: string, displayName = '') =>
    world.node.run('smn.createTopic', world.api, { name, displayName });
  const subscribe = (topicUrn: string, protocol: string, endpoint: string, context = world.api) =>
    world.node.run('smn.addSubscription', context, { topicUrn, protocol, endpoint });

  /** Over the REST wire, whose names the types of answers do not have. */
  const rest = async (...call: Parameters<CsmsWorld['node']['rest']>): Promise<Record<string, unknown>> => ({
    ...(await world.node.rest(...call)),
  });

  it('EVT-02 create, show, change, list and delete a topic', async () => {
    const { topic_urn } = await rest('smn.createTopic', world.api, {
      name: 'Ops_1-a',
      display_name: 'Operations',
    });
    expect(topic_urn).toBe(`urn:smn:local-1:${world.account.projectId}:Ops_1-a`);
    const shown = await rest('smn.showTopic', world.api, { topic_urn });
    expect(shown).toEqual({
      request_id: world.api.requestId.replaceAll('-', ''),
      topic_urn,
      name: 'Ops_1-a',
      display_name: 'Operations',
      push_policy: 0,
      enterprise_project_id: '0',
      topic_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      create_time: `${new Date(world.clock.now()).toISOString().slice(0, 19)}Z`,
      update_time: `${new Date(world.clock.now()).toISOString().slice(0, 19)}Z`,
    });
    world.clock.advance(60_000);
    await world.node.run('smn.updateTopic', world.api, { topicUrn: topic_urn, displayName: '运维' });
    for (const name of ['b', 'a_x', 'axx']) await create(name, 'Other');
    const list = (fields: Record<string, unknown>) => world.node.run('smn.listTopics', world.api, fields);
    expect((await list({})).topics.map(({ name }) => name)).toEqual(['Ops_1-a', 'a_x', 'axx', 'b']);
    const page = await list({ limit: 1, offset: 1 });
    expect([page.topicCount, page.topics[0]?.name]).toEqual([4, 'a_x']);
    expect((await list({ fuzzyName: 'A_' })).topics.map(({ name }) => name)).toEqual(['a_x']);
    expect((await list({ fuzzyDisplayName: '运' })).topics.map(({ name }) => name)).toEqual(['Ops_1-a']);
    expect((await list({ name: 'axx' })).topicCount).toBe(1);
    await world.node.run('smn.deleteTopic', world.api, { topicUrn: topic_urn });
    const gone = await refusalOf(world.node.run('smn.showTopic', world.api, { topicUrn: topic_urn }));
    expect([gone.code, gone.status]).toEqual(['SMN.0006', 404]);
  });

  it('EVT-02 a name that is taken answers the topic that has it', async () => {
    const first = await create('t', 'one');
    expect((await create('t', 'two')).topicUrn).toBe(first.topicUrn);
    const { displayName } = await world.node.run('smn.showTopic', world.api, { topicUrn: first.topicUrn });
    expect(displayName).toBe('one');
  });

  it('EVT-02 refusals: missing, foreign, of another region', async () => {
    const { topicUrn } = await create('t');
    const other = contextOf(await seedAccount(world.store));
    for (const [urn, context] of [
      [`${topicUrn}x`, world.api],
      [topicUrn, other],
      [topicUrn.replace('local-1', 'local-2'), world.api],
      [topicUrn.replace(world.account.projectId, '0'.repeat(32)), world.api],
    ] as const) {
      for (const call of [
        () => world.node.run('smn.showTopic', context, { topicUrn: urn }),
        () => world.node.run('smn.updateTopic', context, { topicUrn: urn, displayName: 'x' }),
        () => world.node.run('smn.deleteTopic', context, { topicUrn: urn }),
        () => world.node.run('smn.viewSubscriptions', context, { topicUrn: urn }),
        () => world.node.run('smn.listTopicSubscriptions', context, { topicUrn: urn }),
        () => subscribe(urn, 'https', 'https://93.184.215.14/', context),
      ]) {
        const refusal = await refusalOf(call());
        expect([refusal.code, refusal.status]).toEqual(['SMN.0006', 404]);
      }
    }
  });

  it('EVT-02 a topic that events send to is not deleted, and the refusal names them', async () => {
    const { topicUrn } = await create('t');
    const notification = { targetType: 'SMN', targetId: topicUrn, targetName: 't' };
    await world.createEvent('night-watch', all, { notification });
    const refusal = await refusalOf(world.node.run('smn.deleteTopic', world.api, { topicUrn }));
    expect(refusal).toMatchObject({ errorName: 'topicInUse', status: 400 });
    expect(refusal.message).toContain('night-watch');
    const { items } = await world.node.run('smn.searchTopics', world.api, { q: 'T' });
    expect(items).toMatchObject([{ name: 't', eventNames: ['night-watch'], subscriptions: { total: 0 } }]);
    await world.node.run('csms.deleteSecretEvent', world.api, { eventName: 'night-watch' });
    await world.node.run('smn.deleteTopic', world.api, { topicUrn });
  });

  it.each([
    ['https', 'http://93.184.215.14/', 'subscriptionEndpointInvalid'],
    ['http', 'https://93.184.215.14/', 'subscriptionEndpointInvalid'],
    ['https', 'https:93.184.215.14', 'subscriptionEndpointInvalid'],
    ['https', 'ftp://93.184.215.14/', 'subscriptionEndpointInvalid'],
    ['https', 'https://', 'subscriptionEndpointInvalid'],
    ['https', 'https://user:pass@93.184.215.14/', 'subscriptionEndpointInvalid'],
    ['https', 'https://93.184.215.14/#x', 'subscriptionEndpointInvalid'],
    ['http', 'http://127.0.0.1:8080/', 'subscriptionEndpointRefused'],
    ['http', 'http://localhost/', 'subscriptionEndpointRefused'],
    ['http', 'http://0x7f.1/', 'subscriptionEndpointRefused'],
    ['http', 'http://2130706433/', 'subscriptionEndpointRefused'],
    ['http', 'http://[::1]/', 'subscriptionEndpointRefused'],
    ['http', 'http://[::ffff:10.0.0.1]/', 'subscriptionEndpointRefused'],
    ['http', 'http://169.254.169.254/latest', 'subscriptionEndpointRefused'],
    ['https', 'https://[fd00::1]/', 'subscriptionEndpointRefused'],
    ['https', 'https://192.168.0.1/', 'subscriptionEndpointRefused'],
    ['email', 'ops@example.com', 'subscriptionEmailUnavailable'],
  ])('EVT-02 EVT-03 refuses %s to %s with %s', async (protocol, endpoint, errorName) => {
    const { topicUrn } = await create('t');
    const refusal = await refusalOf(subscribe(topicUrn, protocol, endpoint));
    expect([refusal.errorName, refusal.status]).toEqual([errorName, 400]);
    expect(refusal.field).toBe(protocol === 'email' ? 'protocol' : 'endpoint');
    const { subscriptions, protocols } = await world.node.run('smn.viewSubscriptions', world.api, {
      topicUrn,
    });
    expect(subscriptions).toEqual([]);
    expect(protocols.find((one) => one.protocol === 'email')?.problem).toContain('DEWPOINT_SMTP_URL');
  });

  it('EVT-02 subscriptions: listed by topic and project, one per endpoint, deleted', async () => {
    const one = await create('one');
    const two = await create('two');
    const endpoint = 'https://93.184.215.14/a?b=c';
    const first = await subscribe(one.topicUrn, 'https', endpoint);
    expect(first.subscriptionUrn).toMatch(new RegExp(`^${one.topicUrn}:[0-9a-f]{32}$`));
    expect(first.extension?.signSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const again = await subscribe(one.topicUrn, 'https', endpoint);
    expect(again).not.toHaveProperty('extension');
    expect(again.subscriptionUrn).toBe(first.subscriptionUrn);
    world.clock.advance(1);
    await subscribe(two.topicUrn, 'http', 'http://93.184.215.14/');
    const listed = await rest('smn.listSubscriptions', world.api, { status: '0' });
    expect(listed.subscription_count).toBe(2);
    expect(listed.subscriptions).toContainEqual({
      topic_urn: one.topicUrn,
      subscription_urn: first.subscriptionUrn,
      protocol: 'https',
      owner: world.account.projectId,
      endpoint,
      remark: '',
      status: 0,
    });
    const count = async (fields: Record<string, unknown>) =>
      (await world.node.run('smn.listSubscriptions', world.api, fields)).subscriptionCount;
    expect(await count({ status: 1 })).toBe(0);
    expect(await count({ status: 3 })).toBe(0);
    expect(await count({ protocol: 'http' })).toBe(1);
    expect(await count({ endpoint })).toBe(1);
    const ofTopic = await world.node.run('smn.listTopicSubscriptions', world.api, { topicUrn: two.topicUrn });
    expect(ofTopic.subscriptions.map(({ protocol }) => protocol)).toEqual(['http']);
    const urn = { subscriptionUrn: first.subscriptionUrn };
    await world.node.run('smn.cancelSubscription', world.api, urn);
    for (const call of [
      () => world.node.run('smn.cancelSubscription', world.api, urn),
      () => world.node.run('smn.requestConfirmation', world.api, urn),
    ]) {
      expect((await refusalOf(call())).code).toBe('SMN.0013');
    }
    await world.node.run('smn.deleteTopic', world.api, { topicUrn: two.topicUrn });
    expect(await count({})).toBe(0);
  });

  it('EVT-02 SEC-11 the secret that signs is in no row and no trace in clear', async () => {
    const { topicUrn } = await create('t');
    const signSecret = 'whsec_TWFueSBieXRlcyB0aGF0IG5vYm9keSBrbm93cw==';
    await world.node.run('smn.addSubscription', world.api, {
      topicUrn,
      protocol: 'https',
      endpoint: 'https://93.184.215.14/',
      extension: { signSecret },
    });
    const rows = await world.store.read.selectFrom('topic_subscriptions').selectAll().execute();
    const stored = rows.map((row) => Buffer.from(row.sealed_sign_secret ?? []).toString('latin1'));
    expect(JSON.stringify([stored, await world.traces()])).not.toContain(signSecret);
    expect(JSON.stringify(await world.traces())).toContain('addSubscription');
  });
});
