import { operationOf } from '../src/catalogue.ts';
import { ABSENT, type Table } from './table.ts';

const keyId = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
const userName = { name: 'admin', password: 'p' };

function auth(user: unknown, methods: unknown = ['password']) {
  return { identity: { methods, password: { user } } };
}

const enterpriseProjectRefusals: Table['refused'] = [
  ...['', ' a', 'a ', 'a/b', '<b>', 'x'.repeat(65), 7, 'default', 'Default'].map(
    (name) => ['name', name, 'KMS.0308'] as const,
  ),
  ['description', 'x'.repeat(513), 'KMS.0308'],
  ['enabled', false, 'KMS.0308'],
];

/** One table for each operation that only the console has, and for the calls that the edge answers. */
export const consoleTables: readonly Table[] = [
  {
    operation: operationOf('kms.searchKeys'),
    taken: { q: '', state: ['enabled'], tag: ['a', 'b=c'], sort: '-alias', limit: 100 },
    refused: [
      ['q', 'x'.repeat(256), 'KMS.0308'],
      ['state', ['2'], 'KMS.0308'],
      ['keySpec', ['AES'], 'KMS.0308'],
      ['keyUsage', 'SIGN_VERIFY', 'KMS.0308'],
      ['origin', ['kms', 'x'], 'KMS.0308'],
      ['enterpriseProjectId', ['x'.repeat(37)], 'KMS.0308'],
      ['tag', ['=x'], 'KMS.0308'],
      ['tag', Array.from({ length: 21 }, (_, i) => `k${i}`), 'KMS.0308'],
      ['createdFrom', -1, 'KMS.0308'],
      ['createdTo', '2026', 'KMS.0308'],
      ['sort', '+alias', 'KMS.0308'],
      ['sort', 'keyId', 'KMS.0308'],
      ['limit', 0, 'KMS.1601'],
      ['limit', 101, 'KMS.1601'],
      ['cursor', '', 'KMS.1602'],
      ['cursor', 'x'.repeat(1025), 'KMS.1602'],
      ['page', 2, 'KMS.0308'],
    ],
  },
  {
    operation: operationOf('kms.viewKey'),
    taken: { keyId },
    refused: [
      ['keyId', 'x', 'KMS.0205'],
      ['keyId', ABSENT, 'KMS.0204'],
    ],
  },
  {
    operation: operationOf('kms.assignEnterpriseProject'),
    taken: { keyId, enterpriseProjectId: '0' },
    refused: [
      ['keyId', 'x', 'KMS.0205'],
      ['enterpriseProjectId', ABSENT, 'KMS.0204'],
      ['enterpriseProjectId', 'all', 'KMS.0308'],
      ['enterpriseProjectId', 'finance', 'KMS.0308'],
    ],
  },
  {
    operation: operationOf('eps.createEnterpriseProject'),
    taken: { name: 'Zahlungen 支付_1.a@b-c', description: 'x'.repeat(512) },
    refused: [['name', ABSENT, 'KMS.0204'], ...enterpriseProjectRefusals],
  },
  {
    operation: operationOf('eps.modifyEnterpriseProject'),
    taken: { enterpriseProjectId: keyId, name: 'x'.repeat(64), description: '' },
    refused: [['enterpriseProjectId', 'all', 'KMS.0308'], ...enterpriseProjectRefusals],
  },
  ...(['eps.enableEnterpriseProject', 'eps.disableEnterpriseProject'] as const).map((id) => ({
    operation: operationOf(id),
    taken: { enterpriseProjectId: keyId },
    refused: [
      ['enterpriseProjectId', 'default', 'KMS.0308'],
      ['enterpriseProjectId', ABSENT, 'KMS.0204'],
    ] as const,
  })),
  {
    operation: operationOf('kms.startShadowDisable'),
    taken: { keyId, days: 90 },
    refused: [
      ['keyId', 'x', 'KMS.0205'],
      ['days', 0, 'KMS.0308'],
      ['days', 91, 'KMS.0308'],
      ['days', '7', 'KMS.0308'],
    ],
  },
  ...(['kms.showShadowDisable', 'kms.commitShadowDisable', 'kms.cancelShadowDisable'] as const).map((id) => ({
    operation: operationOf(id),
    taken: { keyId },
    refused: [
      ['keyId', 'x', 'KMS.0205'],
      ['keyId', ABSENT, 'KMS.0204'],
    ] as const,
  })),
  {
    operation: operationOf('kms.previewKeyRisk'),
    taken: { keyId, days: 90 },
    refused: [
      ['keyId', 'x', 'KMS.0205'],
      ['days', 0, 'KMS.0308'],
      ['days', 91, 'KMS.0308'],
    ],
  },
  {
    operation: operationOf('kms.encryptText'),
    taken: { keyId, text: '🔑'.repeat(1024) },
    refused: [
      ['text', '', 'KMS.0308'],
      ['text', `${'🔑'.repeat(1024)}a`, 'KMS.0308'],
      ['text', '\ud83d', 'KMS.0308'],
      ['plainText', 'a', 'KMS.0308'],
    ],
  },
  {
    operation: operationOf('kms.decryptText'),
    taken: { cipherText: 'AAAA' },
    refused: [
      ['cipherText', ABSENT, 'KMS.0204'],
      ['cipherText', '', 'KMS.2201'],
      ['cipherText', 'AAA', 'KMS.2201'],
      ['keyId', keyId, 'KMS.0308'],
    ],
  },
  {
    operation: operationOf('kms.inspectCiphertext'),
    taken: { cipherText: 'AAAA' },
    refused: [['cipherText', '-', 'KMS.2201']],
  },
  {
    operation: operationOf('console.batch'),
    taken: { operation: 'kms.enableKey', inputs: [{ keyId }] },
    refused: [
      ['operation', ABSENT, 'KMS.0204'],
      ['inputs', [], 'KMS.0308'],
      ['inputs', Array.from({ length: 101 }, () => ({ keyId })), 'KMS.0308'],
      ['inputs', { keyId }, 'KMS.0308'],
    ],
  },
  {
    operation: operationOf('iam.createToken'),
    taken: { auth: auth(userName) },
    refused: [
      ['auth', ABSENT, 'KMS.0204'],
      ['auth', {}, 'KMS.0204'],
      ['auth', auth({ name: 'admin' }), 'KMS.0204'],
      ['auth', auth({ name: 'admin', password: '' }), 'KMS.0308'],
      ['auth', auth({ name: 'admin', password: 'p'.repeat(1025) }), 'KMS.0308'],
      ['auth', auth(userName, []), 'KMS.0308'],
      ['auth', auth(userName, ['token']), 'KMS.0308'],
      ['auth', auth(userName, ['password', 'totp']), 'KMS.0308'],
    ],
  },
  {
    operation: operationOf('kms.viewKeyRotation'),
    taken: { keyId },
    refused: [['keyId', 'my-alias', 'KMS.0205']],
  },
  {
    operation: operationOf('kms.listKeyVersions'),
    taken: { keyId },
    refused: [['keyId', 'my-alias', 'KMS.0205']],
  },
  {
    operation: operationOf('cts.searchTraces'),
    taken: { traceType: 'ApiCall', rating: 'incident', from: 0, to: 1, limit: 200, cursor: 'x' },
    refused: [
      ['traceType', 'data', 'CTS.0001'],
      ['rating', ['normal'], 'CTS.0001'],
      ['from', -1, 'CTS.0001'],
      ['to', 'now', 'CTS.0001'],
      ['limit', 201, 'CTS.0001'],
      ['cursor', '', 'CTS.0001'],
      ['cursor', 'x'.repeat(65), 'CTS.0001'],
      ['user', 'x'.repeat(301), 'CTS.0001'],
      ['q', 'x', 'KMS.0308'],
    ],
  },
  {
    operation: operationOf('cts.viewTrace'),
    taken: { traceId: '019aa0aa-0000-7000-8000-000000000000' },
    refused: [['traceId', '../x', 'CTS.0001']],
  },
  {
    operation: operationOf('cts.exportTraces'),
    taken: { format: 'jsonl' },
    refused: [['format', 'xlsx', 'CTS.0001']],
  },
  {
    operation: operationOf('cts.listCheckpoints'),
    taken: { before: 10, limit: 100 },
    refused: [
      ['before', -1, 'CTS.0001'],
      ['limit', 101, 'CTS.0001'],
    ],
  },
  {
    operation: operationOf('cts.verifyData'),
    taken: { start: 0, count: 1024 },
    refused: [
      ['start', -1, 'CTS.0001'],
      ['count', 1025, 'CTS.0001'],
    ],
  },
];
