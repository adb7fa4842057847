import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { retryDelayInMs } from '../../src/notifications/delivery/retry-plan.ts';
import { signatureHeaders } from '../../src/notifications/senders/standard-webhooks.ts';

const page = readFileSync(new URL('../../../../docs/notifications.md', import.meta.url), 'utf8');

interface Example {
  isFromDewpoint(secret: string, headers: Record<string, string>, body: string, now: number): boolean;
}

/** The page's own code, as a reader would paste it. */
async function exampleOfThePage(): Promise<Example> {
  const code = /```js\n(.*?)```/s.exec(page)?.[1] ?? '';
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

describe('EVT-02 EVT-03 docs/notifications.md', () => {
  const at = 1_795_736_697_007;
  const message = { messageId: 'ecaed122-b912-452a-b7b5-09aceac098d7', body: '{"data":"密"}' };

  it.each(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'just a text', 'bm90IHNvIHBsYWlu'])(
    'its example takes what is signed with %s, and nothing else',
    async (secret) => {
      const { isFromDewpoint } = await exampleOfThePage();
      const headers = signatureHeaders(secret, message, at);
      expect(isFromDewpoint(secret, { ...headers }, message.body, at)).toBe(true);
      expect(isFromDewpoint(secret, { ...headers }, `${message.body} `, at)).toBe(false);
      expect(isFromDewpoint('whsec_AAAA', { ...headers }, message.body, at)).toBe(false);
      expect(isFromDewpoint(secret, { ...headers, 'webhook-id': 'x' }, message.body, at)).toBe(false);
      expect(isFromDewpoint(secret, { ...headers }, message.body, at + 301_000)).toBe(false);
      expect(isFromDewpoint(secret, {}, message.body, at)).toBe(false);
    },
  );

  it('its pauses are those of the product', () => {
    expect([1, 2, 3, 20].map((attempts) => retryDelayInMs(attempts, 1) / 1000)).toEqual([5, 10, 20, 7200]);
    expect([1, 2, 3].map((attempts) => retryDelayInMs(attempts, 0) / 1000)).toEqual([2.5, 5, 10]);
    expect(page).toContain('5 s, 10 s, 20 s, … at most 2 h, each shortened by up to half at random');
  });
});
