import type { OperationOutput, SecretView } from '@dewpoint/contract';
import type { Tag } from '../../tags/resource-tags.ts';
import type { SecretRecord, VersionRecord } from './secret-record.ts';

type SecretDetails = OperationOutput<'csms.showSecret'>['secret'];
type VersionMetadata = OperationOutput<'csms.createSecretVersion'>['versionMetadata'];

/** A secret of the REST surface. */
export function secretDetails(secret: SecretRecord, eventNames: readonly string[]): SecretDetails {
  const { rotation } = secret;
  return {
    id: secret.id,
    name: secret.name,
    state: secret.state,
    kmsKeyId: secret.kmsKeyId,
    description: secret.description,
    createTime: secret.createdAt,
    updateTime: secret.updatedAt,
    scheduledDeleteTime: secret.deletionAt,
    secretType: secret.type,
    autoRotation: rotation.enabled,
    rotationPeriod: rotation.period ?? '',
    rotationConfig: rotation.config ?? '',
    rotationTime: rotation.rotatedAt,
    nextRotationTime: rotation.nextAt,
    eventSubscriptions: [...eventNames],
    enterpriseProjectId: secret.enterpriseProjectId,
    rotationFuncUrn: rotation.functionUrn ?? '',
  };
}

/** A version without its value. */
export function versionMetadata(
  secret: SecretRecord,
  version: VersionRecord,
  stages: readonly string[],
): VersionMetadata {
  return {
    id: version.version,
    createTime: version.createdAt,
    expireTime: version.expiresAt,
    kmsKeyId: version.kmsKeyId,
    secretName: secret.name,
    versionStages: [...stages],
  };
}

/** A secret as the console shows it. */
export function secretView(
  secret: SecretRecord,
  eventNames: readonly string[],
  tags: readonly Tag[],
): SecretView {
  const { enabled, period, config, rotatedAt, nextAt } = secret.rotation;
  return {
    secretId: secret.id,
    secretName: secret.name,
    state: secret.state,
    secretType: secret.type,
    description: secret.description,
    kmsKeyId: secret.kmsKeyId,
    accountId: secret.accountId,
    projectId: secret.projectId,
    enterpriseProjectId: secret.enterpriseProjectId,
    createdAt: secret.createdAt,
    updatedAt: secret.updatedAt,
    deletionAt: secret.deletionAt,
    rotation: { enabled, period, config, rotatedAt, nextRotationAt: nextAt },
    eventNames: [...eventNames],
    tags: tags.map(({ key, value }) => ({ key, value })),
  };
}
