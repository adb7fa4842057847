import type { TraceRow } from '../../store/store.ts';
import { traceColumns } from '../../store/trace-columns.ts';

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

function netstrings(row: TraceRow, lengthInBytes: (text: string) => number): string {
  let data = LEAF_PREFIX;
  for (const column of traceColumns) {
    const text = String(row[column]);
    data += `${lengthInBytes(text)}:${text},`;
  }
  return data;
}
