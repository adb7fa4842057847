import type { ErrorRow } from './row.ts';

/** Errors of topics, subscriptions and deliveries [smn.json]. */
export const smnErrors = {
  topicRequestInvalid: [
    'SMN.0021',
    400,
    'A parameter is not valid or missing. Send a value that the description allows.',
  ],
  topicNameInvalid: [
    'SMN.0002',
    400,
    'The topic name is not valid. Use 1 to 255 letters, digits, hyphens or underscores, beginning with a letter or digit.',
  ],
  topicDisplayNameInvalid: ['SMN.0003', 400, 'The display name is not valid. Use at most 192 bytes of text.'],
  topicUrnInvalid: [
    'SMN.0005',
    400,
    'The topic URN is not valid. Use the URN that creating the topic answered.',
  ],
  topicNotFound: ['SMN.0006', 404, 'The topic does not exist. Check its URN, the project and the region.'],
  topicQuotaExceeded: ['SMN.0004', 403, 'The quota of topics is used up. Delete topics that are not needed.'],
  topicInUse: [
    'SMN.0021',
    400,
    'Events send to the topic. Choose another topic in them before you delete it.',
  ],
  topicPageInvalid: ['SMN.0015', 400, 'The page is not valid. Send limit from 1 to 100 and offset from 0.'],
  subscriptionProtocolInvalid: [
    'SMN.0011',
    400,
    'The protocol is not served here. Use https, http or email.',
  ],
  subscriptionEmailUnavailable: [
    'SMN.0011',
    400,
    'This installation sends no email. Have the operator set DEWPOINT_SMTP_URL and DEWPOINT_SMTP_FROM, or use https.',
  ],
  subscriptionEndpointInvalid: [
    'SMN.0012',
    400,
    'The endpoint is not valid. Use an address that begins with https:// or http:// as the protocol says, or an email address.',
  ],
  subscriptionEndpointRefused: [
    'SMN.0012',
    400,
    'The endpoint is in a network that the product must not reach. Use a public one, or have the operator allow it in DEWPOINT_EGRESS_ALLOW.',
  ],
  subscriptionUrnInvalid: [
    'SMN.0014',
    400,
    'The subscription URN is not valid. Use the URN that adding the subscription answered.',
  ],
  subscriptionNotFound: ['SMN.0013', 404, 'The subscription does not exist. Check its URN and the project.'],
  subscriptionQuotaExceeded: [
    'SMN.0007',
    403,
    'The topic has as many subscriptions as it can have. Delete those that are not needed.',
  ],
  subscriptionConfirmed: [
    'SMN.0021',
    400,
    'The subscription is confirmed already. There is nothing to ask its endpoint.',
  ],
  messageMissing: ['SMN.0021', 400, 'There is nothing to publish. Send message or message_structure.'],
  confirmationInvalid: [
    'SMN.0013',
    404,
    'The confirmation is not valid: it was made for a subscription that is gone, was replaced by a newer one, or is older than 48 hours. Ask for a new one.',
  ],
} as const satisfies Record<string, ErrorRow>;
