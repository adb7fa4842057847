import { dayAt, startOfDay } from '../time/start-of-day.ts';

/** Values that the search box offers for "created". */
export const createdChoices = ['1d', '7d', '30d', '90d'] as const;
export const createdPattern = /^(?:[1-9]\d{0,3}d|\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d)$/;

/** `7d`: the last seven days; `2026-01-01..2026-01-31`: those days, both included, in the user's zone. Times are ms since 1970 UTC. */
export function createdBetween(value: string, now: number, timeZone: string) {
  const [from, to] = value.split('..');
  if (from === undefined || to === undefined) {
    const days = Number.parseInt(value, 10);
    return { createdFrom: Math.max(0, startOfDay(dayAt(now, timeZone), timeZone, -days)) };
  }
  return {
    createdFrom: Math.max(0, startOfDay(from, timeZone)),
    createdTo: Math.max(0, startOfDay(to, timeZone, 1) - 1),
  };
}
