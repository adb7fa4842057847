import type { KeySortName } from '@dewpoint/contract/browser';
import { createdBetween } from '../../../shared/list/created-filter.ts';
import { type ListState, listed, valuesIn } from '../../../shared/list/list-url.ts';
import type { Key, KeySearch } from '../api/key-queries.ts';
import type { KeyFilterProperty } from './key-filters.ts';

export type KeyListState = ListState<KeyFilterProperty, KeySortName>;

/** What is asked of the server. `now` is ms since 1970 UTC; the same day gives the same question. */
export function searchOf(state: KeyListState, now: number, timeZone: string): KeySearch {
  const { sort, size, cursor } = state;
  const values = (property: KeyFilterProperty) => valuesIn(state, property);
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
