import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { looseInteger, utf8Text } from '../wire/scalars.ts';
import {
  controlsRule,
  type SubscriptionProtocol,
  smnRequestId,
  subscriptionProtocolNames,
  topicInput,
  topicUrn,
  withoutControls,
} from './fields.ts';

/** Messages that programs publish to a topic, beside what events have to tell [smn.json]. */

export const MAX_MESSAGE_IN_BYTES = 256 * 1024;
/** The longest message with what JSON puts before each quotation mark and line break. */
const MAX_PUBLISH_BODY_IN_BYTES = 1024 * 1024;
const DAY_IN_SECONDS = 86_400;
const HOUR_IN_SECONDS = 3_600;

const messageText = annotate(utf8Text({ minBytes: 1, maxBytes: MAX_MESSAGE_IN_BYTES }), {
  error: 'topicRequestInvalid',
  secret: true,
});

/** Texts by protocol; `default` is for protocols that have none of their own. */
const otherText = z.string().min(1).optional();
export const messageStructureTexts = z.object({
  default: z.string().min(1),
  https: otherText,
  http: otherText,
  email: otherText,
} satisfies Record<'default' | SubscriptionProtocol, z.ZodType>);

const messageStructure = annotate(
  utf8Text({ minBytes: 1, maxBytes: MAX_MESSAGE_IN_BYTES }).refine(
    isMessageStructure,
    'must be the text of a JSON object with a text for default, and others for https, http and email if they shall differ',
  ),
  { error: 'topicRequestInvalid', secret: true },
);

function isMessageStructure(text: string): boolean {
  try {
    return messageStructureTexts.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

const messageAttribute = z.object({
  name: z
    .string()
    .max(32)
    .regex(
      /^[a-z0-9]+(_[a-z0-9]+)*$/,
      'must be 1 to 32 lower-case letters and digits, with single _ between them',
    ),
  type: z.enum(['STRING', 'STRING_ARRAY', 'PROTOCOL']),
  /** A text for STRING, texts for the others. */
  value: annotate(z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(10)]), {
    error: 'topicRequestInvalid',
    secret: true,
  }),
});
export type MessageAttribute = z.output<typeof messageAttribute>;

const messageAttributes = z
  .array(messageAttribute)
  .max(10)
  .refine(
    (attributes) => new Set(attributes.map(({ name }) => name)).size === attributes.length,
    'must not name an attribute twice',
  )
  .refine(
    (attributes) =>
      attributes.every(({ type, value }) => (type === 'STRING') === (typeof value === 'string')),
    'must have a text as the value of STRING, and a list of texts for STRING_ARRAY and PROTOCOL',
  )
  .refine(
    (attributes) =>
      attributes.every(
        ({ type, value }) =>
          type !== 'PROTOCOL' || subscriptionProtocolNames.some((name) => value.includes(name)),
      ),
    'must name https, http or email in the value of PROTOCOL',
  );

export const publishMessage = defineOperation({
  id: 'smn.publishMessage',
  service: 'smn',
  summary: 'Publish a message',
  description:
    'To every confirmed subscription of the topic, signed and tried again like what events have to tell, for as long as `time_to_live` says in seconds. `message_structure` goes before `message`; one of them is required. An attribute of type PROTOCOL restricts the message to these protocols; webhooks are sent the others as they are. Templates are not kept here.',
  scope: 'project',
  effect: 'change',
  action: 'smn:topic:publish',
  trace: { name: 'publishMessage', resourceType: 'topic' },
  input: topicInput(
    z.object({
      topicUrn,
      subject: annotate(utf8Text({ minBytes: 0, maxBytes: 512 }).refine(withoutControls, controlsRule), {
        error: 'topicRequestInvalid',
        secret: true,
      }).optional(),
      message: messageText.optional(),
      messageStructure: messageStructure.optional(),
      /** Refused in words instead of being ignored: the message would be another one. */
      messageTemplateName: z
        .string()
        .max(0, 'cannot be used: templates are not kept here. Send message or message_structure')
        .optional(),
      timeToLive: looseInteger({ min: 1, max: DAY_IN_SECONDS }).default(HOUR_IN_SECONDS),
      messageAttributes: messageAttributes.optional(),
    }),
  ),
  output: z.object({
    requestId: smnRequestId,
    /** 32 hex digits; receivers find them in `webhook-id` and in the CloudEvent. */
    messageId: z.string(),
  }),
  rest: {
    method: 'POST',
    path: '/v2/{project_id}/notifications/topics/{topic_urn}/publish',
    maxBodyInBytes: MAX_PUBLISH_BODY_IN_BYTES,
  },
  console: {
    method: 'POST',
    path: '/smn/topics/{topicUrn}/publish',
    maxBodyInBytes: MAX_PUBLISH_BODY_IN_BYTES,
  },
  refusals: ['topicNotFound', 'messageMissing'],
});
