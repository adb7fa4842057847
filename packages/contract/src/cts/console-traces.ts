import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { MAX_EXPORTED_TRACES, traceRatingNames, traceTypeNames } from './names.ts';
import { traceFilter, traceFilterErrors, traceId } from './trace-filter.ts';

/** Traces as the console reads them: list, JSON view, export (TRC-03). What was read is not copied into the trace of the reading. */

const traceSummary = z.object({
  id: z.string(),
  name: z.string(),
  traceType: z.enum(traceTypeNames),
  serviceType: z.string(),
  resourceType: z.string(),
  resourceId: z.string(),
  resourceName: z.string(),
  userId: z.string(),
  userName: z.string(),
  rating: z.enum(traceRatingNames),
  code: z.string(),
  sourceIp: z.string(),
  requestId: z.string(),
  /** Milliseconds since 1970 UTC. */
  time: z.int(),
});

export const searchTraces = defineOperation({
  id: 'cts.searchTraces',
  service: 'cts',
  summary: 'Search traces',
  description:
    'Keyset-paged list, newest first, with several filters at once. Everything that is kept can be searched; the last seven days are when no time is given. A page can hold fewer traces than `limit`: there are more while `nextCursor` is not null.',
  scope: 'project',
  effect: 'read',
  action: 'cts:trace:list',
  trace: { name: 'listTraces', resourceType: 'trace' },
  input: z.object({
    ...traceFilter,
    limit: annotate(z.int().min(1).max(200), traceFilterErrors).default(20),
    cursor: annotate(z.string().min(1).max(64), traceFilterErrors).optional(),
  }),
  output: z.object({
    items: annotate(z.array(traceSummary), { secret: true }),
    nextCursor: z.string().nullable(),
    /** The time that was looked at. */
    from: z.int(),
    to: z.int(),
  }),
  console: { method: 'GET', path: '/cts/traces' },
  refusals: [],
});

export const viewTrace = defineOperation({
  id: 'cts.viewTrace',
  service: 'cts',
  summary: 'View a trace',
  description: 'Everything about one trace, in the structure of the documents.',
  scope: 'project',
  effect: 'read',
  action: 'cts:trace:list',
  trace: { name: 'showTrace', resourceType: 'trace' },
  input: z.object({ traceId }),
  output: z.object({
    ...traceSummary.shape,
    /** The trace as JSON text, structure as in [G 2.3.2]. */
    json: annotate(z.string(), { secret: true }),
    /** Place in the account's tree; null in the first second. */
    leafIndex: z.int().nullable(),
  }),
  console: { method: 'GET', path: '/cts/traces/{traceId}' },
  refusals: ['traceNotFound'],
});

export const exportTraces = defineOperation({
  id: 'cts.exportTraces',
  service: 'cts',
  summary: 'Export traces',
  description: `The newest ${MAX_EXPORTED_TRACES} traces that match, times in UTC, as CSV (cells that a spreadsheet would run as a formula begin with an apostrophe) or as JSON lines.`,
  scope: 'project',
  effect: 'read',
  action: 'cts:trace:list',
  trace: { name: 'exportTraces', resourceType: 'trace' },
  input: z.object({
    ...traceFilter,
    format: annotate(z.enum(['csv', 'jsonl']), traceFilterErrors).default('csv'),
  }),
  output: z.object({
    fileName: z.string(),
    mediaType: z.string(),
    content: annotate(z.string(), { secret: true }),
  }),
  console: { method: 'GET', path: '/cts/export', download: true },
  refusals: [],
});

export const traceFilters = defineOperation({
  id: 'cts.traceFilters',
  service: 'cts',
  summary: 'List what traces can be filtered by',
  description: 'Sources, resource types, trace names and operators that occur in the traces of the project.',
  scope: 'project',
  effect: 'read',
  action: 'cts:trace:list',
  trace: { name: 'listTraceFilters', resourceType: 'trace' },
  input: z.object({}),
  output: z.object({
    serviceTypes: annotate(z.array(z.string()), { secret: true }),
    resourceTypes: annotate(z.array(z.string()), { secret: true }),
    traceNames: annotate(z.array(z.string()), { secret: true }),
    users: annotate(z.array(z.string()), { secret: true }),
  }),
  console: { method: 'GET', path: '/cts/filters' },
  refusals: [],
});
