import { z } from 'zod';

/** How far back a preview of recent use looks, in days. */
export const recentUseDays = z.int().min(1).max(90).default(30);

/** Uses of one thing that succeeded, by user and operation, most recent first; taken from its traces. Times are ms since 1970 UTC. */
export const recentUses = z.array(
  z.object({
    principalId: z.string(),
    principalName: z.string(),
    /** Trace name, e.g. `encryptData`. */
    operation: z.string(),
    count: z.int(),
    lastUsedAt: z.int(),
  }),
);
