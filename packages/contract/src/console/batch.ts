import { z } from 'zod';
import { defineOperation } from '../operation.ts';

/** Many calls of one operation in one request (KEY-06, KEY-07, KEY-08, SEC-08). */

export const MAX_BATCH = 100;

export const batch = defineOperation({
  id: 'console.batch',
  service: 'console',
  summary: 'Run an operation for many inputs',
  description:
    'Each input is validated, authorized, executed and traced by itself; one that is refused stops no other. Only operations marked as batchable.',
  scope: 'project',
  effect: 'change',
  // Every input is authorized as a call of its own operation.
  action: null,
  trace: null,
  input: z.object({
    operation: z.string().max(64),
    inputs: z.array(z.unknown()).min(1).max(MAX_BATCH),
  }),
  output: z.object({
    /** In the order of the inputs. */
    results: z.array(
      z.object({
        /** Position in `inputs`, from 0. */
        input: z.int(),
        ok: z.boolean(),
        /** What the operation answers on the console surface; absent when refused. */
        output: z.unknown().optional(),
        error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }).optional(),
      }),
    ),
  }),
  console: { method: 'POST', path: '/batch' },
  refusals: ['operationNotBatchable'],
});
