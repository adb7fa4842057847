import { createHash } from 'node:crypto';
import type { PolicyDocument } from './document.ts';

/** A policy that every account has and nobody can change. */
export interface SystemPolicy {
  /** 32 hex digits, the same in every installation. */
  readonly id: string;
  readonly name: string;
  /** The documents' kind: a role carries a whole duty, a policy names operations. */
  readonly type: 'role' | 'policy';
  readonly description: string;
  readonly document: PolicyDocument;
}

const idOf = (name: string) =>
  createHash('sha256').update(`dewpoint system policy ${name}`).digest('hex').slice(0, 32);

const systemPolicy = (
  type: SystemPolicy['type'],
  name: string,
  description: string,
  actions: readonly string[],
): SystemPolicy => ({
  id: idOf(name),
  name,
  type,
  description,
  document: {
    Version: type === 'role' ? '1.0' : '1.1',
    Statement: [{ Effect: 'Allow', Action: [...actions] }],
  },
});

const readOnly = (service: string) => [`${service}:*:get*`, `${service}:*:list*`];

/**
 * IAM-03; what each allows: dew-service-overview tables 8-1 to 8-4. Beside those the two services that
 * keys and secrets report to, traces (CTS) and notifications (SMN), have theirs, or only a custom policy could open them.
 */
export const systemPolicies: readonly SystemPolicy[] = [
  systemPolicy('role', 'KMS Administrator', 'All permissions of KMS', ['kms:*:*']),
  systemPolicy('policy', 'KMS CMKFullAccess', 'All permissions for KMS keys', ['kms:*:*']),
  systemPolicy('policy', 'KMS CMKReadOnlyAccess', 'Read-only permissions for KMS keys', readOnly('kms')),
  systemPolicy('policy', 'CSMS FullAccess', 'All permissions for CSMS in DEW', ['csms:*:*']),
  systemPolicy('policy', 'CSMS ReadOnlyAccess', 'Read-only permissions for CSMS in DEW', readOnly('csms')),
  systemPolicy('policy', 'DEW KeypairFullAccess', 'All permissions for KPS', [
    'kps:*:*',
    'ecs:serverKeypairs:*',
  ]),
  systemPolicy('policy', 'DEW KeypairReadOnlyAccess', 'Read-only permissions for KPS in DEW', [
    ...readOnly('kps'),
    'ecs:serverKeypairs:get*',
    'ecs:serverKeypairs:list*',
  ]),
  systemPolicy('policy', 'CTS FullAccess', 'All permissions for traces', ['cts:*:*']),
  systemPolicy('policy', 'CTS ReadOnlyAccess', 'Read-only permissions for traces', readOnly('cts')),
  systemPolicy('policy', 'SMN FullAccess', 'All permissions for topics and subscriptions', ['smn:*:*']),
  systemPolicy(
    'policy',
    'SMN ReadOnlyAccess',
    'Read-only permissions for topics and subscriptions',
    readOnly('smn'),
  ),
  systemPolicy('role', 'Security Administrator', 'All permissions of IAM and of enterprise projects', [
    'iam:*:*',
    'eps:*:*',
  ]),
  systemPolicy('role', 'Tenant Guest', 'Read-only permissions for all services, and use of keys', [
    ...readOnly('*'),
    'kms:cmk:create',
    'kms:cmk:createDataKey',
    'kms:cmk:createDataKeyWithoutPlaintext',
    'kms:cmk:encryptDataKey',
    'kms:cmk:decryptDataKey',
    'kms:cmk:encryptData',
    'kms:cmk:decryptData',
    'kms:cmk:retireGrant',
    'kms::generateRandom',
  ]),
];

const byId: ReadonlyMap<string, SystemPolicy> = new Map(systemPolicies.map((policy) => [policy.id, policy]));
const byName: ReadonlyMap<string, SystemPolicy> = new Map(
  systemPolicies.map((policy) => [policy.name, policy]),
);

export function systemPolicyById(id: string): SystemPolicy | undefined {
  return byId.get(id);
}

/** @throws TypeError for a name that no system policy has */
export function systemPolicyByName(name: string): SystemPolicy {
  const policy = byName.get(name);
  if (policy === undefined) throw new TypeError(`there is no system policy ${JSON.stringify(name)}`);
  return policy;
}
