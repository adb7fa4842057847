import { type OperationId, operationOf } from '../src/catalogue.ts';
import type { OperationDefinition } from '../src/operation.ts';
import { ABSENT, type Table } from './table.ts';

const key_id = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
const digest = '0'.repeat(64);
const base64 = (bytes: number) => Buffer.alloc(bytes).toString('base64');

/** A table with what every operation refuses of the fields that they share: the key and the serial number of the request. */
function table(
  id: OperationId | OperationDefinition,
  taken: Table['taken'],
  refused: Table['refused'],
): Table {
  const operation = typeof id === 'string' ? operationOf(id) : id;
  const { keyId, sequence } = operation.input.shape;
  const ofKey = keyIdRefusals.filter(([, value]) => value !== ABSENT || !keyId?.safeParse(undefined).success);
  return {
    operation,
    taken,
    refused: [...(keyId ? ofKey : []), ...(sequence ? sequenceRefusals : []), ...refused],
  };
}

const keyIdRefusals = [
  ['key_id', ABSENT, 'KMS.0204'],
  ['key_id', null, 'KMS.0205'],
  ['key_id', 7, 'KMS.0205'],
  ['key_id', '', 'KMS.0205'],
  ['key_id', 'my-alias', 'KMS.0205'],
  ['key_id', `${key_id} `, 'KMS.0205'],
  ['key_id', `${key_id}\n`, 'KMS.0205'],
  ['key_id', key_id.toUpperCase(), 'KMS.0205'],
] as const;
const sequenceRefusals = [
  ['sequence', 'short', 'KMS.0206'],
  ['sequence', 1, 'KMS.0206'],
] as const;
const contextRefusals = [
  ['additional_authenticated_data', 'é'.repeat(65), 'KMS.0308'],
  ['additional_authenticated_data', '\ud800', 'KMS.0308'],
  ['encryption_context', 'text', 'KMS.0208'],
  ['encryption_context', { a: 1 }, 'KMS.0208'],
  ['encryption_context', { a: { b: 'c' } }, 'KMS.0208'],
  ['encryption_context', { a: 'x'.repeat(8192) }, 'KMS.0208'],
] as const;
const lengthRefusals = (field: string, code: string, step: string) =>
  [
    [field, '0', code],
    [field, 8200, code],
    [field, '-8', code],
    [field, 'x', code],
    [field, 12, step],
  ] as const;
/** Documented fields that mean something at compliance level 4 only. */
const pinRefusals = [
  ['pin', '1234', 'KMS.0308'],
  ['pin', '', 'KMS.0308'],
  ['pin_type', 'PlainText', 'KMS.0308'],
] as const;
const pageRefusals = [
  ['limit', 0, 'KMS.1601'],
  ['limit', '1001', 'KMS.1601'],
  ['limit', 'all', 'KMS.1601'],
  ['marker', -1, 'KMS.1602'],
  ['marker', '-1', 'KMS.1602'],
  ['marker', 'x', 'KMS.1602'],
] as const;

/** One table for each operation of the REST surface that reads fields of its own. */
const grantIdRefusals = [
  ['grant_id', ABSENT, 'KMS.0204'],
  ['grant_id', 'aB', 'KMS.2501'],
  ['grant_id', 'xy'.repeat(32), 'KMS.2501'],
] as const;

export const restTables: readonly Table[] = [
  table('iam.showVersion', { version_id: 'v1.0' }, [['version_id', 'v'.repeat(11), 'KMS.0308']]),
  table('kms.createKey', { key_alias: 'a/b:c_d-1' }, [
    ['vm_id', 'vm', 'KMS.0308'],
    ['key_spec', 'SECP256K1', 'KMS.1110'],
    ['key_spec', 'ED25519', 'KMS.1110'],
    ['key_usage', 'KEY_AGREEMENT', 'KMS.0308'],
    ['key_alias', ABSENT, 'KMS.0204'],
    ['key_alias', '', 'KMS.1101'],
    ['key_alias', 'a'.repeat(256), 'KMS.1101'],
    ['key_alias', 'with space', 'KMS.1101'],
    ['key_alias', '密钥', 'KMS.1101'],
    ['key_alias', 'obs/default', 'KMS.1101'],
    ['key_spec', 'AES_512', 'KMS.1110'],
    ['key_spec', '', 'KMS.1110'],
    ['key_spec', null, 'KMS.1110'],
    ['key_usage', 'ANY', 'KMS.0308'],
    ['key_description', 'x'.repeat(256), 'KMS.1103'],
    ['origin', 'cloud', 'KMS.0308'],
    ['enterprise_project_id', 'all', 'KMS.0308'],
    ['keystore_id', 'k'.repeat(37), 'KMS.0308'],
  ]),
  ...(['kms.enableKey', 'kms.disableKey', 'kms.cancelKeyDeletion', 'kms.describeKey'] as const).map((id) =>
    table(id, { key_id }, []),
  ),
  table('kms.scheduleKeyDeletion', { key_id, pending_days: '7' }, [
    ['pending_days', ABSENT, 'KMS.1401'],
    ['pending_days', 6, 'KMS.1401'],
    ['pending_days', '1097', 'KMS.1401'],
    ['pending_days', '', 'KMS.1401'],
    ['pending_days', null, 'KMS.1401'],
  ]),
  table('kms.updateKeyAlias', { key_id, key_alias: 'b' }, [
    ['key_alias', ABSENT, 'KMS.0204'],
    ['key_alias', 'x/default', 'KMS.1101'],
  ]),
  table('kms.updateKeyDescription', { key_id, key_description: '' }, [
    ['key_description', ABSENT, 'KMS.0204'],
    ['key_description', 'x'.repeat(256), 'KMS.1103'],
  ]),
  table('kms.listKeys', { limit: '10', marker: '', key_spec: 'ALL', key_state: '7' }, [
    ...pageRefusals,
    ['key_state', '6', 'KMS.0308'],
    ['key_state', 2, 'KMS.0308'],
    ['key_spec', 'ANY', 'KMS.1110'],
    ['enterprise_project_id', 'x', 'KMS.0308'],
  ]),
  table('kms.createDefaultKey', { service: 'obs' }, [
    ['service', ABSENT, 'KMS.0204'],
    ['service', 'csms', 'KMS.0308'],
    ['service', 'OBS', 'KMS.0308'],
  ]),
  table('kms.createRandom', { random_data_length: '512' }, [
    ['random_data_length', ABSENT, 'KMS.0204'],
    ...lengthRefusals('random_data_length', 'KMS.1801', 'KMS.1802'),
  ]),
  table('kms.createDatakey', { key_id, datakey_length: 512 }, [
    ...pinRefusals,
    ['key_spec', 'AES_192', 'KMS.1902'],
    ...lengthRefusals('datakey_length', 'KMS.1901', 'KMS.1903'),
    ...contextRefusals,
  ]),
  table('kms.createDatakeyWithoutPlaintext', { key_id, key_spec: 'AES_256' }, [
    ...pinRefusals,
    ['key_spec', 'AES_192', 'KMS.1902'],
    ...lengthRefusals('datakey_length', 'KMS.2001', 'KMS.1903'),
    ...contextRefusals,
  ]),
  table('kms.encryptDatakey', { key_id, plain_text: `AB${digest}`, datakey_plain_length: '1' }, [
    ...pinRefusals,
    ['key_spec', 'SM2', 'KMS.0308'],
    ['plain_text', ABSENT, 'KMS.0204'],
    ['plain_text', digest, 'KMS.2101'],
    ['plain_text', `A${digest}`, 'KMS.2101'],
    ['plain_text', `zz${digest}`, 'KMS.2101'],
    ['plain_text', 'ab'.repeat(1057), 'KMS.2101'],
    ['datakey_plain_length', 0, 'KMS.2102'],
    ['datakey_plain_length', ABSENT, 'KMS.0204'],
    ['datakey_plain_length', '1025', 'KMS.2102'],
    ...contextRefusals,
  ]),
  table('kms.decryptDatakey', { key_id, cipher_text: '0200', datakey_cipher_length: 64 }, [
    ['cipher_text', ABSENT, 'KMS.0204'],
    ['cipher_text', '', 'KMS.2201'],
    ['cipher_text', '020', 'KMS.2201'],
    ['cipher_text', 'xy', 'KMS.2201'],
    ['cipher_text', 'ab'.repeat(2049), 'KMS.2201'],
    ['datakey_cipher_length', ABSENT, 'KMS.0204'],
    ['datakey_cipher_length', 1025, 'KMS.2202'],
    ...contextRefusals,
  ]),
  table('kms.encryptData', { key_id, plain_text: 'é'.repeat(2048) }, [
    ['plain_text', ABSENT, 'KMS.0204'],
    ['plain_text', '', 'KMS.0308'],
    ['plain_text', 'a'.repeat(4097), 'KMS.0308'],
    ['plain_text', 'é'.repeat(2049), 'KMS.0308'],
    ['plain_text', 'a\udc00', 'KMS.0308'],
    ['plain_text', 7, 'KMS.0308'],
    ['encryption_algorithm', 'RSAES_PKCS1', 'KMS.0308'],
    ...contextRefusals,
  ]),
  table('kms.decryptData', { cipher_text: base64(5596), encryption_algorithm: 'RSAES_OAEP_SHA_1' }, [
    ['cipher_text', ABSENT, 'KMS.0204'],
    ['cipher_text', '', 'KMS.2201'],
    ['cipher_text', 'no Base64!', 'KMS.2201'],
    ['cipher_text', 'QQ', 'KMS.2201'],
    ['cipher_text', base64(5599), 'KMS.2201'],
    ['encryption_algorithm', 'RSAES_PKCS1', 'KMS.0308'],
    ...contextRefusals,
  ]),
  table('kms.sign', { key_id, message: base64(32), signing_algorithm: 'ECDSA_SHA_256' }, [
    ['message', ABSENT, 'KMS.0204'],
    ['message', '', 'KMS.0308'],
    ['message', base64(4097), 'KMS.0308'],
    ['message', 'te xt', 'KMS.0308'],
    ['signing_algorithm', ABSENT, 'KMS.0204'],
    ['signing_algorithm', 'ECDSA_SHA_512', 'KMS.0332'],
    ['message_type', 'raw', 'KMS.0308'],
  ]),
  table(
    'kms.verify',
    { key_id, message: base64(1), signature: base64(512), signing_algorithm: 'SM2DSA_SM3' },
    [
      ['signature', ABSENT, 'KMS.0204'],
      ['signature', '', 'KMS.0308'],
      ['signature', base64(513), 'KMS.0308'],
      ['message', ABSENT, 'KMS.0204'],
      ['message', '', 'KMS.0308'],
      ['message', base64(4097), 'KMS.0308'],
      ['signing_algorithm', ABSENT, 'KMS.0204'],
      ['signing_algorithm', 'ECDSA_SHA_512', 'KMS.0332'],
      ['message_type', 'raw', 'KMS.0308'],
    ],
  ),
  table('kms.getPublicKey', { key_id }, []),
  table('kms.createRsaDatakeyPair', { key_id, key_spec: 'RSA_2048', with_plain_text: 'false' }, [
    ['key_spec', ABSENT, 'KMS.0204'],
    ['key_spec', 'RSA_1024', 'KMS.1902'],
    ['with_plain_text', 'no', 'KMS.0308'],
    ['additional_authenticated_data', 'é'.repeat(65), 'KMS.0308'],
  ]),
  table('kms.createEcDatakeyPair', { key_id, key_spec: 'ECC_NIST_P521' }, [
    ...pinRefusals,
    ['key_spec', 'EC_P256', 'KMS.1902'],
    ['key_spec', ABSENT, 'KMS.0204'],
    ['with_plain_text', 'no', 'KMS.0308'],
    ['additional_authenticated_data', 'é'.repeat(65), 'KMS.0308'],
  ]),
  table('kms.generateMac', { key_id, message: base64(4096), mac_algorithm: 'HMAC_SM3' }, [
    ['message', base64(4097), 'KMS.0308'],
    ['mac_algorithm', 'HMAC_MD5', 'KMS.0332'],
    ['mac_algorithm', ABSENT, 'KMS.0204'],
    ['message', ABSENT, 'KMS.0204'],
  ]),
  table('kms.verifyMac', { key_id, message: 'AA==', mac: 'AAff', mac_algorithm: 'HMAC_SHA_256' }, [
    ['mac', ABSENT, 'KMS.0204'],
    ['mac', 'xyz', 'KMS.0308'],
    ['mac', '00'.repeat(65), 'KMS.0308'],
    ['message', ABSENT, 'KMS.0204'],
    ['message', base64(4097), 'KMS.0308'],
    ['mac_algorithm', ABSENT, 'KMS.0204'],
    ['mac_algorithm', 'HMAC_MD5', 'KMS.0332'],
  ]),
  table(
    'kms.importKeyMaterial',
    { key_id, import_token: base64(200), encrypted_key_material: base64(256), expiration_time: '1800000000' },
    [
      ['import_token', '*', 'KMS.2605'],
      ['import_token', ABSENT, 'KMS.0204'],
      ['encrypted_key_material', '*', 'KMS.0311'],
      ['encrypted_key_material', ABSENT, 'KMS.0204'],
      ['encrypted_privatekey', '*', 'KMS.2609'],
      ['expiration_time', '2026-01-01', 'KMS.0308'],
    ],
  ),
  table('kms.updateKeyRotationInterval', { key_id, rotation_interval: '30' }, [
    ['rotation_interval', 29, 'KMS.3001'],
    ['rotation_interval', 366, 'KMS.3001'],
    ['rotation_interval', ABSENT, 'KMS.0204'],
    ['rotation_interval', 'monthly', 'KMS.3001'],
  ]),
  table('kms.createGrant', { key_id, grantee_principal: 'a1', operations: ['create-grant'] }, [
    ['grantee_principal', 'a-1', 'KMS.2402'],
    ['retiring_principal', '', 'KMS.2402'],
    ['operations', [], 'KMS.0308'],
    ['operations', ['delete-key'], 'KMS.0308'],
    ['operations', ABSENT, 'KMS.0204'],
    ['grantee_principal', ABSENT, 'KMS.0204'],
    ['grantee_principal_type', 'group', 'KMS.0308'],
    ['name', 'with space', 'KMS.0308'],
    ['name', 'n'.repeat(256), 'KMS.0308'],
  ]),
  table('kms.revokeGrant', { key_id, grant_id: 'aB'.repeat(32) }, grantIdRefusals),
  table('kms.listGrants', { key_id }, pageRefusals),
  table('kms.createKmsTag', { key_id, tag: { key: '环境 हिन्दी', value: '' } }, [
    ['tag', { key: ' a' }, 'KMS.0406'],
    ['tag', { key: 'a ' }, 'KMS.0406'],
    ['tag', { key: '' }, 'KMS.0406'],
    ['tag', { key: 'a'.repeat(129) }, 'KMS.0406'],
    ['tag', { key: 'a*b' }, 'KMS.0406'],
    ['tag', { key: 'a', value: '<' }, 'KMS.0405'],
    ['tag', { key: 'a', value: 'v'.repeat(256) }, 'KMS.0405'],
    ['tag', ABSENT, 'KMS.0204'],
    ['tag', {}, 'KMS.0204'],
  ]),
  table('kms.batchCreateKmsTags', { key_id, action: 'delete', tags: [{ key: 'a' }] }, [
    ['tags', [], 'KMS.0401'],
    ['tags', ABSENT, 'KMS.0401'],
    ['tags', Array.from({ length: 21 }, (_, i) => ({ key: `k${i}` })), 'KMS.0407'],
    ['action', 'update', 'KMS.0404'],
    ['action', ABSENT, 'KMS.0204'],
  ]),
  table('kms.listKmsByTags', { action: 'filter', tags: [{ key: 'a' }] }, [
    ['offset', -1, 'KMS.0417'],
    ['action', ABSENT, 'KMS.0204'],
    ['action', 'update', 'KMS.0404'],
    ['tags', Array.from({ length: 21 }, (_, i) => ({ key: `k${i}` })), 'KMS.0407'],
    ['tags', [{ key: 'a*b' }], 'KMS.0406'],
    ['tags', [{ key: 'a', values: ['<'] }], 'KMS.0405'],
    ['matches', [{ key: 'resource_id', value: 'x' }], 'KMS.0308'],
    ['matches', Array.from({ length: 11 }, () => ({ key: 'resource_name' })), 'KMS.0308'],
    ['limit', '0', 'KMS.1601'],
  ]),
  table('kms.createAlias', { key_id, alias: 'alias/a' }, [
    ['alias', ABSENT, 'KMS.0204'],
    ['alias', 'a', 'KMS.1101'],
    ['alias', 'alias/', 'KMS.1101'],
  ]),
  table('kms.reEncrypt', { destination_key_id: key_id, cipher_text: '0200' }, [
    ['destination_key_id', ABSENT, 'KMS.0204'],
    ['destination_key_id', 'my-alias', 'KMS.0205'],
    ['source_key_id', 'x', 'KMS.0205'],
    ['source_encryption_algorithm', 'RSAES_PKCS1', 'KMS.0308'],
    ['destination_encryption_algorithm', 'RSAES_PKCS1', 'KMS.0308'],
    ['source_additional_authenticated_data', 'é'.repeat(65), 'KMS.0308'],
    ['destination_additional_authenticated_data', 'é'.repeat(65), 'KMS.0308'],
    ['datakey_cipher_length', 1025, 'KMS.2202'],
    ['cipher_text', ABSENT, 'KMS.0204'],
    ['cipher_text', 'a b', 'KMS.2201'],
  ]),
  table('kms.getParametersForImport', { key_id, wrapping_algorithm: 'SM2_ENCRYPT' }, [
    ['wrapping_algorithm', 'RSAES_OAEP_SHA_512', 'KMS.0308'],
    ['wrapping_algorithm', ABSENT, 'KMS.0204'],
  ]),
  table('kms.deleteImportedKeyMaterial', { key_id }, []),
  table('kms.enableKeyRotation', { key_id }, []),
  table('kms.disableKeyRotation', { key_id }, []),
  table('kms.showKeyRotationStatus', { key_id }, []),
  table('kms.rotateOnDemand', { key_id }, []),
  table('kms.retireGrant', { key_id, grant_id: 'aB'.repeat(32) }, grantIdRefusals),
  table('kms.listRetirableGrants', {}, pageRefusals),
  table('kms.deleteTag', { key_id, key: 'a' }, [
    ['key', ABSENT, 'KMS.0204'],
    ['key', '', 'KMS.0406'],
    ['key', 'a*b', 'KMS.0406'],
  ]),
  table('kms.showKmsTags', { key_id }, []),
  table('kms.deleteAlias', { key_id, aliases: ['alias/a'] }, [
    ['aliases', [], 'KMS.0308'],
    ['aliases', ABSENT, 'KMS.0204'],
  ]),
  table('kms.listAliases', {}, [
    ['limit', '0', 'KMS.1601'],
    ['marker', 'm'.repeat(1025), 'KMS.1602'],
  ]),
  table('kms.associateAlias', { alias: 'alias/a', target_key_id: key_id }, [
    ['target_key_id', ABSENT, 'KMS.0204'],
    ['target_key_id', 'my-alias', 'KMS.0205'],
    ['alias', ABSENT, 'KMS.0204'],
    ['alias', 'a', 'KMS.1101'],
  ]),
  table(
    'cts.listTraces',
    { trace_type: 'system', limit: 200, from: 1757000000000, trace_rating: 'warning' },
    [
      ['trace_type', 'other', 'CTS.0001'],
      ['limit', 0, 'CTS.0001'],
      ['limit', 201, 'CTS.0001'],
      ['limit', 'all', 'CTS.0001'],
      ['from', 'yesterday', 'CTS.0001'],
      ['from', -1, 'CTS.0001'],
      ['to', 1.5, 'CTS.0001'],
      ['trace_rating', 'bad', 'CTS.0001'],
      ['resource_id', 'x'.repeat(351), 'CTS.0001'],
      ['resource_name', 'x'.repeat(301), 'CTS.0001'],
      ['trace_name', 'x'.repeat(65), 'CTS.0001'],
    ],
  ),
  table('cts.proveConsistency', { first: 0 }, [
    ['first', ABSENT, 'CTS.0001'],
    ['first', -1, 'CTS.0001'],
    ['second', 'x', 'CTS.0001'],
  ]),
  table('cts.traceProof', { trace_id: '019aa0aa-0000-7000-8000-000000000000' }, [
    ['trace_id', 'x', 'CTS.0001'],
    ['trace_id', '019AA0AA-0000-7000-8000-000000000000', 'CTS.0001'],
  ]),
];
