import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEgressGuard, type EgressAddress } from '../../src/egress/egress-guard.ts';
import { sendWebhook } from '../../src/notifications/senders/webhook.ts';
import { ManualClock } from '../../src/testing/index.ts';
import { Receiver } from './receiver.ts';

const ipv4 = (address: string): EgressAddress => ({ address, family: 4 });

describe('EVT-03 a webhook goes to the address that was let pass, and to no other', () => {
  let receiver: Receiver;
  let port: string;
  /** What the name means, answer by answer; the last one stays. */
  let meanings: (readonly EgressAddress[])[];
  let asked: number;
  beforeEach(async () => {
    receiver = await Receiver.start();
    ({ port } = new URL(receiver.url()));
    asked = 0;
  });
  afterEach(() => receiver[Symbol.asyncDispose]());

  const resolve = async () => {
    asked += 1;
    return (meanings.length > 1 ? meanings.shift() : meanings[0]) ?? [];
  };
  const send = (host: string, allow: readonly string[] = ['127.0.0.1']) =>
    sendWebhook(
      { egress: createEgressGuard(allow, resolve), clock: new ManualClock(), limitInMs: 5_000 },
      {
        url: `http://${host}:${port}/hook`,
        messageId: 'm',
        body: JSON.stringify({ type: 'x' }),
        signSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      },
    );

  it('asks what a name means once for each attempt, and connects to that', async () => {
    meanings = [[ipv4('127.0.0.1')], [ipv4('127.0.0.2')]];
    expect(await send('hooks.example')).toMatchObject({ kind: 'done' });
    expect(asked).toBe(1);
    expect(receiver.received.map(({ headers }) => headers.host)).toEqual([`hooks.example:${port}`]);
  });

  it.each(['127.0.0.2', '10.0.0.1', '169.254.169.254', '192.168.1.1', '::1', 'fe80::1', '::ffff:127.0.0.2'])(
    'refuses a name that has come to mean %s',
    async (address) => {
      meanings = [[ipv4('127.0.0.1')], [{ address, family: address.includes(':') ? 6 : 4 }]];
      expect(await send('hooks.example')).toMatchObject({ kind: 'done' });
      expect(await send('hooks.example')).toEqual({
        kind: 'failed',
        final: true,
        problem: expect.stringContaining('DEWPOINT_EGRESS_ALLOW'),
      });
      expect(receiver.received).toHaveLength(1);
    },
  );

  it('leaves out the inner ones of several addresses', async () => {
    meanings = [[ipv4('10.0.0.1'), ipv4('127.0.0.1'), ipv4('192.168.0.1')]];
    expect(await send('hooks.example')).toMatchObject({ kind: 'done' });
  });

  it('a name that the operator allowed may mean any address, another name may not', async () => {
    meanings = [[ipv4('127.0.0.1')]];
    expect(await send('inner.example', ['inner.example'])).toMatchObject({ kind: 'done' });
    expect(await send('other.example', ['inner.example'])).toMatchObject({ kind: 'failed', final: true });
  });

  it.each([301, 302, 303, 307, 308])(
    'follows no redirect: %i to an inner address is a failure that is tried again',
    async (status) => {
      meanings = [[ipv4('127.0.0.1')]];
      receiver.behaviour = () => ({ status, headers: { location: receiver.url('/inner') } });
      expect(await send('hooks.example')).toEqual({
        kind: 'failed',
        final: false,
        problem: `The endpoint answered ${status}; redirects are not followed.`,
      });
      expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
    },
  );

  it('tries a name that cannot be resolved again', async () => {
    meanings = [[]];
    expect(await send('hooks.example')).toMatchObject({ kind: 'failed', final: false });
  });
});
