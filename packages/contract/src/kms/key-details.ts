import { z } from 'zod';
import { booleanText, epochMillisText, flagText } from '../wire/scalars.ts';
import { keyOriginNames, keySpecNames, keyState, keyUsageNames } from './fields.ts';

/** KeyDetails of describe-key and list-keys: every value is a JSON string on the wire. */
export const keyDetails = z.object({
  keyId: z.string(),
  domainId: z.string(),
  keyAlias: z.string(),
  realm: z.string(),
  keySpec: z.enum(keySpecNames),
  keyUsage: z.enum(keyUsageNames),
  keyDescription: z.string(),
  creationDate: epochMillisText,
  scheduledDeletionDate: epochMillisText,
  keyState,
  defaultKeyFlag: flagText,
  /** Always "1", as in the samples of the documents. */
  keyType: z.literal('1'),
  expirationTime: epochMillisText,
  origin: z.enum(keyOriginNames),
  keyRotationEnabled: booleanText,
  sysEnterpriseProjectId: z.string(),
  keystoreId: z.string(),
});
