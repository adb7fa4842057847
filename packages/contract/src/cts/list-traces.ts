import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { traceRatingNames } from './names.ts';
import { filterText, optionalEpoch, traceFilterErrors } from './trace-filter.ts';

/** `request` and `response` are texts that hold JSON, `code` is text: the types of the SDK. */
const trace = z.object({
  resourceId: z.string(),
  traceName: z.string(),
  traceRating: z.enum(traceRatingNames),
  traceType: z.string(),
  request: z.string(),
  response: z.string(),
  code: z.string(),
  apiVersion: z.string(),
  message: annotate(z.string(), { secret: true }),
  recordTime: z.int(),
  traceId: z.string(),
  time: z.int(),
  user: z.object({
    id: z.string(),
    name: z.string(),
    userName: z.string(),
    domain: z.object({ id: z.string(), name: z.string() }),
    accountId: z.string(),
    accessKeyId: z.string().optional(),
    principalUrn: z.string().optional(),
    principalId: z.string().optional(),
    principalIsRootUser: z.string().optional(),
    type: z.string(),
    invokedBy: z.array(z.string()).optional(),
    sessionContext: z
      .object({ attributes: z.object({ createdAt: z.string(), mfaAuthenticated: z.string() }) })
      .optional(),
  }),
  serviceType: z.string(),
  resourceType: z.string(),
  sourceIp: z.string(),
  resourceName: z.string(),
  requestId: z.string(),
  enterpriseProjectId: z.string(),
  readOnly: z.boolean(),
  operationId: z.string(),
});

export const listTraces = defineOperation({
  id: 'cts.listTraces',
  service: 'cts',
  summary: 'List traces',
  description:
    'Traces of the project and of the account, newest first. `from` and `to` are exclusive; without `from` the last hour is looked at. `trace_id` makes every other filter void. Go on with `meta_data.marker` as `next` until it is null; a page can hold fewer traces than `limit`.',
  scope: 'project',
  effect: 'read',
  action: 'cts:trace:list',
  trace: { name: 'listTraces', resourceType: 'trace' },
  input: z.object({
    /** Management traces; there are no data traces (of object storage) here, so that list is empty. */
    traceType: annotate(z.enum(['system', 'data']), traceFilterErrors).default('system'),
    limit: annotate(z.int().min(1).max(200), traceFilterErrors).default(10),
    from: optionalEpoch,
    next: filterText(64),
    to: optionalEpoch,
    trackerName: filterText(64),
    serviceType: filterText(64),
    user: filterText(300),
    resourceId: filterText(350),
    resourceName: filterText(300),
    resourceType: filterText(100),
    traceId: filterText(64),
    traceName: filterText(64),
    traceRating: annotate(z.enum(traceRatingNames), traceFilterErrors).optional(),
    accessKeyId: filterText(64),
    enterpriseProjectId: filterText(64),
  }),
  output: z.object({
    traces: annotate(z.array(trace), { secret: true }),
    metaData: z.object({ count: z.int(), marker: z.string().nullable() }),
  }),
  rest: { method: 'GET', path: '/v3/{project_id}/traces' },
  refusals: [],
});
