import {
  DEFAULT_TRACE_DAYS,
  OperationError,
  type OperationInput,
  type OperationOutput,
} from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import { projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { SequencedTrace, Store } from '../../store/store.ts';
import { decodePosition, encodePosition, queryOf, type TraceQuery } from '../search/trace-query.ts';
import type { TraceSearch } from '../search/trace-search.ts';
import { leafIndexOf } from '../tree/tree-rows.ts';
import { listedTrace, traceDocument, traceSummary } from './trace-answers.ts';
import { exportTraces } from './trace-export.ts';

const HOUR_IN_MS = 3_600_000;
const DAY_IN_MS = 24 * HOUR_IN_MS;

type ListOperations =
  | 'cts.listTraces'
  | 'cts.searchTraces'
  | 'cts.viewTrace'
  | 'cts.exportTraces'
  | 'cts.traceFilters';

/** Traces as users read them (TRC-03). */
export function traceListHandlers(store: Store, search: TraceSearch): HandlersOf<ListOperations> {
  return {
    'cts.listTraces': {
      kind: 'direct',
      run: ({ context, input, now }) => listTraces(search, context, input, now),
    },
    'cts.searchTraces': {
      kind: 'direct',
      async run({ context, input, now }) {
        const time = timeOf(input, now);
        const after = input.cursor === undefined ? null : decodePosition(input.cursor);
        if (input.cursor !== undefined && after === null) throw cursorRefused('cursor');
        const query = queryOf(projectScope(context), time, input);
        const page = await search.page(query, { limit: input.limit, after });
        return {
          items: page.rows.map(traceSummary),
          nextCursor: page.next && encodePosition(page.next),
          ...time,
        };
      },
    },
    'cts.viewTrace': {
      kind: 'direct',
      async run(call) {
        const row = await findTrace(search, call.context, call.input.traceId);
        call.traceResource({ id: row.id, name: row.name });
        return {
          ...traceSummary(row),
          json: JSON.stringify(traceDocument(row), null, 2),
          leafIndex: await leafIndexOf(store.read, row.account_id, row.seq),
        };
      },
    },
    'cts.exportTraces': {
      kind: 'direct',
      run: ({ context, input, now }) =>
        exportTraces(search, queryOf(projectScope(context), timeOf(input, now), input), input.format, now),
    },
    'cts.traceFilters': {
      kind: 'direct',
      run: ({ context }) => traceFilters(store, projectScope(context)),
    },
  };
}

/** A trace of the project or of the account itself. Throws `traceNotFound`. */
export async function findTrace(
  search: TraceSearch,
  context: RequestContext,
  traceId: string,
): Promise<SequencedTrace> {
  const { accountId, projectId } = projectScope(context);
  const row = await search.find(accountId, traceId);
  if (!row || (row.project_id !== '' && row.project_id !== projectId))
    throw new OperationError('traceNotFound');
  return row;
}

function timeOf(input: { from?: number | undefined; to?: number | undefined }, now: number) {
  const to = input.to ?? now;
  return { from: input.from ?? to - DEFAULT_TRACE_DAYS * DAY_IN_MS, to };
}

async function listTraces(
  search: TraceSearch,
  context: RequestContext,
  input: OperationInput<'cts.listTraces'>,
  now: number,
): Promise<OperationOutput<'cts.listTraces'>> {
  if (input.traceId) return oneTrace(search, context, input.traceId);
  if (input.traceType === 'data' || (input.trackerName && input.trackerName !== 'system'))
    return answer([], null);
  const to = input.to ?? now + 1;
  // Both bounds are exclusive.
  const time = { from: (input.from ?? to - HOUR_IN_MS) + 1, to: to - 1 };
  const query = queryOf(projectScope(context), time, {
    serviceType: input.serviceType,
    resourceType: input.resourceType,
    resourceId: input.resourceId,
    traceName: input.traceName,
    resourceName: input.resourceName,
    user: input.user,
    rating: input.traceRating,
    accessKeyId: input.accessKeyId,
    enterpriseProjectId: input.enterpriseProjectId,
  });
  const page = await search.page(query, {
    limit: input.limit,
    after: input.next ? await startOf(search, query, input.next) : null,
  });
  const last = page.rows.at(-1);
  // Clients know the marker as the ID of the last trace; a page that was cut short has no such trace to go on from.
  const full = last !== undefined && page.rows.length === input.limit;
  return answer(page.rows, page.next && (full ? last.id : encodePosition(page.next)));
}

/** `trace_id` makes every other filter void. */
async function oneTrace(search: TraceSearch, context: RequestContext, traceId: string) {
  try {
    return answer([await findTrace(search, context, traceId)], null);
  } catch (error) {
    if (error instanceof OperationError && error.errorName === 'traceNotFound') return answer([], null);
    throw error;
  }
}

function answer(rows: readonly SequencedTrace[], marker: string | null): OperationOutput<'cts.listTraces'> {
  return { traces: rows.map(listedTrace), metaData: { count: rows.length, marker } };
}

async function startOf(search: TraceSearch, query: TraceQuery, marker: string) {
  const position = decodePosition(marker) ?? (await search.positionAfter(query, marker));
  if (position === null) throw cursorRefused('next');
  return position;
}

function cursorRefused(field: string): OperationError {
  return new OperationError('traceFilterInvalid', {
    field,
    message: `${field} is not valid. Give what the page before ended with, and the same filters.`,
  });
}

async function traceFilters(
  store: Store,
  scope: { readonly accountId: string; readonly projectId: string },
): Promise<OperationOutput<'cts.traceFilters'>> {
  const rows = await store.read
    .selectFrom('trace_facets')
    .select(['service_type', 'resource_type', 'name', 'user_name'])
    .where('account_id', '=', scope.accountId)
    .where('project_id', 'in', ['', scope.projectId])
    .execute();
  const distinct = (column: keyof (typeof rows)[number]) =>
    [...new Set(rows.map((row) => row[column]))].filter((value) => value !== '').sort();
  return {
    serviceTypes: distinct('service_type'),
    resourceTypes: distinct('resource_type'),
    traceNames: distinct('name'),
    users: distinct('user_name'),
  };
}
