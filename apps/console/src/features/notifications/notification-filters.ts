import {
  type NotificationState,
  notificationStateNames,
  type SecretEventType,
  secretEventTypeNames,
} from '@dewpoint/contract';
import type { NotificationSearch } from './notification-queries.ts';

/** Time ranges that end now; `all` is what is kept, three months. */
export const rangeNames = ['hour', 'day', 'week', 'month', 'all'] as const;
export type RangeName = (typeof rangeNames)[number];

const DAY_IN_MS = 86_400_000;
const rangeInMs: Readonly<Record<RangeName, number | null>> = {
  hour: 3_600_000,
  day: DAY_IN_MS,
  week: 7 * DAY_IN_MS,
  month: 30 * DAY_IN_MS,
  all: null,
};

/** The filters of the list, which live in the URL and nowhere else (EVT-04). Undefined is no filter. */
export interface NotificationFilters {
  readonly q: string;
  readonly type: SecretEventType | undefined;
  readonly state: NotificationState | undefined;
  readonly range: RangeName;
}

export function readFilters(params: URLSearchParams): NotificationFilters {
  return {
    q: (params.get('q') ?? '').trim(),
    type: secretEventTypeNames.find((name) => name === params.get('type')),
    state: notificationStateNames.find((name) => name === params.get('state')),
    range: rangeNames.find((name) => name === params.get('range')) ?? 'all',
  };
}

/** What is asked of the server at a moment, ms since 1970 UTC. */
export function searchOf({ q, type, state, range }: NotificationFilters, now: number): NotificationSearch {
  const length = rangeInMs[range];
  return {
    ...(q === '' ? {} : { q }),
    ...(type === undefined ? {} : { eventType: [type] }),
    ...(state === undefined ? {} : { state: [state] }),
    ...(length === null ? {} : { createdFrom: now - length }),
  };
}
