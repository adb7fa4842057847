import { operationOf } from '../src/catalogue.ts';
import { ABSENT, type Table } from './table.ts';

const project = '0123456789abcdef0123456789abcdef';
const topic = `urn:smn:local-1:${project}:topic`;
const subscription = `${topic}:${project}`;
const badTopics = [
  ABSENT,
  '',
  'topic',
  `urn:smn:local-1:${project}:`,
  `urn:smn:local-1:p:topic`,
  subscription,
  7,
];
const badSubscriptions = [ABSENT, '', topic, `${topic}:xyz`];

type Refusal = Table['refused'][number];
const topicRefusals = (field: string): Refusal[] => badTopics.map((value) => [field, value, 'SMN.0005']);
const subscriptionRefusals = (field: string): Refusal[] =>
  badSubscriptions.map((value) => [field, value, 'SMN.0014']);
const displayNameRefusals = (field: string): Refusal[] =>
  [ABSENT, 'x'.repeat(193), 'two\r\nBcc: lines', 1].map((value) => [field, value, 'SMN.0003']);
const pageRefusals: Refusal[] = [
  ['limit', '0', 'SMN.0015'],
  ['limit', '101', 'SMN.0015'],
  ['limit', 'x', 'SMN.0015'],
  ['offset', '-1', 'SMN.0015'],
  ['offset', '', 'SMN.0015'],
];

/** What operations of topics refuse before anything is looked up. */
export const topicTables: readonly Table[] = [
  {
    operation: operationOf('smn.createTopic'),
    taken: { name: `t${'-'.repeat(254)}`, display_name: '', enterprise_project_id: '0', tags: 'ignored' },
    refused: [
      ...[ABSENT, '', '-a', 'a b', 'a.b', 'x'.repeat(256), null].map(
        (name): Refusal => ['name', name, 'SMN.0002'],
      ),
      ...displayNameRefusals('display_name'),
      ['enterprise_project_id', 'x', 'SMN.0021'],
    ],
  },
  {
    operation: operationOf('smn.listTopics'),
    taken: { limit: '100', offset: '0', name: 'a', fuzzy_name: 'b' },
    refused: [...pageRefusals, ['name', 'x'.repeat(256), 'SMN.0021']],
  },
  {
    operation: operationOf('smn.showTopic'),
    taken: { topic_urn: topic },
    refused: topicRefusals('topic_urn'),
  },
  {
    operation: operationOf('smn.updateTopic'),
    taken: { topic_urn: topic, display_name: '密钥' },
    refused: [...topicRefusals('topic_urn'), ...displayNameRefusals('display_name')],
  },
  {
    operation: operationOf('smn.deleteTopic'),
    taken: { topic_urn: topic },
    refused: topicRefusals('topic_urn'),
  },
  {
    operation: operationOf('smn.addSubscription'),
    taken: {
      topic_urn: topic,
      protocol: 'https',
      endpoint: 'https://example.com/hook',
      remark: 'r',
      extension: { sign_secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', keyword: 'ignored' },
      subscriptions: [],
    },
    refused: [
      ...topicRefusals('topic_urn'),
      ...[ABSENT, 'sms', 'HTTPS', ''].map((name): Refusal => ['protocol', name, 'SMN.0011']),
      ...[ABSENT, '', 'x'.repeat(2049), 'a\nb'].map((name): Refusal => ['endpoint', name, 'SMN.0012']),
      ['remark', 'x'.repeat(129), 'SMN.0021'],
      ['extension', { sign_secret: 'x'.repeat(257) }, 'SMN.0021'],
      ['extension', { sign_secret: 'whsec_no Base64' }, 'SMN.0021'],
      ['extension', 'x', 'SMN.0021'],
      ['subscriptions', [{ protocol: 'https', endpoint: 'https://example.com/' }], 'SMN.0021'],
    ],
  },
  {
    operation: operationOf('smn.listSubscriptions'),
    taken: { limit: '100', offset: '5', protocol: 'email', status: '1', endpoint: 'e', fuzzy_remark: 'r' },
    refused: [...pageRefusals, ['status', '5', 'SMN.0021'], ['endpoint', 'x'.repeat(2049), 'SMN.0021']],
  },
  {
    operation: operationOf('smn.listTopicSubscriptions'),
    taken: { topic_urn: topic, limit: '1' },
    refused: [...topicRefusals('topic_urn'), ...pageRefusals],
  },
  {
    operation: operationOf('smn.publishMessage'),
    taken: {
      topic_urn: topic,
      subject: 'x'.repeat(512),
      message: 'x'.repeat(262_144),
      message_structure: '{"default":"密","https":"{}"}',
      message_template_name: '',
      time_to_live: '86400',
      message_attributes: [
        { name: 'smn_protocol', type: 'PROTOCOL', value: ['https', 'sms'] },
        { name: 'a_1', type: 'STRING', value: 'x' },
      ],
      locale: 'ignored',
    },
    refused: [
      ...topicRefusals('topic_urn'),
      ...['x'.repeat(513), 'a\r\nBcc: b', 1].map((text): Refusal => ['subject', text, 'SMN.0021']),
      ...['', 'x'.repeat(262_145), '\ud800', {}].map((text): Refusal => ['message', text, 'SMN.0021']),
      ...['', 'x', '{}', '{"default":""}', '{"default":"a","http":1}', '"default"'].map(
        (text): Refusal => ['message_structure', text, 'SMN.0021'],
      ),
      ['message_template_name', 'greeting', 'SMN.0021'],
      ...['0', '86401', '1.5', ''].map((time): Refusal => ['time_to_live', time, 'SMN.0021']),
      ...[
        'x',
        [{ name: 'A', type: 'STRING', value: 'x' }],
        [{ name: 'a__b', type: 'STRING', value: 'x' }],
        [{ name: 'a', type: 'NUMBER', value: 'x' }],
        [{ name: 'a', type: 'STRING', value: ['x'] }],
        [{ name: 'a', type: 'STRING_ARRAY', value: 'x' }],
        [{ name: 'smn_protocol', type: 'PROTOCOL', value: ['sms'] }],
        [
          { name: 'a', type: 'STRING', value: 'x' },
          { name: 'a', type: 'STRING', value: 'y' },
        ],
        Array.from({ length: 11 }, (_, i) => ({ name: `a${i}`, type: 'STRING', value: 'x' })),
      ].map((attributes): Refusal => ['message_attributes', attributes, 'SMN.0021']),
    ],
  },
  {
    operation: operationOf('smn.cancelSubscription'),
    taken: { subscription_urn: subscription },
    refused: subscriptionRefusals('subscription_urn'),
  },
  {
    operation: operationOf('smn.confirmSubscription'),
    taken: { token: 'x'.repeat(43) },
    refused: [ABSENT, '', 'x'.repeat(42), `${'x'.repeat(42)}!`, 1].map(
      (token): Refusal => ['token', token, 'SMN.0021'],
    ),
  },
];

/** The same for the operations that only the console has. */
export const consoleTopicTables: readonly Table[] = [
  {
    operation: operationOf('smn.searchTopics'),
    taken: { q: 'a', offset: 0, limit: 100 },
    refused: [
      ['q', 'x'.repeat(256), 'SMN.0021'],
      ['limit', 0, 'SMN.0015'],
      ['limit', 101, 'SMN.0015'],
      ['offset', -1, 'SMN.0015'],
      ['page', 2, 'SMN.0021'],
    ],
  },
  {
    operation: operationOf('smn.viewSubscriptions'),
    taken: { topicUrn: topic },
    refused: topicRefusals('topicUrn'),
  },
  {
    operation: operationOf('smn.requestConfirmation'),
    taken: { subscriptionUrn: subscription },
    refused: subscriptionRefusals('subscriptionUrn'),
  },
  {
    operation: operationOf('csms.searchNotifications'),
    taken: {
      q: 'a',
      eventType: ['SECRET_DELETED'],
      state: ['failed', 'invalid'],
      createdFrom: 0,
      limit: 100,
    },
    refused: [
      ['q', 'x'.repeat(256), 'CSMS.0002'],
      ['eventType', ['DELETED'], 'CSMS.0002'],
      ['state', ['SUCCESS'], 'CSMS.0002'],
      ['createdFrom', -1, 'CSMS.0002'],
      ['createdTo', '2026', 'CSMS.0002'],
      ['limit', 0, 'KMS.1601'],
      ['limit', 101, 'KMS.1601'],
      ['cursor', '', 'KMS.1602'],
    ],
  },
  {
    operation: operationOf('csms.resendNotification'),
    taken: { notificationId: '0d0466b0-e727-4d9c-b35d-f84bb474a37f' },
    refused: [ABSENT, '', 'x'].map((id): Refusal => ['notificationId', id, 'CSMS.0002']),
  },
];
