import type { KeySpecName, KeyView, OperationOutput } from '@dewpoint/contract';
import type { KeyRecord } from '../keys/key-record.ts';
import type { Tag } from '../tags/resource-tags.ts';
import { nextRotationAt } from './rotation/rotation-rules.ts';

type KeyDetails = OperationOutput<'kms.describeKey'>['keyInfo'];

/** KeyDetails of the REST surface. */
export function keyDetails(key: KeyRecord, region: string): KeyDetails {
  return {
    keyId: key.id,
    domainId: key.accountId,
    keyAlias: key.alias,
    realm: region,
    keySpec: key.spec.name,
    keyUsage: key.usage,
    keyDescription: key.description,
    creationDate: key.createdAt,
    scheduledDeletionDate: key.deletionAt,
    keyState: key.state,
    defaultKeyFlag: key.defaultService !== null,
    keyType: '1',
    expirationTime: key.materialExpiresAt,
    origin: key.origin,
    keyRotationEnabled: key.rotation.enabled,
    sysEnterpriseProjectId: key.enterpriseProjectId,
    keystoreId: key.keystoreId,
  };
}

/** A key as the console shows it (KEY-01). */
export function keyView(key: KeyRecord, tags: readonly Tag[]): KeyView {
  const { enabled, intervalInDays, rotatedAt, count } = key.rotation;
  const specName: KeySpecName = key.spec.name;
  return {
    keyId: key.id,
    keyAlias: key.alias,
    keyDescription: key.description,
    state: key.state,
    keySpec: specName,
    keyUsage: key.usage,
    origin: key.origin,
    accountId: key.accountId,
    projectId: key.projectId,
    enterpriseProjectId: key.enterpriseProjectId,
    keystoreId: key.keystoreId,
    defaultService: key.defaultService,
    createdAt: key.createdAt,
    deletionAt: key.deletionAt,
    materialExpiresAt: key.materialExpiresAt,
    currentVersion: key.currentVersion,
    rotation: {
      enabled,
      intervalInDays,
      rotatedAt,
      nextRotationAt: nextRotationAt(key.rotation),
      count,
    },
    tags: [...tags].sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}
