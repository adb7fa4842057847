import { notServed, type OperationNotServed } from '../not-served.ts';

const KMS = '/v1.0/{project_id}/kms';
const STORES = '/v1.0/{project_id}/keystores';
const POINTS = `${KMS}/access-points`;
const POLICIES = `${KMS}/key-policies`;
const REGIONS = '/v2/{project_id}/kms';

/** Together with the catalogue this is the whole KMS of the documents. */
export const keyOperationsNotServed: readonly OperationNotServed[] = notServed([
  {
    reason: 'All keys are kept under the root of trust of this server. Leave keystore_id out.',
    operations: [
      ['CreateKeyStore', 'POST', STORES],
      ['ListKeyStores', 'GET', STORES],
      ['ShowKeyStore', 'GET', `${STORES}/{keystore_id}`],
      ['UpdateKeyStore', 'PUT', `${STORES}/{keystore_id}`],
      ['DeleteKeyStore', 'DELETE', `${STORES}/{keystore_id}`],
      ['EnableKeyStore', 'POST', `${STORES}/{keystore_id}/enable`],
      ['DisableKeyStore', 'POST', `${STORES}/{keystore_id}/disable`],
    ],
  },
  {
    reason: 'Programs sign in with access keys, tokens or OpenID Connect. Create an access key.',
    operations: [
      ['CreateAccessPoint', 'POST', POINTS],
      ['ListAccessPoint', 'GET', POINTS],
      ['DeleteAccessPoint', 'DELETE', `${POINTS}/{access_point_id}`],
      ['EnableAccessPoint', 'POST', `${POINTS}/{access_point_id}/enable`],
      ['DisableAccessPoint', 'POST', `${POINTS}/{access_point_id}/disable`],
      ['DownloadAccessPointPrivateKey', 'POST', `${POINTS}/{access_point_id}/get-privatekey`],
    ],
  },
  {
    reason: 'Keys have no policies of their own. Use grants, or policies of users and groups.',
    operations: [
      ['CreateKeyPolicy', 'POST', POLICIES],
      ['ListKeyPolicy', 'GET', POLICIES],
      ['ShowKeyPolicy', 'GET', `${POLICIES}/{policy_id}`],
      ['UpdateKeyPolicy', 'PUT', `${POLICIES}/{policy_id}`],
      ['DeleteKeyPolicy', 'DELETE', `${POLICIES}/{policy_id}`],
    ],
  },
  {
    reason: 'It belongs to compliance level 4. Use create-datakey and decrypt-datakey.',
    operations: [
      ['CreatePin', 'POST', `${KMS}/create-pin`],
      ['CreateDatakeyCapsule', 'POST', `${KMS}/datakey-capsule/create`],
      ['DecryptDatakeyCapsule', 'POST', `${KMS}/datakey-capsule/decrypt`],
    ],
  },
  {
    reason: 'No key has usage KEY_AGREEMENT. Use a key that encrypts data keys.',
    operations: [['DeriveSharedSecret', 'POST', `${KMS}/derive-shared-secret`]],
  },
  {
    reason: 'A server is one region, so keys are not copied to others. Back the server up instead.',
    operations: [
      ['ListSupportRegions', 'GET', `${REGIONS}/regions`],
      ['ReplicateKey', 'POST', `${REGIONS}/keys/{key_id}/replicate`],
      ['UpdatePrimaryRegion', 'PUT', `${REGIONS}/keys/{key_id}/update-primary-region`],
    ],
  },
]);
