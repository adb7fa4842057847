import { z } from 'zod';
import { enterpriseProjectId } from '../kms/fields.ts';
import { annotate } from '../wire/annotations.ts';
import { looseInteger, utf8Text } from '../wire/scalars.ts';

/** Field types of topics and subscriptions [smn.json, EVT-02]. */

export const MAX_TOPICS = 3000;
export const MAX_SUBSCRIPTIONS_PER_TOPIC = 100;

/** What a subscription can be delivered by; the documents' other protocols need services that are not here. */
export const subscriptionProtocolNames = ['https', 'http', 'email'] as const;
export type SubscriptionProtocol = (typeof subscriptionProtocolNames)[number];

/** Every refused field of an operation of topics answers with the same code, unless the field has one of its own. */
export function topicInput<Schema extends z.ZodObject>(schema: Schema): Schema {
  return annotate(schema, { error: 'topicRequestInvalid', missing: 'topicRequestInvalid' });
}

/** Control characters would end up in the headers of an email. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const withoutControls = (text: string) => !/[\u0000-\u001f\u007f]/.test(text);
export const controlsRule = 'must not hold control characters';

export const topicName = annotate(
  z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/,
      'must be 1 to 255 letters, digits, hyphens or underscores, beginning with a letter or digit',
    ),
  { error: 'topicNameInvalid', missing: 'topicNameInvalid' },
);

export const topicDisplayName = annotate(
  utf8Text({ minBytes: 0, maxBytes: 192 }).refine(withoutControls, controlsRule),
  { error: 'topicDisplayNameInvalid', missing: 'topicDisplayNameInvalid' },
);

export const topicUrn = annotate(
  z
    .string()
    .regex(
      /^urn:smn:[A-Za-z0-9_-]{1,64}:[0-9a-f]{32}:[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/,
      'must be the URN of a topic: urn:smn:<region>:<project>:<name>',
    ),
  { error: 'topicUrnInvalid', missing: 'topicUrnInvalid' },
);

export const subscriptionUrn = annotate(
  z
    .string()
    .regex(
      /^urn:smn:[A-Za-z0-9_-]{1,64}:[0-9a-f]{32}:[A-Za-z0-9][A-Za-z0-9_-]{0,254}:[0-9a-f]{32}$/,
      'must be the URN of a subscription: the URN of its topic, a colon and 32 hex digits',
    ),
  { error: 'subscriptionUrnInvalid', missing: 'subscriptionUrnInvalid' },
);

export const topicEnterpriseProjectId = annotate(enterpriseProjectId, { error: 'topicRequestInvalid' });

export const subscriptionProtocol = annotate(
  z.enum(subscriptionProtocolNames, 'must be https, http or email'),
  { error: 'subscriptionProtocolInvalid', missing: 'subscriptionProtocolInvalid' },
);

/** Which form it has depends on the protocol; the operation looks at both together. */
export const subscriptionEndpoint = annotate(
  z
    .string()
    .min(1, 'must not be empty')
    .max(2048, 'must be at most 2048 characters')
    .refine(withoutControls, controlsRule),
  { error: 'subscriptionEndpointInvalid', missing: 'subscriptionEndpointInvalid' },
);

export const subscriptionRemark = utf8Text({ minBytes: 0, maxBytes: 128 }).refine(
  withoutControls,
  controlsRule,
);

/** Secret that signs webhooks (Standard Webhooks): `whsec_` and Base64 of the key, or any text, whose bytes are then the key. */
export const signSecret = annotate(
  z
    .string()
    .max(256, 'must be at most 256 characters')
    .refine(isSignSecret, 'must be whsec_ and Base64, or another text'),
  { error: 'topicRequestInvalid', secret: true },
);

function isSignSecret(text: string): boolean {
  return (
    !text.startsWith('whsec_') ||
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.slice('whsec_'.length))
  );
}

/** 0 waits for its confirmation, 1 is confirmed; no subscription of this product has the documents' further states. */
export const subscriptionStatus = z.int().min(0).max(1);

/** 32 hex digits: the X-Request-Id without its hyphens. */
export const smnRequestId = z.string();

/** Time in ms since 1970 UTC; travels as `2026-01-02T03:04:05Z`. */
export const utcText = z.codec(z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), z.int(), {
  decode: (text) => Date.parse(text),
  encode: (time) => `${new Date(time).toISOString().slice(0, 19)}Z`,
});

/** Paging by the offset of the first entry. */
export const topicPage = {
  offset: annotate(looseInteger({ min: 0, max: 1_000_000 }), { error: 'topicPageInvalid' }).default(0),
  limit: annotate(looseInteger({ min: 1, max: 100 }), { error: 'topicPageInvalid' }).default(100),
};
