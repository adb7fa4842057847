import { createHmac } from 'node:crypto';

/** Signatures of webhooks as the Standard Webhooks specification 1.0 has them: HMAC-SHA256 over `id.timestamp.body`. */

const PREFIX = 'whsec_';

export function newSignSecret(random: Uint8Array): string {
  return `${PREFIX}${Buffer.from(random).toString('base64')}`;
}

/** @param sentAt ms since 1970 UTC; the header has seconds */
export function signatureHeaders(
  signSecret: string,
  message: { readonly messageId: string; readonly body: string },
  sentAt: number,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt / 1000));
  const signed = `${message.messageId}.${timestamp}.${message.body}`;
  const signatures = keysOf(signSecret).map(
    (key) => `v1,${createHmac('sha256', key).update(signed, 'utf8').digest('base64')}`,
  );
  return {
    'webhook-id': message.messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/**
 * `whsec_` and Base64 is the key itself. Of a secret without the prefix some libraries take the bytes of the text, others what its Base64
 * holds; the header may carry several signatures, so both find theirs.
 */
function keysOf(signSecret: string): readonly Buffer[] {
  if (signSecret.startsWith(PREFIX)) return [Buffer.from(signSecret.slice(PREFIX.length), 'base64')];
  const text = Buffer.from(signSecret, 'utf8');
  const held = Buffer.from(signSecret, 'base64');
  return held.toString('base64') === signSecret && held.length > 0 ? [text, held] : [text];
}
