import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from '../csms/csms-world.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { Mailbox } from './mailbox.ts';
import { Receiver } from './receiver.ts';

const signSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe.each(dialects)('messages that programs publish, on %s', (dialect) => {
  let world: CsmsWorld;
  let mailbox: Mailbox;
  let receiver: Receiver;
  let topicUrn: string;
  beforeAll(async () => {
    mailbox = await Mailbox.start();
    world = await openCsmsWorld(dialect, {
      deliveries: {
        egressAllow: ['127.0.0.1'],
        smtp: { url: mailbox.url, from: 'dewpoint@example.com' },
        answerLimitInMs: 2_000,
      },
    });
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    receiver = await Receiver.start();
    mailbox.mails.length = 0;
    ({ topicUrn } = await world.node.run('smn.createTopic', world.api, { name: 't', displayName: '' }));
    await world.node.run('smn.addSubscription', world.api, {
      topicUrn,
      protocol: 'http',
      endpoint: receiver.url(),
      extension: { signSecret },
    });
    await world.node.run('smn.addSubscription', world.api, {
      topicUrn,
      protocol: 'email',
      endpoint: 'ops@example.com',
    });
    await world.node.jobs.runDue();
    const unfolded = (mailbox.mails[0]?.source ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
    const token = /token=([A-Za-z0-9_-]{43})/.exec(unfolded)?.[1];
    await world.node.run('smn.confirmSubscription', world.api, { token });
    mailbox.mails.length = 0;
  });
  afterEach(() => receiver[Symbol.asyncDispose]());
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
    await mailbox[Symbol.asyncDispose]();
  });

  const publish = (fields: Record<string, unknown>, context = world.api) =>
    world.node.run('smn.publishMessage', context, { topicUrn, ...fields });

  it('EVT-02 reach webhooks, signed, and mailboxes, under the ID that was answered', async () => {
    const { messageId } = await publish({ subject: 'Down', message: 'Disk 3 is full.\nLook at it.' });
    expect(messageId).toMatch(/^[0-9a-f]{32}$/);
    await world.node.jobs.runDue();
    const [received, ...more] = receiver.notifications;
    expect(more).toEqual([]);
    expect(received?.event).toEqual({
      specversion: '1.0',
      datacontenttype: 'application/json',
      id: messageId,
      source: `http://localhost:8080/v2/${world.account.projectId}/notifications/topics/${topicUrn}`,
      type: 'dewpoint.smn.MESSAGE',
      subject: 't',
      time: new Date(world.clock.now()).toISOString(),
      data: { topicUrn, subject: 'Down', message: 'Disk 3 is full.\nLook at it.', attributes: [] },
    });
    expect(received?.headers['webhook-id']).toBe(messageId);
    const at = new Date(Number(received?.headers['webhook-timestamp']) * 1000);
    expect(received?.headers['webhook-signature']).toBe(
      new Webhook(signSecret).sign(messageId, at, received?.text ?? ''),
    );
    const [mail, ...others] = mailbox.mails;
    expect(others).toEqual([]);
    expect(mail?.source).toContain('Subject: Down');
    expect(mail?.source).toContain('Disk 3 is full.');
    expect(mail?.source).toContain(`X-Dewpoint-Message-ID: ${messageId}`);
  });

  it('EVT-02 a structure has a text for each protocol; an attribute restricts the protocols', async () => {
    const messageStructure = JSON.stringify({ default: 'for all', email: 'for people', sms: 'unknown' });
    const kept = { name: 'kind', type: 'STRING', value: 'drill' };
    await publish({ message: 'not this', messageStructure, messageAttributes: [kept] });
    const only = { name: 'smn_protocol', type: 'PROTOCOL', value: ['email'] };
    await publish({ message: 'mail alone', messageAttributes: [only] });
    await world.node.jobs.runDue();
    expect(receiver.notifications.map(({ event }) => event.data)).toMatchObject([
      { message: 'for all', attributes: [kept] },
    ]);
    expect(mailbox.mails.map(({ source }) => /for people|mail alone/.exec(source)?.[0])).toEqual([
      'for people',
      'mail alone',
    ]);
  });

  it('EVT-03 in order, tried again as long as they live, and no longer', async () => {
    receiver.behaviour = () => ({ status: 500 });
    const first = await publish({ message: 'one', timeToLive: '60' });
    const second = await publish({ message: 'two', timeToLive: '86400' });
    await world.node.jobs.runDue();
    for (let tries = 0; tries < 30; tries += 1) {
      world.clock.advance(5_000);
      await world.node.jobs.runDue();
    }
    const ids = receiver.notifications.map(({ event }) => event.id);
    expect(ids.indexOf(second.messageId)).toBe(ids.lastIndexOf(first.messageId) + 1);
    expect(new Set(ids)).toEqual(new Set([first.messageId, second.messageId]));
    receiver.behaviour = () => ({ status: 204 });
    world.clock.advance(DAY_IN_MS / 2);
    await world.node.jobs.runDue();
    expect(receiver.notifications.at(-1)?.event.id).toBe(second.messageId);
    const traces = (await world.traces()).filter(({ name }) => name === 'deliverNotification');
    const given = traces.filter(({ rating }) => rating === 'incident');
    expect(given).toHaveLength(1);
    expect(given[0]?.body).toContain(first.messageId);
  });

  it('EVT-03 survive a crash between the answer and the delivery', async () => {
    const { messageId } = await publish({ message: 'one' });
    await world.restart();
    await world.node.jobs.runDue();
    expect(receiver.notifications.map(({ event }) => event.id)).toEqual([messageId]);
  });

  it('EVT-02 SEC-11 are in no trace, and in no list of notifications; after two days they are gone', async () => {
    await publish({ subject: 'a headline of secrets', message: 'a text of secrets' });
    await world.node.jobs.runDue();
    const traces = JSON.stringify(await world.traces());
    expect(traces).toContain('publishMessage');
    expect(traces).not.toContain('of secrets');
    expect((await world.node.run('csms.searchNotifications', world.api, {})).items).toEqual([]);
    expect(await world.node.rest('csms.listNotificationRecords', world.api, {})).toMatchObject({
      records: [],
    });
    expect(await world.outbox()).toHaveLength(1);
    world.clock.advance(2 * DAY_IN_MS + 1);
    await world.node.notifications.planJobs(world.node.jobs);
    await world.node.jobs.runDue();
    expect(await world.outbox()).toEqual([]);
  });

  it('EVT-02 refusals: nothing to say, a missing topic, another account, no permission', async () => {
    const empty = await refusalOf(publish({ subject: 'x' }));
    expect([empty.code, empty.status, empty.field]).toEqual(['SMN.0021', 400, 'message']);
    const missing = await refusalOf(publish({ topicUrn: `${topicUrn}x`, message: 'x' }));
    expect([missing.code, missing.status]).toEqual(['SMN.0006', 404]);
    const foreign = await refusalOf(publish({ message: 'x' }, contextOf(await seedAccount(world.store))));
    expect([foreign.code, foreign.status]).toEqual(['SMN.0006', 404]);
    world.denied = (_context, { action }) => action === 'smn:topic:publish';
    const denied = await refusalOf(publish({ message: 'x' }));
    expect(denied.status).toBe(403);
    expect(await world.outbox()).toEqual([]);
  });
});
