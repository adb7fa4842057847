import { type KeySortName, keySortNames } from '@dewpoint/contract/browser';
import { dayAt, startOfDay } from '../../../shared/time/start-of-day.ts';
import type { Key, KeySearch } from '../api/key-queries.ts';
import { type Filter, type FilterProperty, filterProperties, isFilterValue } from './key-filters.ts';

/** The state of the key list, which lives in the URL and nowhere else (KEY-13). */
export interface KeyListState {
  readonly filters: readonly Filter[];
  readonly sort: KeySort;
  readonly size: PageSize;
  /** Start of the page; null for the first one. */
  readonly cursor: string | null;
  /** Number of the page, from 1; tells where one is, the cursor decides. */
  readonly page: number;
}

export type KeySort = KeySortName | `-${KeySortName}`;
export const pageSizes = [10, 20, 50, 100] as const;
export type PageSize = (typeof pageSizes)[number];

const DEFAULT_SORT: KeySort = '-created';
const DEFAULT_SIZE: PageSize = 20;

export function readKeyListState(params: URLSearchParams): KeyListState {
  const filters = filterProperties.flatMap((property) =>
    params.getAll(property).map((value) => ({ property, value })),
  );
  const page = Number(params.get('page'));
  const cursor = params.get('cursor');
  return {
    filters: filters.filter(isFilterValue),
    sort: sortIn(params.get('sort')),
    size: pageSizes.find((size) => String(size) === params.get('size')) ?? DEFAULT_SIZE,
    cursor,
    page: cursor !== null && Number.isInteger(page) && page > 1 ? page : 1,
  };
}

/** Parameters of a state; what is as it starts is left out, so that addresses stay short. */
export function writeKeyListState(state: KeyListState): URLSearchParams {
  const params = new URLSearchParams(state.filters.map(({ property, value }) => [property, value]));
  if (state.sort !== DEFAULT_SORT) params.set('sort', state.sort);
  if (state.size !== DEFAULT_SIZE) params.set('size', String(state.size));
  if (state.cursor !== null) {
    params.set('cursor', state.cursor);
    params.set('page', String(state.page));
  }
  return params;
}

/** What is asked of the server. `now` is ms since 1970 UTC; the same day gives the same question. */
export function searchOf(state: KeyListState, now: number, timeZone: string): KeySearch {
  const { filters, sort, size, cursor } = state;
  const values = (property: FilterProperty) =>
    filters.filter((filter) => filter.property === property).map((filter) => filter.value);
  const [q] = values('q');
  const [created] = values('created');
  return {
    ...(q === undefined ? {} : { q }),
    ...listed('state', values('status') as Key['state'][]),
    ...listed('keySpec', values('algorithm') as Key['keySpec'][]),
    ...listed('keyUsage', values('usage') as Key['keyUsage'][]),
    ...listed('origin', values('origin') as Key['origin'][]),
    ...listed('enterpriseProjectId', values('project')),
    ...listed('tag', values('tag')),
    ...(created === undefined ? {} : createdBetween(created, now, timeZone)),
    sort,
    limit: size,
    ...(cursor === null ? {} : { cursor }),
  };
}

function listed<Name extends string, Value>(name: Name, values: readonly Value[]) {
  return values.length === 0 ? {} : { [name]: values };
}

/** `7d`: the last seven days; `2026-01-01..2026-01-31`: those days, both included, in the user's zone. */
function createdBetween(value: string, now: number, timeZone: string) {
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

function sortIn(text: string | null): KeySort {
  const name = keySortNames.find((known) => known === text || `-${known}` === text);
  if (!name) return DEFAULT_SORT;
  return text?.startsWith('-') ? `-${name}` : name;
}
