import type { Sealing } from '../../iam/sealing.ts';

/** What of a subscription is kept sealed under the root of trust; each is bound to its subscription and purpose. */
export type SubscriptionSecret = 'sign-secret' | 'confirmation';

const bindingOf = (subscriptionId: string, purpose: SubscriptionSecret) => [
  'subscription',
  subscriptionId,
  purpose,
];

export function sealSubscriptionSecret(
  sealing: Sealing,
  subscriptionId: string,
  purpose: SubscriptionSecret,
  text: string,
): Promise<Buffer> {
  return sealing.seal(bindingOf(subscriptionId, purpose), Buffer.from(text, 'utf8'));
}

/** @throws DecryptionFailedError for what was sealed for another subscription or purpose */
export async function openSubscriptionSecret(
  sealing: Sealing,
  subscriptionId: string,
  purpose: SubscriptionSecret,
  sealed: Uint8Array,
): Promise<string> {
  return (await sealing.open(bindingOf(subscriptionId, purpose), sealed)).toString('utf8');
}
