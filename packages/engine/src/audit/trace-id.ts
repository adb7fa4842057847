import { randomUUID } from 'node:crypto';

const TIME_IN_HEX = 12;
const pattern = /^([\da-f]{8})-([\da-f]{4})-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

let last = { time: Number.NaN, text: '' };

/**
 * A new ID for a trace of this time (ms since 1970 UTC): a UUIDv7 (RFC 9562, section 5.7). By its time the trace is found again, so that
 * no operation pays for an index by ID.
 */
export function newTraceId(time: number): string {
  // The traces of a batch mostly have the same one.
  if (last.time !== time) last = { time, text: prefixOf(time) };
  return last.text + randomUUID().slice(last.text.length);
}

/** Time that an ID tells, ms since 1970 UTC; null for text that is no ID of a trace. */
export function timeOfTraceId(id: string): number | null {
  const found = pattern.exec(id);
  return found ? Number.parseInt(`${found[1]}${found[2]}`, 16) : null;
}

/** Up to the version; the random bits of a UUIDv4 follow, variant and all. */
function prefixOf(time: number): string {
  const hex = time.toString(16).padStart(TIME_IN_HEX, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
}
