import type { Clock } from '../../clock.ts';
import type { Egress } from '../../egress/egress-guard.ts';
import { EmailSender } from './email.ts';
import type { Senders } from './sender.ts';
import { sendWebhook } from './webhook.ts';

/** Both ways out; without `smtp` emails fail and say why. */
export function createSenders(parts: {
  readonly egress: Egress;
  readonly clock: Clock;
  readonly limitInMs: number;
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
}): Senders & { close(): void } {
  const { smtp } = parts;
  const mail = smtp === undefined ? null : new EmailSender({ smtp, limitInMs: parts.limitInMs });
  return {
    webhook: (message) => sendWebhook(parts, message),
    async email(message) {
      if (mail !== null) return mail.send(message);
      return {
        kind: 'failed',
        problem: 'This installation sends no email: DEWPOINT_SMTP_URL is not set.',
        final: false,
      };
    },
    close: () => mail?.close(),
  };
}
