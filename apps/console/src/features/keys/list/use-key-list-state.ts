import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { Filter } from './key-filters.ts';
import {
  type KeyListState,
  type KeySort,
  type PageSize,
  readKeyListState,
  writeKeyListState,
} from './key-list-url.ts';

/** Parameters of dialogs stay untouched by the list, and the other way round. */
const FOREIGN = ['dialog', 'on'];

/**
 * State of the list in the URL. Cursors lead only forwards; those of the pages before travel in the history entry, so that Previous
 * works after a reload too. A link opened elsewhere has none: there First page leads back.
 */
export function useKeyListState() {
  const [params, setParams] = useSearchParams();
  const location = useLocation();
  const state = useMemo(() => readKeyListState(params), [params]);
  const before = cursorsBefore(location.state);

  function go(next: KeyListState, cursors: readonly (string | null)[] = []): void {
    const written = writeKeyListState(next);
    for (const name of FOREIGN) for (const value of params.getAll(name)) written.append(name, value);
    setParams(written, { state: { cursors } });
  }
  const first = { cursor: null, page: 1 };
  return {
    state,
    setFilters: (filters: readonly Filter[]) => go({ ...state, ...first, filters }),
    setSort: (sort: KeySort) => go({ ...state, ...first, sort }),
    setSize: (size: PageSize) => go({ ...state, ...first, size }),
    goFirst: () => go({ ...state, ...first }),
    goNext: (cursor: string) => go({ ...state, cursor, page: state.page + 1 }, [...before, state.cursor]),
    /** Absent where the page before is not known. */
    goPrevious:
      before.length === 0
        ? undefined
        : () => go({ ...state, cursor: before.at(-1) ?? null, page: state.page - 1 }, before.slice(0, -1)),
  };
}

function cursorsBefore(state: unknown): readonly (string | null)[] {
  if (typeof state !== 'object' || state === null || !('cursors' in state)) return [];
  const { cursors } = state;
  return Array.isArray(cursors)
    ? cursors.filter((cursor) => cursor === null || typeof cursor === 'string')
    : [];
}
