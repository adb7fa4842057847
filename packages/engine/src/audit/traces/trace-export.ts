import { setImmediate } from 'node:timers/promises';
import { MAX_EXPORTED_TRACES } from '@dewpoint/contract';
import type { SequencedTrace } from '../../store/store.ts';
import type { TracePosition, TraceQuery } from '../search/trace-query.ts';
import type { TraceSearch } from '../search/trace-search.ts';
import { csv } from './csv.ts';
import { traceDocument } from './trace-answers.ts';

const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' } as const;

const header = [
  'trace_name',
  'resource_type',
  'trace_source',
  'resource_id',
  'resource_name',
  'trace_rating',
  'operator',
  'time_utc',
  'source_ip',
  'code',
  'trace_type',
  'message',
  'request_id',
  'trace_id',
];

/** The newest traces that match, at most as many as one export holds [G 2.3.2]. */
export async function exportTraces(
  search: TraceSearch,
  query: TraceQuery,
  format: 'csv' | 'jsonl',
  now: number,
): Promise<{ fileName: string; mediaType: string; content: string }> {
  const rows: SequencedTrace[] = [];
  let after: TracePosition | null = null;
  do {
    const page = await search.page(query, { limit: MAX_EXPORTED_TRACES - rows.length, after });
    rows.push(...page.rows);
    after = page.next;
    // Others want their answers too.
    await setImmediate();
  } while (after !== null && rows.length < MAX_EXPORTED_TRACES);
  const day = new Date(now).toISOString().slice(0, 10);
  return {
    fileName: `traces-${day}.${format}`,
    mediaType: MEDIA_TYPES[format],
    content: format === 'csv' ? csv(header, rows.map(cells)) : rows.map(line).join(''),
  };
}

function cells(row: SequencedTrace): readonly string[] {
  const { trace_type, message } = traceDocument(row);
  return [
    row.name,
    row.resource_type,
    row.service_type,
    row.resource_id,
    row.resource_name,
    row.rating,
    row.user_name,
    new Date(row.time).toISOString(),
    row.source_ip,
    row.code,
    trace_type,
    message,
    row.request_id,
    row.id,
  ];
}

function line(row: SequencedTrace): string {
  return `${JSON.stringify(traceDocument(row))}\n`;
}
