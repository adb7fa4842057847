import type { EngineOperationId } from '@dewpoint/contract';

/** Rows of dew-service-overview table 8-4 that KMS Administrator and KMS CMKFullAccess both have, in its words and order. */
export const keyOperations: readonly (readonly [text: string, operations: readonly EngineOperationId[]])[] = [
  ['Create a key', ['kms.createKey']],
  ['Enable a key', ['kms.enableKey']],
  ['Disable a key', ['kms.disableKey']],
  ['Schedule key deletion', ['kms.scheduleKeyDeletion']],
  ['Cancel scheduled key deletion', ['kms.cancelKeyDeletion']],
  ['Modify a key alias', ['kms.updateKeyAlias']],
  ['Modify key description', ['kms.updateKeyDescription']],
  ['Generate a random number', ['kms.createRandom']],
  ['Create a DEK', ['kms.createDatakey']],
  ['Create a plaintext-free DEK', ['kms.createDatakeyWithoutPlaintext']],
  ['Encrypt a DEK', ['kms.encryptDatakey']],
  ['Decrypt a DEK', ['kms.decryptDatakey']],
  ['Obtain parameters for importing a key', ['kms.getParametersForImport']],
  ['Import key materials', ['kms.importKeyMaterial']],
  ['Delete key materials', ['kms.deleteImportedKeyMaterial']],
  ['Create a grant', ['kms.createGrant']],
  ['Revoke a grant', ['kms.revokeGrant']],
  ['Retire a grant', ['kms.retireGrant']],
  ['Query the grant list', ['kms.listGrants']],
  ['Query retirable grants', ['kms.listRetirableGrants']],
  ['Encrypt data', ['kms.encryptData', 'kms.encryptText']],
  ['Decrypt data', ['kms.decryptData', 'kms.decryptText']],
  ['Send signature messages', ['kms.sign']],
  ['Authenticate signature', ['kms.verify']],
  ['Enable key rotation', ['kms.enableKeyRotation']],
  ['Modify key rotation interval', ['kms.updateKeyRotationInterval']],
  ['Disable key rotation', ['kms.disableKeyRotation']],
  ['Query key rotation status', ['kms.showKeyRotationStatus', 'kms.viewKeyRotation']],
  ['Query CMK instances', ['kms.listKmsByTags']],
  ['Query key tags', ['kms.showKmsTags']],
  ['Query project tags', ['kms.listKmsTags']],
  ['Batch add or delete key tags', ['kms.batchCreateKmsTags']],
  ['Add tags to a key', ['kms.createKmsTag']],
  ['Delete key tags', ['kms.deleteTag']],
  ['Query the key list', ['kms.listKeys', 'kms.searchKeys']],
  ['Query key details', ['kms.describeKey', 'kms.viewKey']],
  ['Query a public key', ['kms.getPublicKey']],
  ['Query instance quantity', ['kms.showUserInstances']],
  ['Query quotas', ['kms.showUserQuotas', 'kms.keyQuota']],
];

/** Rows of the same table that neither has, with the documented actions: the product has no such operations yet. */
export const keyPairActions: readonly (readonly [text: string, action: string])[] = [
  ['Query the key pair list', 'kps:SSHKeyPair:list'],
  ['Create or import a key pair', 'kps:SSHKeyPair:create'],
  ['Query key pairs', 'kps:SSHKeyPair:get'],
  ['Delete a key pair', 'kps:SSHKeyPair:delete'],
  ['Update key pair description', 'kps:SSHKeyPair:update'],
  ['Bind a key pair', 'kps:SSHKeyPair:bind'],
  ['Unbind a key pair', 'kps:SSHKeyPair:unbind'],
  ['Query a binding task', 'kps:SSHKeyPair:getTask'],
  ['Query failed tasks', 'kps:SSHKeyPair:listFailedTasks'],
  ['Delete all failed tasks', 'kps:SSHKeyPair:deleteAllFailedTasks'],
  ['Delete the failed task', 'kps:SSHKeyPair:deleteFailedTask'],
  ['Query running tasks', 'kps:SSHKeyPair:listRunningTasks'],
];

/** The custom policies of dew-user-guide 2.4.2, character by character. */
export const customPolicies = {
  'authorizing users to create and import keys': `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "kms:cmk:create",
        "kms:cmk:getMaterial",
        "kms:cmkTag:create",
        "kms:cmkTag:batch",
        "kms:cmk:importMaterial"
      ]
    }
  ]
}`,
  'authorizing users to use keys': `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "kms:dek:crypto",
        "kms:cmk:get",
        "kms:cmk:crypto",
        "kms:cmk:generate",
        "kms:cmk:list"
      ]
    }
  ]
}`,
  // A page break tears it in the document; here its two pieces are one again.
  'multi-action policy': `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "rds:task:list"
      ]
    },
    {
      "Effect": "Allow",
      "Action": [
        "kms:dek:crypto",
        "kms:cmk:get",
        "kms:cmk:crypto",
        "kms:cmk:generate",
        "kms:cmk:list"
      ]
    }
  ]
}`,
} as const;
