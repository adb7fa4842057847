/**
 * When a calendar day begins in a time zone.
 *
 * @param day `YYYY-MM-DD`; a day that does not exist is carried over, as `Date` does
 * @param timeZone IANA name
 * @param later days after it, or before it when negative
 * @returns ms since 1970 UTC
 */
export function startOfDay(day: string, timeZone: string, later = 0): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const utc = Date.UTC(year, month - 1, date + later);
  const guess = utc - offsetAt(utc, timeZone);
  // Where the clocks change between the two, the second look is right.
  return utc - offsetAt(guess, timeZone);
}

/**
 * When the clocks of a time zone show a time.
 *
 * @param text `YYYY-MM-DDTHH:MM`, as inputs of type datetime-local have it
 * @param timeZone IANA name
 * @returns ms since 1970 UTC; null when the text is no time
 */
export function timeOfClock(text: string, timeZone: string): number | null {
  const utc = Date.parse(`${text}:00Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) || Number.isNaN(utc)) return null;
  const guess = utc - offsetAt(utc, timeZone);
  return utc - offsetAt(guess, timeZone);
}

/** What the clocks of a time zone show at a moment (ms since 1970 UTC), `YYYY-MM-DDTHH:MM`. */
export function clockAt(at: number, timeZone: string): string {
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16);
}

/** How far the clocks of a zone are ahead of UTC, ms. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return shown - Math.trunc(at / 1000) * 1000;
}

/** Calendar day of a moment (ms since 1970 UTC) in a time zone, `YYYY-MM-DD`. */
export function dayAt(at: number, timeZone: string): string {
  // Swedish dates are ISO 8601 dates.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
