import type { TraceRow } from '../../store/store.ts';

/** Names the encoding, so that a later one can never give the same bytes for another trace. */
export const LEAF_FORMAT = 'dewpoint-trace-v1';
const LEAF_PREFIX = `${LEAF_FORMAT.length}:${LEAF_FORMAT},`;

/**
 * The bytes of a trace that the tree covers: netstrings (D. J. Bernstein, 1997: `<length in bytes>:<bytes>,` in decimal, one after
 * another) of `dewpoint-trace-v1` and every column of the trace in the order of `traceColumns`, text in UTF-8, the time in decimal.
 * No two traces have the same, and a few lines in any language build it.
 */
export function leafData(row: TraceRow): string {
  // Lengths in UTF-16 units are lengths in bytes where all is ASCII, as nearly always; one look at the whole then tells it.
  const data = netstrings(row, (text) => text.length);
  return Buffer.byteLength(data) === data.length ? data : netstrings(row, Buffer.byteLength);
}

/** Spelled out instead of mapped over `traceColumns`: this runs for every operation of the product. */
function netstrings(r: TraceRow, n: (text: string) => number): string {
  const time = String(r.time);
  return (
    `${LEAF_PREFIX}${n(r.id)}:${r.id},${n(r.account_id)}:${r.account_id},${n(r.project_id)}:${r.project_id},` +
    `${n(time)}:${time},${n(r.name)}:${r.name},${n(r.service_type)}:${r.service_type},` +
    `${n(r.resource_type)}:${r.resource_type},${n(r.resource_id)}:${r.resource_id},` +
    `${n(r.resource_name)}:${r.resource_name},${n(r.user_id)}:${r.user_id},${n(r.user_name)}:${r.user_name},` +
    `${n(r.rating)}:${r.rating},${n(r.code)}:${r.code},${n(r.source_ip)}:${r.source_ip},` +
    `${n(r.request_id)}:${r.request_id},${n(r.body)}:${r.body},`
  );
}
