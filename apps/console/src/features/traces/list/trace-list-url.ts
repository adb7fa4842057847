import {
  DEFAULT_TRACE_DAYS,
  type TraceRating,
  type TraceTypeName,
  traceRatingNames,
  traceTypeNames,
} from '@dewpoint/contract/browser';
import { startOfDay } from '../../../shared/time/start-of-day.ts';
import type { TraceSearch } from '../trace-queries.ts';

/** What one searches by beside the lists to choose from [G 2.3.2]. */
export const searchProperties = ['resourceId', 'traceName', 'resourceName'] as const;
export type SearchProperty = (typeof searchProperties)[number];

/** Time ranges that end now. */
export const rangeNames = ['hour', 'day', 'week', 'month', 'all'] as const;
export type RangeName = (typeof rangeNames)[number];
/** `2026-01-01..2026-01-31`: those days, both included, in the user's zone. */
export type DayRange = `${string}..${string}`;

/** The filters of the trace list, which live in the URL and nowhere else (TRC-03). Empty text is no filter. */
export interface TraceFilters {
  readonly type: TraceTypeName | '';
  readonly source: string;
  readonly resourceType: string;
  readonly by: SearchProperty;
  readonly value: string;
  readonly user: string;
  readonly status: TraceRating | '';
  readonly range: RangeName | DayRange;
}

export const noFilters: TraceFilters = {
  type: '',
  source: '',
  resourceType: '',
  by: 'resourceId',
  value: '',
  user: '',
  status: '',
  range: 'week',
};

const DAY_IN_MS = 86_400_000;
const rangeInMs: Readonly<Record<RangeName, number | null>> = {
  hour: 3_600_000,
  day: DAY_IN_MS,
  week: DEFAULT_TRACE_DAYS * DAY_IN_MS,
  month: 30 * DAY_IN_MS,
  all: null,
};
/** Longest values that the server takes. */
const LONGEST = { source: 64, resourceType: 100, value: 300, user: 300 } as const;

export function readTraceFilters(params: URLSearchParams): TraceFilters {
  const text = (name: keyof typeof LONGEST) => (params.get(name) ?? '').slice(0, LONGEST[name]);
  return {
    type: traceTypeNames.find((name) => name === params.get('type')) ?? '',
    source: text('source'),
    resourceType: text('resourceType'),
    by: searchProperties.find((name) => name === params.get('by')) ?? noFilters.by,
    value: text('value'),
    user: text('user'),
    status: traceRatingNames.find((name) => name === params.get('status')) ?? '',
    range: rangeIn(params.get('range')),
  };
}

/** What is as it starts is left out, so that addresses stay short. */
export function writeTraceFilters(filters: TraceFilters): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== Reflect.get(noFilters, name) && !(name === 'by' && filters.value === ''))
      params.set(name, value);
  }
  return params;
}

/** What is asked of the server at a moment, ms since 1970 UTC. */
export function searchOf(filters: TraceFilters, now: number, timeZone: string): TraceSearch {
  const { type, source, resourceType, by, value, user, status, range } = filters;
  return {
    ...(type === '' ? {} : { traceType: type }),
    ...(source === '' ? {} : { serviceType: source }),
    ...(resourceType === '' ? {} : { resourceType }),
    ...(value === '' ? {} : { [by]: value }),
    ...(user === '' ? {} : { user }),
    ...(status === '' ? {} : { rating: status }),
    ...timeOf(range, now, timeZone),
  };
}

export function isDayRange(range: TraceFilters['range']): range is DayRange {
  return range.includes('..');
}

/** First and last day. */
export function daysOf(range: DayRange): readonly [string, string] {
  const [from = '', to = ''] = range.split('..');
  return [from, to];
}

function timeOf(range: TraceFilters['range'], now: number, timeZone: string) {
  if (!isDayRange(range)) {
    const length = rangeInMs[range];
    return { from: length === null ? 0 : now - length };
  }
  const [from, to] = daysOf(range);
  return {
    from: Math.max(0, startOfDay(from, timeZone)),
    to: Math.max(0, startOfDay(to, timeZone, 1) - 1),
  };
}

function rangeIn(text: string | null): TraceFilters['range'] {
  const named = rangeNames.find((name) => name === text);
  if (named) return named;
  return text !== null && /^\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$/.test(text)
    ? (text as DayRange)
    : noFilters.range;
}
