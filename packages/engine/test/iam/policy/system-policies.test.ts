import { describe, expect, it } from 'vitest';
import { compilePolicy, PolicySet } from '../../../src/iam/policy/evaluator.ts';
import { systemPolicies, systemPolicyByName } from '../../../src/iam/policy/system-policies.ts';
import { problemsOf, question } from './questions.ts';

/** Operations as the documents' table 8-4 names them, with the documented action names. */
const actions: Readonly<Record<string, readonly [action: string, ...legacy: string[]]>> = {
  'Create a key': ['kms:cmk:create'],
  'Enable a key': ['kms:cmk:enable'],
  'Disable a key': ['kms:cmk:disable'],
  'Schedule key deletion': ['kms:cmk:scheduleKeyDeletion', 'kms:cmk:update'],
  'Cancel scheduled key deletion': ['kms:cmk:cancelKeyDeletion', 'kms:cmk:update'],
  'Modify a key alias': ['kms:cmk:updateKeyAlias', 'kms:cmk:update'],
  'Generate a random number': ['kms::generateRandom', 'kms:cmk:generate'],
  'Create a DEK': ['kms:cmk:createDataKey', 'kms:dek:create'],
  'Create a plaintext-free DEK': ['kms:cmk:createDataKeyWithoutPlaintext', 'kms:dek:create'],
  'Encrypt a DEK': ['kms:cmk:encryptDataKey', 'kms:dek:crypto', 'kms:dek:encrypt'],
  'Decrypt a DEK': ['kms:cmk:decryptDataKey', 'kms:dek:crypto', 'kms:dek:decrypt'],
  'Import key materials': ['kms:cmk:importMaterial'],
  'Delete key materials': ['kms:cmk:deleteMaterial'],
  'Create a grant': ['kms:cmk:createGrant', 'kms:grant:create'],
  'Retire a grant': ['kms:cmk:retireGrant', 'kms:grant:retire'],
  'Query the grant list': ['kms:cmk:listGrants', 'kms:grant:list'],
  'Encrypt data': ['kms:cmk:encryptData', 'kms:cmk:crypto', 'kms:cmk:encrypt'],
  'Decrypt data': ['kms:cmk:decryptData', 'kms:cmk:crypto', 'kms:cmk:decrypt'],
  'Send signature messages': ['kms:cmk:sign'],
  'Enable key rotation': ['kms:cmk:enableRotation'],
  'Query key rotation status': ['kms:cmk:getRotation'],
  'Add tags to a key': ['kms:cmk:createTag', 'kms:cmkTag:create'],
  'Query project tags': ['kms::listAllTags', 'kms:cmkTag:list'],
  'Query the key list': ['kms:cmk:list'],
  'Query key details': ['kms:cmk:get'],
  'Query a public key': ['kms:cmk:getPublicKey'],
  'Query quotas': ['kms::getQuota', 'kms:cmk:getQuota'],
  'Create a secret': ['csms:secret:create'],
  'Delete a secret': ['csms:secret:delete'],
  'Rotate a secret': ['csms:secret:rotate'],
  'Query the secret list': ['csms:secret:list'],
  'Query a secret': ['csms:secret:get'],
  'Query secret versions': ['csms:secret:listVersion', 'csms:secretVersion:list'],
  'Create or import a key pair': ['kps:SSHKeyPair:create', 'kps:domainKeypairs:create'],
  'Export a private key': ['kps:SSHKeyPair:exportPrivateKey', 'kps:domainKeypairs:exportpk'],
  'Query the key pair list': ['kps:SSHKeyPair:list', 'kps:domainKeypairs:list'],
  'Query key pairs': ['kps:SSHKeyPair:get', 'kps:domainKeypairs:get'],
  'Create a user': ['iam:users:createUser'],
  'Query users': ['iam:users:listUsers'],
  'Query traces': ['cts:trace:list'],
  'Create a tracker': ['cts:tracker:create'],
  'Create a topic': ['smn:topic:create'],
  'Query topics': ['smn:topic:list'],
  'Create an enterprise project': ['eps:enterpriseProjects:create'],
  'Query enterprise projects': ['eps:enterpriseProjects:list'],
  'Query RDS tasks': ['rds:task:list'],
};

const of = (...services: string[]) =>
  Object.keys(actions).filter((name) => services.includes(actions[name]?.[0].split(':')[0] ?? ''));
const readKms = [
  'Query the grant list',
  'Query key rotation status',
  'Query project tags',
  'Query the key list',
  'Query key details',
  'Query a public key',
  'Query quotas',
];
const readCsms = ['Query the secret list', 'Query a secret', 'Query secret versions'];
const readKps = ['Query the key pair list', 'Query key pairs'];
const useKms = [
  'Create a key',
  'Generate a random number',
  'Create a DEK',
  'Create a plaintext-free DEK',
  'Encrypt a DEK',
  'Decrypt a DEK',
  'Retire a grant',
  'Encrypt data',
  'Decrypt data',
];

/** Exactly what each system policy allows of the operations above. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'KMS Administrator': of('kms'),
  'KMS CMKFullAccess': of('kms'),
  'KMS CMKReadOnlyAccess': readKms,
  'CSMS FullAccess': of('csms'),
  'CSMS ReadOnlyAccess': readCsms,
  'DEW KeypairFullAccess': of('kps'),
  'DEW KeypairReadOnlyAccess': readKps,
  'CTS FullAccess': of('cts'),
  'CTS ReadOnlyAccess': ['Query traces'],
  'SMN FullAccess': of('smn'),
  'SMN ReadOnlyAccess': ['Query topics'],
  'Security Administrator': of('iam', 'eps'),
  'Tenant Guest': [
    ...readKms,
    ...readCsms,
    ...readKps,
    ...useKms,
    'Query users',
    'Query traces',
    'Query topics',
    'Query enterprise projects',
    'Query RDS tasks',
  ],
};

describe('IAM-03 system policies [O 8]', () => {
  it('are exactly those of the table', () => {
    expect(systemPolicies.map((policy) => policy.name).sort()).toEqual(Object.keys(allowed).sort());
  });

  it.each(Object.entries(allowed))('%s allows exactly its operations', (name, expected) => {
    const policy = systemPolicyByName(name);
    const set = new PolicySet([compilePolicy(policy.id, policy.name, policy.document)]);
    const found = Object.entries(actions)
      .filter(([, [action, ...legacy]]) => set.evaluate(question(action, { legacy })).effect === 'allow')
      .map(([operation]) => operation);
    expect(found.sort()).toEqual([...expected].sort());
  });

  it.each(systemPolicies.map((policy) => [policy.name, policy] as const))(
    '%s passes the checks of saved policies',
    (_name, policy) => {
      expect(problemsOf(policy.document)).toEqual([]);
      expect(policy.id).toMatch(/^[0-9a-f]{32}$/);
    },
  );

  it('have different IDs, and none but Allow statements', () => {
    expect(new Set(systemPolicies.map((policy) => policy.id)).size).toBe(systemPolicies.length);
    expect(systemPolicies.flatMap((p) => p.document.Statement).every((s) => s.Effect === 'Allow')).toBe(true);
  });

  it('a name that is none is a fault', () => {
    expect(() => systemPolicyByName('Root')).toThrow(/no system policy "Root"/);
  });
});
