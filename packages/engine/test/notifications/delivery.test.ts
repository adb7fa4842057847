import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from '../csms/csms-world.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { Mailbox } from './mailbox.ts';
import { echo, isConfirmation, Receiver } from './receiver.ts';

const all = ['SECRET_VERSION_CREATED', 'SECRET_VERSION_EXPIRED', 'SECRET_ROTATED', 'SECRET_DELETED'];
const signSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
/** Longest pause between two attempts. */
const TWO_HOURS_IN_MS = 2 * 60 * 60_000;

describe.each(dialects)('deliveries on %s', (dialect) => {
  let world: CsmsWorld;
  let mailbox: Mailbox;
  let receiver: Receiver;
  beforeAll(async () => {
    mailbox = await Mailbox.start();
    world = await openCsmsWorld(dialect, {
      deliveries: {
        egressAllow: ['127.0.0.1'],
        smtp: { url: mailbox.url, from: 'Dewpoint <dewpoint@example.com>' },
        answerLimitInMs: 2_000,
      },
    });
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    receiver = await Receiver.start();
    mailbox.mails.length = 0;
    mailbox.refusal = null;
  });
  afterEach(() => receiver[Symbol.asyncDispose]());
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    await mailbox[Symbol.asyncDispose]();
  });

  /** A topic, an event that sends to it, and the URN of the topic. */
  async function topicWithEvent(name = 't', types: readonly string[] = all): Promise<string> {
    const { topicUrn } = await world.node.run('smn.createTopic', world.api, {
      name,
      displayName: 'Ops team',
    });
    const notification = { targetType: 'SMN', targetId: topicUrn, targetName: name };
    await world.createEvent(`e-${name}`, types, { notification });
    return topicUrn;
  }
  const subscribe = async (
    topicUrn: string,
    endpoint = receiver.url(),
    fields: Record<string, unknown> = {},
  ) => {
    const answer = await world.node.run('smn.addSubscription', world.api, {
      topicUrn,
      protocol: endpoint.startsWith('http') ? 'http' : 'email',
      endpoint,
      extension: { signSecret },
      ...fields,
    });
    await world.node.jobs.runDue();
    return answer.subscriptionUrn;
  };
  const subscriptionsOf = async (topicUrn: string) =>
    (await world.node.run('smn.viewSubscriptions', world.api, { topicUrn })).subscriptions;
  const search = async (fields: Record<string, unknown> = {}) =>
    (await world.node.run('csms.searchNotifications', world.api, fields)).items;
  const confirm = (token: unknown) =>
    world.node.run('smn.confirmSubscription', { ...world.api, principal: { kind: 'anonymous' } }, { token });
  /** A mail without the line breaks and signs of quoted-printable. */
  const unfolded = (source = '') => source.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const tracesNamed = async (name: string) => (await world.traces()).filter((trace) => trace.name === name);

  it('EVT-02 a change arrives as a signed CloudEvent', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn);
    const { id } = await world.createSecret('db', { eventSubscriptions: ['e-t'] });
    await world.node.jobs.runDue();
    const [outboxRow] = await world.outbox();
    const [received, ...more] = receiver.notifications;
    expect(more).toEqual([]);
    expect(received?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': outboxRow?.id,
      'webhook-timestamp': String(Math.floor(world.clock.now() / 1000)),
    });
    const expected = new Webhook(signSecret).sign(
      outboxRow?.id ?? '',
      new Date(Math.floor(world.clock.now() / 1000) * 1000),
      received?.text ?? '',
    );
    expect(received?.headers['webhook-signature']).toBe(expected);
    expect(received?.event).toEqual({
      specversion: '1.0',
      id: outboxRow?.id,
      source: `http://localhost:8080/v1/${world.account.projectId}/secrets/db`,
      type: 'dewpoint.csms.SECRET_VERSION_CREATED',
      subject: 'db',
      time: new Date(world.clock.now()).toISOString(),
      datacontenttype: 'application/json',
      data: {
        eventName: 'e-t',
        eventType: 'SECRET_VERSION_CREATED',
        eventTime: world.clock.now(),
        data: {
          secretId: id,
          secretName: 'db',
          createTime: world.clock.now(),
          updateTime: world.clock.now(),
          versionId: 'v1',
        },
      },
    });
    expect(received?.text).not.toContain('value of db');
    const [trace] = await tracesNamed('deliverNotification');
    expect(trace).toMatchObject({
      user_name: 'notification-delivery',
      rating: 'normal',
      resource_id: topicUrn,
      project_id: world.account.projectId,
    });
  });

  it('EVT-01 EVT-02 SEC-07 SEC-12 every type of event arrives, once, with its words', async () => {
    const types = [...all, 'SECRET_ROTATED_FAILED'];
    const topicUrn = await topicWithEvent('t', types);
    await subscribe(topicUrn);
    await subscribe(topicUrn, 'ops@example.com');
    await confirm(/token=([A-Za-z0-9_-]{43})/.exec(unfolded(mailbox.mails[0]?.source))?.[1]);
    mailbox.mails.length = 0;
    const fields = { secretName: 's', autoRotation: true, rotationPeriod: '1d' };
    const configured = (config: object) =>
      world.node.run('csms.updateSecret', world.api, { ...fields, rotationConfig: JSON.stringify(config) });

    await world.createSecret('s', { eventSubscriptions: ['e-t'] });
    const expireTime = world.clock.now() + 1_000;
    await world.node.run('csms.updateSecretVersion', world.api, {
      secretName: 's',
      versionId: 'v1',
      expireTime,
    });
    await world.node.jobs.runDue();
    world.clock.advance(1_000);
    await world.node.jobs.runDue();
    // A run of the job too many, as after a crash behind its commit.
    const [first] = await world.outbox();
    await world.store.transaction((transaction) =>
      world.node.jobs.plan(transaction, {
        kind: 'secret-version-expiry',
        subject: `${first?.secret_id}/v1`,
        accountId: world.account.accountId,
        dueAt: world.clock.now(),
      }),
    );
    await world.node.jobs.runDue();

    await configured({ Source: 'Generated', Length: 16, CharacterClasses: ['digits'] });
    await world.node.run('csms.rotateSecret', world.api, { secretName: 's' });
    await world.node.jobs.runDue();
    await configured({ Source: 'Webhook', WebhookUrl: receiver.url('/supplier') });
    receiver.behaviour = ({ path }) => ({ status: path === '/supplier' ? 500 : 204 });
    await world.node.run('csms.rotateSecret', world.api, { secretName: 's' });
    await world.node.jobs.runDue();
    await world.node.run('csms.deleteSecret', world.api, { secretName: 's' });
    await world.node.jobs.runDue();

    const told = receiver.notifications.filter(({ path }) => path === '/hook').map(({ event }) => event);
    expect(told.map(({ type, data }) => [type, Object(data.data).versionId ?? null])).toEqual([
      ['dewpoint.csms.SECRET_VERSION_CREATED', 'v1'],
      ['dewpoint.csms.SECRET_VERSION_EXPIRED', 'v1'],
      ['dewpoint.csms.SECRET_VERSION_CREATED', 'v2'],
      ['dewpoint.csms.SECRET_ROTATED', 'v2'],
      ['dewpoint.csms.SECRET_ROTATED_FAILED', null],
      ['dewpoint.csms.SECRET_DELETED', null],
    ]);
    expect(Object(told[1]?.data.data).versionExpireTime).toBe(expireTime);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    expect(mailbox.mails.map(({ source }) => /^Subject: (.*)$/m.exec(source)?.[1]?.trim())).toEqual([
      'Version creation: s',
      'Version expiry: s',
      'Version creation: s',
      'Secret rotation: s',
      'Secret rotation failure: s',
      'Secret deletion: s',
    ]);
    const received = JSON.stringify([receiver.received, mailbox.mails]);
    expect(received).not.toContain('value of s');
    expect((await search()).map(({ state }) => state)).toEqual(Array(6).fill('delivered'));
  });

  it('EVT-02 a secret that is plain text signs with its bytes, and as Base64 where it is that', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn, receiver.url(), { extension: { signSecret: 'bm90IHNvIHBsYWlu' } });
    const [asked] = receiver.received;
    const id = String(asked?.headers['webhook-id']);
    const time = new Date(Number(asked?.headers['webhook-timestamp']) * 1000);
    const [text, held, ...more] = String(asked?.headers['webhook-signature']).split(' ');
    expect(more).toEqual([]);
    expect(text).toBe(new Webhook('bm90IHNvIHBsYWlu', { format: 'raw' }).sign(id, time, asked?.text ?? ''));
    expect(held).toBe(new Webhook('bm90IHNvIHBsYWlu').sign(id, time, asked?.text ?? ''));
  });

  it('EVT-02 nothing is sent before an endpoint has confirmed', async () => {
    const topicUrn = await topicWithEvent();
    receiver.behaviour = () => ({ status: 200, body: 'hello' });
    await subscribe(topicUrn);
    expect(receiver.received.map(isConfirmation)).toEqual([true]);
    await world.createSecret('s', { eventSubscriptions: ['e-t'] });
    await world.node.jobs.runDue();
    expect(receiver.notifications).toEqual([]);
    expect(await search()).toMatchObject([{ state: 'invalid', deliveries: [], attempts: 0 }]);
    expect(await tracesNamed('deliverNotification')).toMatchObject([{ rating: 'warning' }]);
    const [{ confirmation } = {}] = await subscriptionsOf(topicUrn);
    expect(confirmation).toMatchObject({ attempts: 1, problem: null });

    const { token, confirmationUrl } = receiver.received[0]?.event.data ?? {};
    expect(confirmationUrl).toBe(`http://localhost:8080/notifications/confirm?token=${token}`);
    const wrong = await refusalOf(confirm(`${String(token).slice(0, 42)}${token === 'A' ? 'B' : '_'}`));
    expect([wrong.code, wrong.status]).toEqual(['SMN.0013', 404]);
    await confirm(token);
    // Whoever opens the link twice is told the same.
    await confirm(token);
    expect(await subscriptionsOf(topicUrn)).toMatchObject([
      { confirmed: true, confirmedAt: world.clock.now(), confirmation: null },
    ]);
    const done = (await tracesNamed('confirmSubscription')).filter(({ code }) => code === '200');
    expect(done.map(({ resource_id }) => resource_id)).toEqual([topicUrn, topicUrn]);
    await world.put('s', 'two');
    await world.node.jobs.runDue();
    expect(receiver.notifications).toHaveLength(1);
  });

  it.each([
    ['the token', (token: string) => token, true],
    ['the token with a line break', (token: string) => `${token}\n`, true],
    ['a JSON string', (token: string) => JSON.stringify(token), true],
    ['a JSON object with it', (token: string) => JSON.stringify({ challenge: token }), true],
    ['all that it was sent', (token: string) => JSON.stringify({ data: { token } }), false],
    ['a text around it', (token: string) => `token=${token}`, false],
    ['nothing', () => '', false],
    ['half of it', (token: string) => token.slice(0, 20), false],
  ])('EVT-02 an endpoint that answers %s', async (_what, answer, confirmed) => {
    const topicUrn = await topicWithEvent();
    receiver.behaviour = ({ event }) => ({ status: 200, body: answer(String(event.data.token)) });
    await subscribe(topicUrn);
    expect((await subscriptionsOf(topicUrn)).map((one) => one.confirmed)).toEqual([confirmed]);
  });

  it('EVT-02 asks again until the endpoint answers; a token ends after 48 hours or with a new request', async () => {
    const topicUrn = await topicWithEvent();
    receiver.behaviour = () => ({ status: 503 });
    const subscriptionUrn = await subscribe(topicUrn);
    const [{ confirmation } = {}] = await subscriptionsOf(topicUrn);
    expect(confirmation).toMatchObject({ attempts: 1, problem: 'The endpoint answered 503.' });
    receiver.behaviour = () => ({ status: 200 });
    world.clock.advance(5_000);
    await world.node.jobs.runDue();
    expect(receiver.received).toHaveLength(2);
    const first = receiver.received[1]?.event.data.token;
    expect(first).toBe(receiver.received[0]?.event.data.token);
    await world.node.run('smn.requestConfirmation', world.api, { subscriptionUrn });
    await world.node.jobs.runDue();
    expect((await refusalOf(confirm(first))).errorName).toBe('confirmationInvalid');
    const second = receiver.received[2]?.event.data.token;
    world.clock.advance(2 * DAY_IN_MS);
    expect((await refusalOf(confirm(second))).errorName).toBe('confirmationInvalid');
    receiver.behaviour = echo;
    // Subscribing the same endpoint anew asks it anew.
    expect(await subscribe(topicUrn)).toBe(subscriptionUrn);
    expect((await subscriptionsOf(topicUrn)).map((one) => one.confirmed)).toEqual([true]);
    const done = await refusalOf(world.node.run('smn.requestConfirmation', world.api, { subscriptionUrn }));
    expect([done.errorName, done.status]).toEqual(['subscriptionConfirmed', 400]);
    expect((await tracesNamed('requestConfirmation')).map(({ rating }) => rating)).toContain('warning');
  });

  it('EVT-02 email: confirmed by its link, then told', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn, 'ops@example.com');
    const [asked] = mailbox.mails;
    expect(asked).toMatchObject({ from: 'dewpoint@example.com', to: ['ops@example.com'] });
    const token = /notifications\/confirm\?token=([A-Za-z0-9_-]{43})/.exec(unfolded(asked?.source))?.[1];
    await confirm(token);
    await world.createSecret('mailed', { eventSubscriptions: ['e-t'] });
    await world.node.jobs.runDue();
    const [, told] = mailbox.mails;
    const [row] = await world.outbox();
    expect(told?.source).toContain('From: Ops team <dewpoint@example.com>');
    expect(told?.source).toContain('Subject: Version creation: mailed');
    expect(told?.source).toContain(`Message-ID: <${row?.id}@example.com>`);
    expect(told?.source).not.toContain('value of mailed');
    expect(await search()).toMatchObject([
      { state: 'delivered', deliveries: [{ protocol: 'email', attempts: 1 }] },
    ]);

    mailbox.refusal = 451;
    await world.put('mailed', 'two');
    await world.node.jobs.runDue();
    expect((await search())[0]).toMatchObject({
      state: 'waiting',
      deliveries: [{ problem: 'The mail server answered 451.' }],
    });
    mailbox.refusal = null;
    world.clock.advance(5_000);
    await world.node.jobs.runDue();
    expect((await search())[0]).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it('EVT-03 retries with growing pauses for 24 hours, then gives up, visibly; what follows waits its turn', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn);
    receiver.behaviour = () => ({ status: 500 });
    await world.createSecret('s', { eventSubscriptions: ['e-t'] });
    await world.put('s', 'two');
    await world.node.jobs.runDue();
    const begun = world.clock.now();
    const attempts: number[] = [0];
    // From one planned attempt to the next, as the real clock would come to each of them.
    for (;;) {
      const next = (await search()).at(-1)?.deliveries[0]?.nextAttemptAt ?? null;
      if (next === null) break;
      world.clock.advance(next - world.clock.now());
      await world.node.jobs.runDue();
      attempts.push(world.clock.now() - begun);
      expect(attempts.length).toBeLessThan(60);
    }
    const pauses = attempts.slice(1).map((at, i) => at - (attempts[i] ?? 0));
    expect(pauses[0]).toBeGreaterThanOrEqual(2_500);
    expect(pauses[0]).toBeLessThanOrEqual(5_000);
    for (const [i, pause] of pauses.entries()) expect(pause).toBeLessThanOrEqual(5_000 * 2 ** i);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(TWO_HOURS_IN_MS);
    expect(attempts.at(-1)).toBeGreaterThan(DAY_IN_MS - TWO_HOURS_IN_MS - 1);
    expect(attempts.at(-1)).toBeLessThanOrEqual(DAY_IN_MS);
    const [, first] = await search();
    expect(first).toMatchObject({
      state: 'failed',
      attempts: attempts.length,
      deliveries: [{ state: 'dead', problem: 'The endpoint answered 500.', nextAttemptAt: null }],
    });
    const traces = await tracesNamed('deliverNotification');
    expect(traces.filter(({ rating }) => rating === 'incident')).toHaveLength(1);
    expect(traces.filter(({ rating }) => rating === 'warning').length).toBeGreaterThanOrEqual(
      attempts.length - 1,
    );
    const versionsTold = new Set(receiver.notifications.map(({ event }) => event.id));
    // The second was tried only after the first was given up.
    expect([...versionsTold][0]).toBe(first?.notificationId);
  });

  it('EVT-03 EVT-04 a dead letter is sent again on demand, with the ID that it had', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn);
    receiver.behaviour = () => ({ status: 410 });
    await world.createSecret('s', { eventSubscriptions: ['e-t'] });
    await world.node.jobs.runDue();
    const [{ notificationId, state } = { notificationId: '', state: '' }] = await search();
    expect(state).toBe('failed');
    const resend = (context = world.api) =>
      world.node.run('csms.resendNotification', context, { notificationId });
    const foreign = await refusalOf(resend(contextOf(await seedAccount(world.store))));
    expect([foreign.code, foreign.status]).toEqual(['CSMS.0005', 404]);
    receiver.behaviour = echo;
    await resend();
    const waiting = await refusalOf(resend());
    expect([waiting.errorName, waiting.status]).toEqual(['notificationWaiting', 400]);
    await world.node.jobs.runDue();
    expect(await search()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    expect(receiver.notifications.map(({ headers }) => headers['webhook-id'])).toEqual([
      notificationId,
      notificationId,
    ]);
    await resend();
    await world.node.jobs.runDue();
    expect(receiver.notifications).toHaveLength(3);
  });

  it('EVT-04 what had nobody to tell is told when somebody is there', async () => {
    const topicUrn = await topicWithEvent();
    await world.createSecret('s', { eventSubscriptions: ['e-t'] });
    await world.node.jobs.runDue();
    await subscribe(topicUrn);
    const [{ notificationId } = { notificationId: '' }] = await search({ state: ['invalid'] });
    await world.node.run('csms.resendNotification', world.api, { notificationId });
    await world.node.jobs.runDue();
    expect(receiver.notifications.map(({ event }) => event.id)).toEqual([notificationId]);
  });

  it('EVT-03 in order per secret; an endpoint that fails holds up neither others nor other secrets', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn, receiver.url('/bad'));
    await subscribe(topicUrn, receiver.url('/good'));
    receiver.behaviour = ({ path, event }) =>
      path === '/bad' && event.subject === 'a' ? { status: 500 } : { status: 204 };
    for (const name of ['a', 'b']) await world.createSecret(name, { eventSubscriptions: ['e-t'] });
    for (const value of ['2', '3']) for (const name of ['a', 'b']) await world.put(name, value);
    await world.node.jobs.runDue();
    const versions = (path: string, secret: string) =>
      receiver.notifications
        .filter((one) => one.path === path && one.event.subject === secret)
        .map(({ event }) => Object(event.data.data).versionId);
    expect(versions('/good', 'a')).toEqual(['v1', 'v2', 'v3']);
    expect(versions('/good', 'b')).toEqual(['v1', 'v2', 'v3']);
    expect(versions('/bad', 'b')).toEqual(['v1', 'v2', 'v3']);
    expect(versions('/bad', 'a')).toEqual(['v1']);
    receiver.behaviour = echo;
    world.clock.advance(5_000);
    await world.node.jobs.runDue();
    expect(versions('/bad', 'a')).toEqual(['v1', 'v1', 'v2', 'v3']);
    expect((await search()).map(({ state }) => state)).toEqual(Array(6).fill('delivered'));
  });

  it('EVT-03 many secrets behind an endpoint that never answers leave room for the others', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn, receiver.url('/hangs'));
    receiver.behaviour = ({ path }) => (path === '/hangs' ? 'no answer' : { status: 204 });
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await world.createSecret(name, { eventSubscriptions: ['e-t'] });
    await world.node.jobs.runDue();
    expect(receiver.notifications.map(({ path }) => path)).toEqual(['/hangs', '/hangs']);

    const { topicUrn: other } = await world.node.run('smn.createTopic', world.api, {
      name: 'other',
      displayName: '',
    });
    receiver.behaviour = ({ path, event }) =>
      path === '/hangs' ? 'no answer' : echo({ path, headers: {}, text: '', event });
    await subscribe(other, receiver.url('/good'));
    await world.node.run('smn.publishMessage', world.api, { topicUrn: other, message: 'x' });
    // The next two of the hanging endpoint and the message are due together.
    world.clock.advance(500);
    await world.node.jobs.runDue();
    expect(receiver.notifications.filter(({ path }) => path === '/good')).toHaveLength(1);
    expect(receiver.notifications.filter(({ path }) => path === '/hangs')).toHaveLength(4);
  });

  it('EVT-03 redirects are not followed, answers are limited in bytes and time', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn);
    const outcomes: (string | null | undefined)[] = [];
    await world.createSecret('s');
    await world.node.run('csms.updateSecret', world.api, { secretName: 's', eventSubscriptions: ['e-t'] });
    for (const behaviour of [
      () => ({ status: 302, headers: { location: receiver.url('/inner') } }) as const,
      () => ({ status: 200, body: 'x'.repeat(1_000_000) }) as const,
      () => 'no answer' as const,
    ]) {
      receiver.behaviour = behaviour;
      await world.put('s', 'x');
      await world.node.jobs.runDue();
      outcomes.push((await search())[0]?.deliveries[0]?.problem);
      receiver.behaviour = echo;
      world.clock.advance(TWO_HOURS_IN_MS);
      await world.node.jobs.runDue();
    }
    expect(outcomes).toEqual([
      'The endpoint answered 302; redirects are not followed.',
      null,
      'No answer within 2 seconds.',
    ]);
    expect(receiver.received.map(({ path }) => path)).not.toContain('/inner');
  });

  it('EVT-03 survives a crash before anything was dispatched, and one while it was being sent', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn);
    await world.createSecret('s', { eventSubscriptions: ['e-t'] });
    await world.restart();
    await world.node.jobs.runDue();
    const [row] = await world.outbox();
    expect(receiver.notifications.map(({ event }) => event.id)).toEqual([row?.id]);

    await world.put('s', 'two');
    // A claim of a process that died while sending.
    await world.node.jobs.runDue();
    await world.store.transaction((transaction) =>
      transaction
        .updateTable('notification_deliveries')
        .set({ state: 'waiting', lease: 'gone', lease_until: world.clock.now() + 30_000 })
        .where('account_id', '=', world.account.accountId)
        .where('notification_id', '<>', row?.id ?? '')
        .execute(),
    );
    const [{ subscription_id, secret_id } = { subscription_id: '', secret_id: '' }] = await world.store.read
      .selectFrom('notification_deliveries')
      .selectAll()
      .where('account_id', '=', world.account.accountId)
      .execute();
    await world.store.transaction((transaction) =>
      world.node.jobs.plan(transaction, {
        kind: 'notification-delivery',
        subject: `${subscription_id}/${secret_id}`,
        accountId: world.account.accountId,
        dueAt: world.clock.now(),
      }),
    );
    await world.node.jobs.runDue();
    const before = receiver.notifications.length;
    world.clock.advance(30_000);
    await world.node.jobs.runDue();
    const ids = receiver.notifications.map(({ event }) => event.id);
    expect(ids).toHaveLength(before + 1);
    expect(ids.at(-1)).toBe(ids.at(-2));
  });

  it('EVT-03 a subscription that is deleted gets nothing more, and the record says so', async () => {
    const topicUrn = await topicWithEvent();
    const subscriptionUrn = await subscribe(topicUrn);
    receiver.behaviour = () => ({ status: 500 });
    await world.createSecret('s', { eventSubscriptions: ['e-t'] });
    await world.node.jobs.runDue();
    await world.node.run('smn.cancelSubscription', world.api, { subscriptionUrn });
    world.clock.advance(DAY_IN_MS);
    await world.node.jobs.runDue();
    expect(receiver.notifications).toHaveLength(1);
    expect(await search()).toMatchObject([
      { state: 'failed', deliveries: [{ state: 'dead', problem: 'The subscription was deleted.' }] },
    ]);
    const [{ notificationId } = { notificationId: '' }] = await search();
    const refusal = await refusalOf(world.node.run('csms.resendNotification', world.api, { notificationId }));
    expect([refusal.code, refusal.status]).toEqual(['CSMS.0005', 404]);
  });

  it('EVT-04 records: filters, pages, three months; the REST list has the documents’ fields', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn);
    for (const name of ['alpha', 'beta']) await world.createSecret(name, { eventSubscriptions: ['e-t'] });
    await world.node.run('csms.deleteSecret', world.api, { secretName: 'beta' });
    await world.put('alpha', 'not yet delivered');
    const list = () => world.node.rest('csms.listNotificationRecords', world.api, {});
    expect(await list()).toMatchObject({ records: [] });
    await world.node.jobs.runDue();
    const listed = await list();
    expect(listed).toMatchObject({
      page_info: { next_marker: '', previous_marker: '', current_count: 4 },
    });
    expect(listed.records[1]).toEqual({
      event_name: 'e-t',
      trigger_event_type: 'SECRET_DELETED',
      create_time: world.clock.now(),
      secret_name: 'beta',
      secret_type: 'COMMON',
      notification_target_name: 't',
      notification_target_id: topicUrn,
      notification_content: expect.stringContaining('"secretName":"beta"'),
      notification_status: 'SUCCESS',
    });
    expect(await search({ q: 'ALPH' })).toHaveLength(2);
    expect(await search({ eventType: ['SECRET_DELETED'] })).toHaveLength(1);
    expect(await search({ state: ['failed', 'waiting'] })).toEqual([]);
    expect(await search({ createdFrom: world.clock.now() + 1 })).toEqual([]);
    const page = await world.node.run('csms.searchNotifications', world.api, { limit: 3 });
    expect(page.items).toHaveLength(3);
    expect(await search({ limit: 3, cursor: page.nextCursor })).toMatchObject([{ secretName: 'alpha' }]);
    expect((await refusalOf(search({ cursor: 'x' }))).code).toBe('KMS.1602');
    world.clock.advance(91 * DAY_IN_MS);
    expect(await search()).toEqual([]);
    await world.node.notifications.planJobs(world.node.jobs);
    await world.node.jobs.runDue();
    expect(await world.outbox()).toEqual([]);
  });

  it('EVT-03 TRC-05 a webhook whose name comes to mean an inner address is given up, traced without its path', async () => {
    const topicUrn = await topicWithEvent();
    await subscribe(topicUrn);
    await world.store.transaction((transaction) =>
      transaction
        .updateTable('topic_subscriptions')
        .set({ endpoint: `http://127.0.0.2:${new URL(receiver.url()).port}/capability` })
        .where('account_id', '=', world.account.accountId)
        .execute(),
    );
    await world.createSecret('s', { eventSubscriptions: ['e-t'] });
    await world.node.jobs.runDue();
    expect(receiver.notifications).toEqual([]);
    expect(await search()).toMatchObject([{ state: 'failed', attempts: 1 }]);
    const [trace] = await tracesNamed('deliverNotification');
    expect(trace).toMatchObject({ rating: 'incident', code: '500' });
    expect(trace?.body).toContain('DEWPOINT_EGRESS_ALLOW');
    expect(trace?.body).not.toContain('capability');
  });
});
