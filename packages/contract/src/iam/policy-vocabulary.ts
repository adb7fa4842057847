/** Words of policies that editors offer and the engine understands (IAM-04); the engine's tables are held to these by a test. */

/** What a condition key's value is, and by which operators it can be compared. */
export type ConditionValueType = 'text' | 'number' | 'boolean' | 'date' | 'address';

/** Condition keys of a request of this product. `g:ResourceTag/` is followed by the key of a tag. */
export const conditionKeyTypes = {
  'g:CurrentTime': 'date',
  'g:DomainName': 'text',
  'g:ProjectName': 'text',
  'g:ServiceName': 'text',
  'g:UserId': 'text',
  'g:UserName': 'text',
  'g:SourceIp': 'address',
  'g:MFAPresent': 'boolean',
  'g:MFAAge': 'number',
  'g:EnterpriseProjectId': 'text',
} as const satisfies Readonly<Record<string, ConditionValueType>>;
export const RESOURCE_TAG_KEY = 'g:ResourceTag/';

/** Operators by the types of keys that they compare. */
export const conditionOperatorsByType: Readonly<Record<ConditionValueType, readonly string[]>> = {
  text: [
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringMatch',
    'StringNotMatch',
    'StringStartWith',
    'StringEndWith',
  ],
  number: [
    'NumberEquals',
    'NumberNotEquals',
    'NumberLessThan',
    'NumberLessThanEquals',
    'NumberGreaterThan',
    'NumberGreaterThanEquals',
  ],
  boolean: ['Bool'],
  date: ['DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  address: ['IpAddress', 'NotIpAddress'],
};

/** How the documents name things in the path of a resource, by service. */
export const policyResourceTypes = [
  { service: 'kms', type: 'KeyId' },
  { service: 'csms', type: 'secretName' },
  { service: 'kps', type: 'SSHKeyPair' },
] as const;
