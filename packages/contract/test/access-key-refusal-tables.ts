import { type OperationId, operationOf } from '../src/catalogue.ts';
import { ABSENT, type Table } from './table.ts';

const user_id = '0'.repeat(32);
const access_key = 'AKEXAMPLE0123456789A';

type Refused = Table['refused'];

const table = (id: OperationId, taken: Table['taken'], refused: Refused): Table => ({
  operation: operationOf(id),
  taken,
  refused,
});

const userRefusals: Refused = [
  ['user_id', ABSENT, 'KMS.0204'],
  ['user_id', 'admin', 'KMS.0308'],
  ['user_id', '0'.repeat(33), 'KMS.0308'],
];
const keyRefusals = (field: string): Refused => [
  [field, ABSENT, 'KMS.0204'],
  [field, access_key.toLowerCase(), 'KMS.0308'],
  [field, 'SHORT', 'KMS.0308'],
];

/** Access keys (IAM-05) on both of their paths. */
export const accessKeyRestTables: readonly Table[] = [
  table('iam.createAccessKey', { credential: { user_id } }, [
    ['credential', ABSENT, 'KMS.0204'],
    ['credential', { user_id: 'admin' }, 'KMS.0308'],
    ['credential', { user_id, description: 'x'.repeat(256) }, 'KMS.0308'],
  ]),
  table('iam.listAccessKeys', {}, [['user_id', 'admin', 'KMS.0308']]),
  table('iam.showAccessKey', { access_key }, keyRefusals('access_key')),
  table('iam.updateAccessKey', { access_key, credential: { status: 'inactive' } }, [
    ...keyRefusals('access_key'),
    ['credential', ABSENT, 'KMS.0204'],
    ['credential', { status: 'deleted' }, 'KMS.0308'],
    ['credential', { description: 'x'.repeat(256) }, 'KMS.0308'],
  ]),
  table('iam.deleteAccessKey', { access_key }, keyRefusals('access_key')),
  table('iam.createAccessKeyV5', { user_id }, userRefusals),
  table('iam.listAccessKeysV5', { user_id, limit: '200' }, [
    ...userRefusals,
    ['limit', 0, 'KMS.0308'],
    ['limit', '201', 'KMS.0308'],
    ['marker', 'next', 'KMS.0308'],
  ]),
  table('iam.updateAccessKeyV5', { user_id, access_key_id: access_key, status: 'active' }, [
    ...userRefusals,
    ...keyRefusals('access_key_id'),
    ['status', 'deleted', 'KMS.0308'],
  ]),
  table('iam.deleteAccessKeyV5', { user_id, access_key_id: access_key }, [
    ...userRefusals,
    ...keyRefusals('access_key_id'),
  ]),
];
