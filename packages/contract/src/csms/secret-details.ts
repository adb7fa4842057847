import { z } from 'zod';
import { epochMillis } from '../wire/scalars.ts';
import { secretState, secretType, versionId } from './fields.ts';

/** A secret as the REST surface answers it; never its value [csms.json]. Times are ms since 1970 UTC as numbers. */
export const secretDetails = z.object({
  id: z.string(),
  name: z.string(),
  state: secretState,
  kmsKeyId: z.string(),
  description: z.string(),
  createTime: z.int(),
  updateTime: z.int(),
  scheduledDeleteTime: epochMillis,
  secretType,
  autoRotation: z.boolean(),
  rotationPeriod: z.string(),
  rotationConfig: z.string(),
  rotationTime: epochMillis,
  nextRotationTime: epochMillis,
  eventSubscriptions: z.array(z.string()),
  enterpriseProjectId: z.string(),
  rotationFuncUrn: z.string(),
});

/** What is known of a version besides its value. */
export const versionMetadata = z.object({
  id: versionId,
  createTime: z.int(),
  expireTime: epochMillis,
  kmsKeyId: z.string(),
  secretName: z.string(),
  versionStages: z.array(z.string()),
});
