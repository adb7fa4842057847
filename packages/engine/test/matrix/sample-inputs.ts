import { compileWireCodec, type OperationDefinition, operationOf } from '@dewpoint/contract';
import { z } from 'zod';
import type { ExecutableId } from '../../src/pipeline/handler.ts';
import type { NamedThings } from './named-things.ts';

const document = JSON.stringify({
  Version: '1.1',
  Statement: [{ Effect: 'Allow', Action: ['kms:cmk:get'] }],
});
const base64 = Buffer.from('text').toString('base64');
const role = {
  displayName: 'sample',
  type: 'XA',
  description: '',
  policy: { version: '1.1', statement: [{ effect: 'Allow', action: ['kms:cmk:get'] }] },
};

const secret = { name: 'sample', secretString: 'value' };

/** Values of fields that have to be sent, by name, where a made-up one of the right type is not taken. */
const values: Readonly<Record<string, unknown>> = {
  keyAlias: 'sample',
  keyDescription: 'sample',
  pendingDays: '7',
  plainText: base64,
  text: 'text',
  signingAlgorithm: 'ECDSA_SHA_256',
  message: base64,
  signature: base64,
  macAlgorithm: 'HMAC_SHA_256',
  mac: '00'.repeat(32),
  datakeyPlainLength: '32',
  datakeyCipherLength: '32',
  network: '192.0.2.0/24',
  name: 'sample',
  policyName: 'sample',
  policyDocument: document,
  document,
  action: 'kms:cmk:get',
  versionId: 'v1',
  console: [],
  api: [],
  limits: null,
  enterpriseProjectId: '0',
  recoveryWindowInDays: 7,
  secretString: 'value',
  stageName: 'SYSCURRENT',
  randomDataLength: '256',
};

/** Whole inputs of operations whose fields mean something else than elsewhere, or that hold objects. */
const inputs: Partial<Record<ExecutableId, (things: NamedThings) => Record<string, unknown>>> = {
  'kms.encryptDatakey': ({ keyId }) => ({
    keyId,
    // A data key of zeros, followed by its SHA-256.
    plainText: `${'00'.repeat(32)}66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925`,
    datakeyPlainLength: '32',
  }),
  'kms.decryptDatakey': ({ keyId, cipherOfDatakey }) => ({
    keyId,
    cipherText: cipherOfDatakey,
    datakeyCipherLength: '32',
  }),
  'kms.decryptData': ({ cipherOfData }) => ({ cipherText: cipherOfData }),
  'kms.decryptText': ({ cipherOfData }) => ({ cipherText: cipherOfData }),
  'kms.inspectCiphertext': ({ cipherOfData }) => ({ cipherText: cipherOfData }),
  'kms.createEcDatakeyPair': ({ keyId }) => ({ keyId, keySpec: 'ECC_NIST_P256' }),
  'kms.createRsaDatakeyPair': ({ keyId }) => ({ keyId, keySpec: 'RSA_2048' }),
  'kms.importKeyMaterial': ({ keyId }) => ({ keyId, importToken: base64, encryptedKeyMaterial: base64 }),
  'kms.updateKeyRotationInterval': ({ keyId }) => ({ keyId, rotationInterval: 30 }),
  'kms.createGrant': ({ keyId, userId }) => ({
    keyId,
    granteePrincipal: userId,
    operations: ['describe-key'],
  }),
  'kms.batchCreateKmsTags': ({ keyId }) => ({ keyId, action: 'create', tags: [{ key: 'a' }] }),
  'kms.createKmsTag': ({ keyId }) => ({ keyId, tag: { key: 'a', value: 'b' } }),
  'kms.deleteTag': ({ keyId }) => ({ keyId, key: 'a' }),
  'kms.listKmsByTags': () => ({ action: 'filter' }),
  'kms.deleteAlias': ({ alias }) => ({ aliases: [alias] }),
  'kms.associateAlias': ({ alias, keyId }) => ({ alias, targetKeyId: keyId }),
  'kms.reEncrypt': ({ keyId, cipherOfData }) => ({ destinationKeyId: keyId, cipherText: cipherOfData }),
  'csms.createSecret': ({ keyId, eventName }) => ({
    ...secret,
    kmsKeyId: keyId,
    eventSubscriptions: [eventName],
  }),
  'csms.updateSecret': ({ secretName, keyId, eventName }) => ({
    secretName,
    kmsKeyId: keyId,
    eventSubscriptions: [eventName],
  }),
  'csms.createSecretVersion': ({ secretName }) => ({ secretName, secretString: 'value' }),
  'csms.updateSecretVersion': ({ secretName }) => ({
    secretName,
    versionId: 'v1',
    expireTime: 4_000_000_000_000,
  }),
  'csms.createSecretStage': ({ secretName }) => ({ secretName, name: 'ready', versionId: 'v1' }),
  'csms.batchCreateOrDeleteTags': ({ secretId }) => ({ secretId, action: 'create', tags: [{ key: 'a' }] }),
  'csms.createSecretTag': ({ secretId }) => ({ secretId, tag: { key: 'a', value: 'b' } }),
  'csms.deleteSecretTag': ({ secretId }) => ({ secretId, key: 'a' }),
  'csms.listResourceInstances': () => ({ action: 'filter' }),
  'csms.createSecretEvent': () => ({
    name: 'sample',
    eventTypes: ['SECRET_DELETED'],
    state: 'ENABLED',
    notification: { targetType: 'SMN', targetId: 'urn', targetName: 'topic' },
  }),
  'csms.batchImportSecrets': ({ keyId }) => ({ secrets: [{ ...secret, kmsKeyId: keyId }] }),
  'csms.batchShowSecretVersion': ({ secretName }) => ({ secretNameList: [secretName] }),
  'smn.addSubscription': ({ topicUrn }) => ({
    topicUrn,
    protocol: 'https',
    endpoint: 'https://other.invalid/',
  }),
  'smn.publishMessage': ({ topicUrn }) => ({ topicUrn, message: 'text' }),
  'smn.confirmSubscription': () => ({ token: 'x'.repeat(43) }),
  'iam.createAccessKey': ({ userId }) => ({ credential: { userId } }),
  'iam.updateAccessKey': ({ accessKey }) => ({ accessKey, credential: { description: 'x' } }),
  'iam.updateAccessKeyV5': ({ userId, accessKey }) => ({
    userId,
    accessKeyId: accessKey,
    status: 'inactive',
  }),
  'iam.deleteAccessKeyV5': ({ userId, accessKey }) => ({ userId, accessKeyId: accessKey }),
  'iam.createToken': () => ({
    auth: { identity: { methods: ['password'], password: { user: { name: 'nobody', password: 'x' } } } },
  }),
  'iam.validateToken': () => ({}),
  'iam.createUser': () => ({ user: { name: 'sample' } }),
  'iam.updateUser': ({ userId }) => ({ userId, user: { description: 'x' } }),
  'iam.changePassword': ({ userId }) => ({ userId, user: { password: 'x', originalPassword: 'x' } }),
  'iam.createGroup': () => ({ group: { name: 'sample' } }),
  'iam.updateGroup': ({ groupId }) => ({ groupId, group: { description: 'x' } }),
  'eps.modifyEnterpriseProject': ({ enterpriseProject }) => ({
    enterpriseProjectId: enterpriseProject,
    description: 'x',
  }),
  'eps.enableEnterpriseProject': ({ enterpriseProject }) => ({ enterpriseProjectId: enterpriseProject }),
  'eps.disableEnterpriseProject': ({ enterpriseProject }) => ({ enterpriseProjectId: enterpriseProject }),
  'iam.createProject': () => ({ project: { name: 'local-1_sample' } }),
  'iam.createAccount': () => ({
    domain: { name: 'sample', admin: { name: 'root', password: 'a password of some length' } },
  }),
  // The own account: enabling it changes nothing.
  'iam.updateAccount': ({ domainId }) => ({ domainId, domain: { enabled: true } }),
  'iam.createCustomPolicy': () => ({ role }),
  'iam.updateCustomPolicy': ({ policyId }) => ({ roleId: policyId, role }),
  'iam.attachPolicy': ({ policyId, groupId, projectId }) => ({ policyId, groupId, projectId }),
  'iam.detachPolicy': ({ policyId, groupId, projectId }) => ({ policyId, groupId, projectId }),
  'iam.simulateAccess': ({ userId, projectId, keyId }) => ({
    userId,
    projectId,
    action: 'kms:cmk:get',
    resource: { type: 'cmk', id: keyId },
  }),
  'iam.replayGrant': ({ keyId, userId }) => ({
    keyId,
    granteePrincipal: userId,
    operations: ['describe-key'],
  }),
  'iam.replayPolicyChange': ({ policyId, groupId }) => ({ change: 'attach', policyId, groupId }),
};

/**
 * An input that every rule of the contract takes, naming the given things, in the names of the console's wire.
 * @throws when the operation needs a value that is entered here for it
 */
export function sampleInput(id: ExecutableId, things: NamedThings): Record<string, unknown> {
  const operation = operationOf(id);
  const wire = inputs[id]?.(things) ?? madeUp(operation, things);
  const headers = id === 'iam.validateToken' ? () => 'an unknown token' : undefined;
  try {
    compileWireCodec(operation.input, 'camel').decode(wire, headers);
  } catch (error) {
    throw new Error(`enter a sample for ${id} in sample-inputs.ts: ${String(error)}`, { cause: error });
  }
  return wire;
}

/** Fields that name a thing by another name than `NamedThings` does. */
const otherNames: Readonly<Record<string, keyof NamedThings>> = {
  roleId: 'policyId',
  handle: 'sessionHandle',
  kmsKeyId: 'keyId',
  accessKeyId: 'accessKey',
};

function madeUp(operation: OperationDefinition, things: NamedThings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(operation.input.shape).flatMap(([name, field]) => {
      const thing = otherNames[name] ?? name;
      if (isThing(things, thing)) return [[name, things[thing]]];
      if (z.safeParse(field, undefined).success) return [];
      return [[name, Object.hasOwn(values, name) ? values[name] : simplest(field)]];
    }),
  );
}

function isThing(things: NamedThings, name: string): name is keyof NamedThings {
  return Object.hasOwn(things, name);
}

function simplest(field: z.core.$ZodType): unknown {
  if (field instanceof z.ZodEnum) return field.options[0];
  if (field instanceof z.ZodBoolean) return true;
  if (field instanceof z.ZodNumber) return 1;
  if (field instanceof z.ZodArray) return [];
  return 'sample';
}
