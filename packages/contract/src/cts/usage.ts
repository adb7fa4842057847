import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { traceFilterErrors } from './trace-filter.ts';

/** What the documents bill (OPS-04), and how busy the account is. */

const day = annotate(z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a day as YYYY-MM-DD'), traceFilterErrors);
const range = {
  /** First and last day, UTC, both included; the last 31 days when absent. */
  from: day.optional(),
  to: day.optional(),
};
const named = { service: 'cts', scope: 'project', effect: 'read', action: 'cts:trace:list' } as const;

export const listUsage = defineOperation({
  ...named,
  id: 'cts.listUsage',
  summary: 'List usage by day',
  description:
    'API requests, and the most custom keys and secrets that the account had, for each day in UTC. Days without any are left out.',
  trace: { name: 'listUsage', resourceType: 'usage' },
  input: z.object(range),
  output: z.object({
    from: z.string(),
    to: z.string(),
    days: z.array(z.object({ day: z.string(), apiRequests: z.int(), keys: z.int(), secrets: z.int() })),
  }),
  console: { method: 'GET', path: '/cts/usage' },
  refusals: [],
});

export const exportUsage = defineOperation({
  ...named,
  id: 'cts.exportUsage',
  summary: 'Export usage by day',
  description: 'The same as CSV.',
  trace: { name: 'exportUsage', resourceType: 'usage' },
  input: z.object(range),
  output: z.object({
    fileName: z.string(),
    mediaType: z.string(),
    content: annotate(z.string(), { secret: true }),
  }),
  console: { method: 'GET', path: '/cts/usage-export', download: true },
  refusals: [],
});

export const operationsPerHour = defineOperation({
  ...named,
  id: 'cts.operationsPerHour',
  summary: 'Count operations by hour',
  description:
    'Operations of the account in each of the last hours, the oldest first; the last one is not over yet.',
  trace: { name: 'countOperations', resourceType: 'usage' },
  input: z.object({ hours: annotate(z.int().min(1).max(168), traceFilterErrors).default(24) }),
  output: z.object({
    hours: z.array(z.object({ start: z.int(), operations: z.int() })),
  }),
  console: { method: 'GET', path: '/cts/operations-per-hour' },
  refusals: [],
});
