import type { TraceRow } from '../../store/store.ts';
import { traceColumns } from '../../store/trace-columns.ts';

/** Names the encoding, so that a later one can never give the same bytes for another trace. */
export const LEAF_FORMAT = 'dewpoint-trace-v1';

/**
 * The bytes of a trace that the tree covers: netstrings (D. J. Bernstein, 1997: `<length in bytes>:<bytes>,` in decimal, one after
 * another) of `dewpoint-trace-v1` and every column of the trace in the order of `traceColumns`, text in UTF-8, the time in decimal.
 * No two traces have the same, and a few lines in any language build it.
 */
export function leafData(row: TraceRow): string {
  let data = netstring(LEAF_FORMAT);
  for (const column of traceColumns) data += netstring(String(row[column]));
  return data;
}

function netstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`;
}
