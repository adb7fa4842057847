import { operationOf } from '../src/catalogue.ts';
import { ABSENT, type Table } from './table.ts';

const secret_id = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
const base64 = (bytes: number) => Buffer.alloc(bytes, 1).toString('base64');
const manyTags = Array.from({ length: 21 }, (_, i) => ({ key: `k${i}` }));
const topic = { target_type: 'SMN', target_id: 'urn:smn:local-1:p:t', target_name: 't' };

/** Every field of a name that travels in the path is refused alike. */
const nameRefusals = (field: string) =>
  [
    [field, ABSENT, 'CSMS.0002'],
    [field, null, 'CSMS.0002'],
    [field, 7, 'CSMS.0002'],
    [field, '', 'CSMS.0002'],
    [field, 'with space', 'CSMS.0002'],
    [field, 'a/b', 'CSMS.0002'],
    [field, '密', 'CSMS.0002'],
    [field, 'a\n', 'CSMS.0002'],
    [field, 'a'.repeat(65), 'CSMS.0002'],
    [field, '.', 'CSMS.0002'],
    [field, '..', 'CSMS.0002'],
  ] as const;
const secretNameRefusals = nameRefusals('secret_name');
/** Names of events and statuses have no dot. */
const dotRefusal = (field: string) => [field, 'a.b', 'CSMS.0002'] as const;
const secretIdRefusals = [
  ['secret_id', ABSENT, 'CSMS.0002'],
  ['secret_id', 'my-secret', 'CSMS.0002'],
  ['secret_id', secret_id.toUpperCase(), 'CSMS.0002'],
  ['secret_id', `${secret_id} `, 'CSMS.0002'],
] as const;
const valueRefusals = [
  ['secret_string', ABSENT, 'CSMS.0002'],
  ['secret_string', '', 'CSMS.0002'],
  ['secret_string', 'x'.repeat(32_769), 'CSMS.0002'],
  ['secret_string', `${'🔑'.repeat(8192)}x`, 'CSMS.0002'],
  ['secret_string', 'a\ud800', 'CSMS.0002'],
  ['secret_string', 7, 'CSMS.0002'],
  ['secret_string', null, 'CSMS.0002'],
  ['secret_string', { a: 'b' }, 'CSMS.0002'],
  ['secret_binary', '', 'CSMS.0002'],
  ['secret_binary', base64(32_769), 'CSMS.0002'],
  ['secret_binary', 'no Base64!', 'CSMS.0002'],
  ['secret_binary', 'QQ', 'CSMS.0002'],
] as const;
const keyRefusals = [
  ['kms_key_id', '', 'CSMS.0002'],
  ['kms_key_id', 'obs/default', 'CSMS.0002'],
  ['kms_key_id', 'my-key', 'CSMS.0002'],
  ['kms_key_id', null, 'CSMS.0002'],
] as const;
const descriptionRefusals = [
  ['description', 'é'.repeat(1025), 'CSMS.0002'],
  ['description', 'a\0b', 'CSMS.0002'],
  ['description', null, 'CSMS.0002'],
] as const;
const rotationRefusals = [
  ['auto_rotation', 'true', 'CSMS.0002'],
  ['rotation_period', '5h', 'CSMS.0002'],
  ['rotation_period', '366d', 'CSMS.0002'],
  ['rotation_period', '7', 'CSMS.0002'],
  ['rotation_period', '-7d', 'CSMS.0002'],
  ['rotation_period', '1.5d', 'CSMS.0002'],
  ['rotation_period', '7w', 'CSMS.0002'],
  ['rotation_func_urn', 'a b', 'CSMS.0002'],
] as const;
const eventRefusals = [
  ['event_subscriptions', 'e', 'CSMS.0002'],
  ['event_subscriptions', ['e', 'f'], 'CSMS.0002'],
  ['event_subscriptions', ['a b'], 'CSMS.0002'],
  ['event_subscriptions', [null], 'CSMS.0002'],
] as const;
const expiryRefusals = [
  ['expire_time', -1, 'CSMS.0002'],
  ['expire_time', '2026-01-01', 'CSMS.0002'],
  ['expire_time', 1.5, 'CSMS.0002'],
  ['expire_time', 253_402_300_800_000, 'CSMS.0002'],
] as const;
const versionRefusals = [
  ['version_id', ABSENT, 'CSMS.0002'],
  ['version_id', 'v', 'CSMS.0002'],
  ['version_id', 'v01', 'CSMS.0002'],
  ['version_id', 'latest', 'CSMS.0002'],
  ['version_id', '1', 'CSMS.0002'],
  ['version_id', 1, 'CSMS.0002'],
] as const;
const pageRefusals = [
  ['limit', '0', 'CSMS.0002'],
  ['limit', '1001', 'CSMS.0002'],
  ['limit', 'all', 'CSMS.0002'],
  ['marker', 'a b', 'CSMS.0002'],
] as const;
const tagRefusals = (field: string, wrap: (tag: Record<string, unknown>) => unknown) =>
  [
    [field, wrap({ key: ' a' }), 'KMS.0406'],
    [field, wrap({ key: 'a ' }), 'KMS.0406'],
    [field, wrap({ key: '' }), 'KMS.0406'],
    [field, wrap({ key: '_sys_a' }), 'KMS.0406'],
    [field, wrap({ key: 'a'.repeat(129) }), 'KMS.0406'],
    [field, wrap({ key: 'a*b' }), 'KMS.0406'],
    [field, wrap({}), 'CSMS.0002'],
    [field, wrap({ key: 'a', value: '<' }), 'KMS.0405'],
    [field, wrap({ key: 'a', value: 'v'.repeat(256) }), 'KMS.0405'],
  ] as const;
const typeRefusals = [
  ['event_types', [], 'CSMS.0002'],
  ['event_types', ['SECRET_READ'], 'CSMS.0002'],
  ['event_types', ['SECRET_DELETED', 'SECRET_DELETED'], 'CSMS.0002'],
  ['event_types', 'SECRET_DELETED', 'CSMS.0002'],
] as const;
const notificationRefusals = [
  ['notification', { ...topic, target_type: 'EMAIL' }, 'CSMS.0002'],
  ['notification', { ...topic, target_id: 'a b' }, 'CSMS.0002'],
  ['notification', { ...topic, target_name: '' }, 'CSMS.0002'],
  ['notification', 'urn:t', 'CSMS.0002'],
] as const;

/** One table for each operation of secrets on the REST surface that reads fields of its own. */
export const secretTables: readonly Table[] = [
  {
    operation: operationOf('csms.batchImportSecrets'),
    taken: {
      secrets: [
        { name: 'a', secret_string: '🔑' },
        { name: 'b', secret_binary: 'AA==' },
      ],
    },
    refused: [
      ['secrets', ABSENT, 'CSMS.0002'],
      ['secrets', [], 'CSMS.0002'],
      ['secrets', { name: 'a', secret_string: 'x' }, 'CSMS.0002'],
      ['secrets', Array.from({ length: 21 }, (_, i) => ({ name: `s${i}`, secret_string: 'x' })), 'CSMS.0002'],
      ['secrets', [{ name: 'a b', secret_string: 'x' }], 'CSMS.0002'],
      ['secrets', [{ name: 'a' }], 'CSMS.0002'],
      ['secrets', [{ name: 'a', secret_string: 'x'.repeat(32_769) }], 'CSMS.0002'],
      ['secrets', [{ name: 'a', secret_string: 'x', auto_rotation: true }], 'CSMS.0002'],
      ['secrets', ['a'], 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.batchShowSecretVersion'),
    taken: { secret_name_list: ['a', 'b.c'] },
    refused: [
      ['secret_name_list', ABSENT, 'CSMS.0002'],
      ['secret_name_list', [], 'CSMS.0002'],
      ['secret_name_list', 'a', 'CSMS.0002'],
      ['secret_name_list', ['a b'], 'CSMS.0002'],
      ['secret_name_list', ['a', 'a'], 'CSMS.0002'],
      ['secret_name_list', Array.from({ length: 51 }, (_, i) => `s${i}`), 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.batchDeleteSecrets'),
    taken: { instance_id: 'db-1', instance_type: 'RDS' },
    refused: [
      ['instance_id', ABSENT, 'CSMS.0002'],
      ['instance_id', '', 'CSMS.0002'],
      ['instance_id', null, 'CSMS.0002'],
      ['instance_id', 'x'.repeat(256), 'CSMS.0002'],
      ['instance_type', 'MySQL', 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.createSecret'),
    taken: {
      name: 'a.b_c-1',
      secret_string: '🔑'.repeat(8192),
      kms_key_id: 'csms/default',
      rotation_period: '6h',
      event_subscriptions: [''],
    },
    refused: [
      ...nameRefusals('name'),
      ...valueRefusals,
      ...keyRefusals,
      ...descriptionRefusals,
      ...rotationRefusals,
      ...eventRefusals,
      ['secret_type', 'RDS', 'CSMS.0002'],
      ['rotation_config', 'text', 'CSMS.0002'],
      ['rotation_config', '[]', 'CSMS.0002'],
      ['rotation_config', JSON.stringify({ a: 'x'.repeat(1024) }), 'CSMS.0002'],
      ['enterprise_project_id', 'all', 'CSMS.0002'],
      ...tagRefusals('tags', (tag) => [tag]),
      ['tags', manyTags, 'KMS.0407'],
    ],
  },
  {
    operation: operationOf('csms.listSecrets'),
    taken: { limit: '1000', marker: 'a.b', event_name: 'e' },
    refused: [...pageRefusals, ['event_name', 'a b', 'CSMS.0002']],
  },
  ...(
    ['csms.showSecret', 'csms.deleteSecret', 'csms.cancelSecretDeletion', 'csms.downloadSecretBlob'] as const
  ).map((id) => ({
    operation: operationOf(id),
    taken: { secret_name: 'a.b' },
    refused: [...secretNameRefusals],
  })),
  {
    operation: operationOf('csms.updateSecret'),
    taken: { secret_name: 's', description: '' },
    refused: [
      ...secretNameRefusals,
      ...keyRefusals,
      ...descriptionRefusals,
      ...rotationRefusals,
      ...eventRefusals,
    ],
  },
  {
    operation: operationOf('csms.scheduleSecretDeletion'),
    taken: { secret_name: 's', recovery_window_in_days: 7 },
    refused: [
      ...secretNameRefusals,
      ['recovery_window_in_days', ABSENT, 'CSMS.0002'],
      ['recovery_window_in_days', 6, 'CSMS.0002'],
      ['recovery_window_in_days', 31, 'CSMS.0002'],
      ['recovery_window_in_days', 7.5, 'CSMS.0002'],
      ['recovery_window_in_days', 'seven', 'CSMS.0002'],
      ['recovery_window_in_days', null, 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.createSecretVersion'),
    taken: { secret_name: 's', secret_string: 'x', version_stages: ['A'], expire_time: 1 },
    refused: [
      ...secretNameRefusals,
      ...valueRefusals,
      ...expiryRefusals,
      ['version_stages', [], 'CSMS.0002'],
      ['version_stages', ['A', 'A'], 'CSMS.0002'],
      ['version_stages', ['a b'], 'CSMS.0002'],
      ['version_stages', 'A', 'CSMS.0002'],
      ['version_stages', Array.from({ length: 13 }, (_, i) => `S${i}`), 'CSMS.0204'],
    ],
  },
  {
    operation: operationOf('csms.listSecretVersions'),
    taken: { secret_name: 's', marker: 'v20', limit: '1' },
    refused: [...secretNameRefusals, ...pageRefusals, ['marker', 'v', 'CSMS.0002']],
  },
  {
    operation: operationOf('csms.showSecretVersion'),
    taken: { secret_name: 's', version_id: 'latest' },
    refused: [
      ...secretNameRefusals,
      ['version_id', ABSENT, 'CSMS.0002'],
      ['version_id', '', 'CSMS.0002'],
      ['version_id', 'v 1', 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.updateSecretVersion'),
    taken: { secret_name: 's', version_id: 'v1', expire_time: null },
    refused: [
      ...secretNameRefusals,
      ...versionRefusals,
      ...expiryRefusals,
      ['expire_time', ABSENT, 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.createSecretStage'),
    taken: { secret_name: 's', name: 'A', version_id: 'v1' },
    refused: [...secretNameRefusals, ...nameRefusals('name'), dotRefusal('name'), ...versionRefusals],
  },
  {
    operation: operationOf('csms.updateSecretStage'),
    taken: { secret_name: 's', stage_name: 'SYSCURRENT', version_id: 'v1' },
    refused: [
      ...secretNameRefusals,
      ...nameRefusals('stage_name'),
      dotRefusal('stage_name'),
      ...versionRefusals,
    ],
  },
  ...(['csms.deleteSecretStage', 'csms.showSecretStage'] as const).map((id) => ({
    operation: operationOf(id),
    taken: { secret_name: 's', stage_name: 'A' },
    refused: [...secretNameRefusals, ...nameRefusals('stage_name')],
  })),
  {
    operation: operationOf('csms.batchCreateOrDeleteTags'),
    taken: { secret_id, action: 'delete', tags: [{ key: 'a' }] },
    refused: [
      ...secretIdRefusals,
      ...tagRefusals('tags', (tag) => [tag]),
      ['tags', [], 'KMS.0401'],
      ['tags', ABSENT, 'KMS.0401'],
      ['tags', manyTags, 'KMS.0407'],
      ['action', 'update', 'KMS.0404'],
      ['action', ABSENT, 'KMS.0404'],
      ['sequence', 'short', 'KMS.0206'],
    ],
  },
  {
    operation: operationOf('csms.createSecretTag'),
    taken: { secret_id, tag: { key: '环境 हिन्दी', value: '' } },
    refused: [...secretIdRefusals, ...tagRefusals('tag', (tag) => tag), ['tag', ABSENT, 'CSMS.0002']],
  },
  {
    operation: operationOf('csms.deleteSecretTag'),
    taken: { secret_id, key: 'a/b' },
    refused: [...secretIdRefusals, ['key', '', 'KMS.0406'], ['key', 'a*', 'KMS.0406']],
  },
  { operation: operationOf('csms.listSecretTags'), taken: { secret_id }, refused: secretIdRefusals },
  {
    operation: operationOf('csms.listResourceInstances'),
    taken: { action: 'filter', tags: [{ key: 'a' }], matches: [{ key: 'resource_name', value: 'x' }] },
    refused: [
      ['action', ABSENT, 'KMS.0404'],
      ['offset', -1, 'KMS.0417'],
      ['limit', '0', 'KMS.1601'],
      ['limit', '1001', 'KMS.1601'],
      ['tags', manyTags, 'KMS.0407'],
      ['matches', [{ key: 'name', value: 'x' }], 'CSMS.0002'],
      ['matches', [{ key: 'resource_name', value: 'x'.repeat(256) }], 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.createSecretEvent'),
    taken: { name: 'e', event_types: ['SECRET_DELETED'], state: 'ENABLED', notification: topic },
    refused: [
      ...nameRefusals('name'),
      dotRefusal('name'),
      ...typeRefusals,
      ...notificationRefusals,
      ['event_types', ABSENT, 'CSMS.0002'],
      ['state', ABSENT, 'CSMS.0002'],
      ['state', 'enabled', 'CSMS.0002'],
      ['notification', ABSENT, 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.listSecretEvents'),
    taken: { limit: '1', marker: 'e' },
    refused: pageRefusals,
  },
  ...(['csms.showSecretEvent', 'csms.deleteSecretEvent'] as const).map((id) => ({
    operation: operationOf(id),
    taken: { event_name: 'e' },
    refused: [...nameRefusals('event_name'), dotRefusal('event_name')],
  })),
  {
    operation: operationOf('csms.updateSecretEvent'),
    taken: { event_name: 'e', state: 'DISABLED' },
    refused: [
      ...nameRefusals('event_name'),
      ...typeRefusals,
      ...notificationRefusals,
      ['state', 'OFF', 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.rotateSecret'),
    taken: { secret_name: 's' },
    refused: nameRefusals('secret_name'),
  },
  {
    operation: operationOf('csms.listSecretTask'),
    taken: { secret_name: 's', status: 'FAILED', limit: '1', marker: '' },
    refused: [
      ['secret_name', 'a b', 'CSMS.0002'],
      ['status', 'RUNNING', 'CSMS.0002'],
      ['task_id', 'x', 'CSMS.0002'],
      ['task_id', '00000000-0000-4000-8000-000000000000', 'CSMS.0002'],
      ['limit', '0', 'CSMS.0002'],
      ['limit', '1001', 'CSMS.0002'],
      ['limit', 'x', 'CSMS.0002'],
      ['marker', 'x', 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.uploadSecretBlob'),
    taken: { secret_blob: base64(740_000) },
    refused: [
      ['secret_blob', ABSENT, 'CSMS.0002'],
      ['secret_blob', '', 'CSMS.0003'],
      ['secret_blob', 'no Base64', 'CSMS.0003'],
      ['secret_blob', base64(740_001), 'CSMS.0003'],
    ],
  },
];

/** The same for the operations that only the console has. */
export const consoleSecretTables: readonly Table[] = [
  {
    operation: operationOf('csms.searchSecrets'),
    taken: { q: '', state: ['pendingDeletion'], tag: ['a', 'b=c'], sort: '-name', limit: 100 },
    refused: [
      ['q', 'x'.repeat(65), 'CSMS.0002'],
      ['state', ['PENDING_DELETE'], 'CSMS.0002'],
      ['secretType', ['RDS'], 'CSMS.0002'],
      ['enterpriseProjectId', ['x'.repeat(37)], 'CSMS.0002'],
      ['kmsKeyId', 'x', 'CSMS.0002'],
      ['eventName', 'no space', 'CSMS.0002'],
      ['tag', ['=x'], 'CSMS.0002'],
      ['tag', Array.from({ length: 21 }, (_, i) => `k${i}`), 'CSMS.0002'],
      ['createdFrom', -1, 'CSMS.0002'],
      ['createdTo', '2026', 'CSMS.0002'],
      ['sort', '+name', 'CSMS.0002'],
      ['limit', 0, 'KMS.1601'],
      ['limit', 101, 'KMS.1601'],
      ['cursor', '', 'KMS.1602'],
      ['page', 2, 'CSMS.0002'],
    ],
  },
  {
    operation: operationOf('csms.viewSecret'),
    taken: { secretName: 's' },
    refused: nameRefusals('secretName'),
  },
  {
    operation: operationOf('csms.previewSecretUse'),
    taken: { secretName: 's', days: 90 },
    refused: [...nameRefusals('secretName'), ['days', 0, 'CSMS.0002'], ['days', 91, 'CSMS.0002']],
  },
];
