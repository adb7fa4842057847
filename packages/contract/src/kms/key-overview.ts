import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { protection } from './key-view.ts';
import { keyStateNames } from './names.ts';

/** Days that the overview looks ahead. */
const DAYS_AHEAD = 90;
export const dueKindNames = ['deletion', 'rotation', 'expiry'] as const;

export const keyOverview = defineOperation({
  id: 'kms.keyOverview',
  service: 'kms',
  summary: 'Show the state of all keys',
  description: `Custom keys of the project by state, what becomes due in the next ${DAYS_AHEAD} days (the earliest 50), and how the root of trust is.`,
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:list',
  trace: { name: 'showKeyOverview', resourceType: 'cmk' },
  input: z.object({}),
  output: z.object({
    states: z.array(z.object({ state: z.enum(keyStateNames), keys: z.int() })),
    due: z.array(
      z.object({ kind: z.enum(dueKindNames), keyId: z.string(), keyAlias: z.string(), at: z.int() }),
    ),
    protection,
    /** One for each token of an HSM; none without one. */
    tokens: z.array(z.object({ label: z.string(), ok: z.boolean(), detail: z.string() })),
    /** False while the root of trust does not answer. */
    healthy: z.boolean(),
  }),
  console: { method: 'GET', path: '/kms/overview' },
  refusals: [],
});

export { DAYS_AHEAD as OVERVIEW_DAYS_AHEAD };
