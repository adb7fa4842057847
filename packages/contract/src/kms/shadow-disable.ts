import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { recentUses } from '../recent-use.ts';
import { keyId, keyState } from './fields.ts';

/** Shadow disable (KEY-18): what disabling a key would stop is seen before it stops. Times are milliseconds since 1970 UTC. */

/** Days that uses can be recorded for. */
export const shadowDays = z.int().min(1).max(90).default(7);

export const startShadowDisable = defineOperation({
  id: 'kms.startShadowDisable',
  service: 'kms',
  summary: 'Begin to disable a key on trial',
  description:
    'The key goes on working. Until the time is over each use is recorded as one that would have failed, in its trace and per principal; then the key is disabled for good or the trial is cancelled.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:disable',
  trace: { name: 'startShadowDisable', resourceType: 'cmk' },
  input: z.object({ keyId, days: shadowDays }),
  output: z.object({ since: z.int(), until: z.int() }),
  console: { method: 'POST', path: '/kms/keys/{keyId}/shadow-disable' },
  refusals: ['keyNotFound', 'keyNotEnabled', 'defaultKeyRefused', 'shadowDisableRunning'],
});

export const showShadowDisable = defineOperation({
  id: 'kms.showShadowDisable',
  service: 'kms',
  summary: 'Show what a disabled key would have stopped',
  description: 'The trial that is under way or awaits its decision, and who used the key in it.',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:get',
  trace: { name: 'showShadowDisable', resourceType: 'cmk' },
  input: z.object({ keyId }),
  output: z.object({
    shadow: z
      .object({
        since: z.int(),
        until: z.int(),
        /** The time is over: nothing more is recorded, and somebody has to decide. */
        ended: z.boolean(),
        uses: recentUses,
        /** Secrets whose values are under the key: they could not be read. */
        secrets: z.int(),
      })
      .nullable(),
  }),
  console: { method: 'GET', path: '/kms/keys/{keyId}/shadow-disable' },
  refusals: ['keyNotFound'],
});

export const commitShadowDisable = defineOperation({
  id: 'kms.commitShadowDisable',
  service: 'kms',
  summary: 'Disable a key after its trial',
  description: 'Also before the time of the trial is over. From now on the key does no cryptography.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:disable',
  trace: { name: 'commitShadowDisable', resourceType: 'cmk' },
  input: z.object({ keyId }),
  output: z.object({ keyId: z.string(), keyState }),
  console: { method: 'POST', path: '/kms/keys/{keyId}/shadow-disable/commit' },
  refusals: ['keyNotFound', 'keyNotEnabled', 'shadowDisableMissing'],
});

export const cancelShadowDisable = defineOperation({
  id: 'kms.cancelShadowDisable',
  service: 'kms',
  summary: 'Cancel the trial of disabling a key',
  description: 'Nothing more is recorded, and the key stays enabled.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:disable',
  trace: { name: 'cancelShadowDisable', resourceType: 'cmk' },
  input: z.object({ keyId }),
  output: z.object({}),
  console: { method: 'POST', path: '/kms/keys/{keyId}/shadow-disable/cancel', success: 204 },
  refusals: ['keyNotFound', 'shadowDisableMissing'],
});
