import { z } from 'zod';
import { keyOriginNames, keySpecNames, keyStateNames, keyUsageNames } from './fields.ts';

/** Everything of KEY-01 in native types, as the console shows it. Times are milliseconds since 1970 UTC, null when there is none. */
export const keyView = z.object({
  keyId: z.string(),
  keyAlias: z.string(),
  keyDescription: z.string(),
  state: z.enum(keyStateNames),
  keySpec: z.enum(keySpecNames),
  keyUsage: z.enum(keyUsageNames),
  origin: z.enum(keyOriginNames),
  accountId: z.string(),
  projectId: z.string(),
  enterpriseProjectId: z.string(),
  keystoreId: z.string(),
  /** Service of a default key; null for a custom key. */
  defaultService: z.string().nullable(),
  createdAt: z.int(),
  deletionAt: z.int().nullable(),
  materialExpiresAt: z.int().nullable(),
  /** Highest version; 0 while the key never had material. */
  currentVersion: z.int(),
  rotation: z.object({
    enabled: z.boolean(),
    intervalInDays: z.int(),
    rotatedAt: z.int().nullable(),
    nextRotationAt: z.int().nullable(),
    count: z.int(),
  }),
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
});
export type KeyView = z.output<typeof keyView>;

/** What protects keys in storage (HSM-01): every screen that speaks of protection says which it is. */
export const protection = z.object({
  kind: z.enum(['hsm', 'software']),
  /** For people: module and token, or how the software root key is sealed. */
  detail: z.string(),
});
