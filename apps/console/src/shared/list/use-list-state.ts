import { useMemo, useRef } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { Filter, ListDefinition, SortOf } from './list-definition.ts';
import { type ListState, type PageSize, readListState, writeListState } from './list-url.ts';

/** Parameters of dialogs stay untouched by the list, and the other way round. */
const FOREIGN = ['dialog', 'on'];

export type ChangeFilters<Property extends string> = (
  filters: readonly Filter<Property>[],
) => readonly Filter<Property>[];

/** The state of a list and the ways to change it. */
export interface ListControl<Property extends string = string, Sort extends string = string> {
  readonly state: ListState<Property, Sort>;
  /** `change` gets the filters that were asked for last, which are not on the screen yet where two changes follow each other at once. */
  setFilters(change: ChangeFilters<Property>): void;
  setSort(sort: SortOf<Sort>): void;
  setSize(size: PageSize): void;
  goFirst(): void;
  goNext(cursor: string): void;
  /** Undefined where the page before is not known. */
  readonly goPrevious: (() => void) | undefined;
}

/**
 * State of a list in the URL. Cursors lead only forwards; those of the pages before travel in the history entry, so that Previous
 * works after a reload too. A link opened elsewhere has none: there First page leads back.
 */
export function useListState<Property extends string, Sort extends string>(
  definition: ListDefinition<Property, Sort>,
): ListControl<Property, Sort> {
  const [params, setParams] = useSearchParams();
  const location = useLocation();
  const state = useMemo(() => readListState(definition, params), [definition, params]);
  const before = cursorsBefore(location.state);
  const asked = useRef<{ readonly at: URLSearchParams; readonly filters: typeof state.filters } | null>(null);

  function setFilters(change: ChangeFilters<Property>): void {
    // The router draws a new address when it has time, and until then this is drawn from the old one.
    const filters = change(asked.current?.at === params ? asked.current.filters : state.filters);
    asked.current = { at: params, filters };
    go({ ...state, ...first, filters });
  }

  function go(next: ListState<Property, Sort>, cursors: readonly (string | null)[] = []): void {
    const written = writeListState(definition, next);
    for (const name of FOREIGN) for (const value of params.getAll(name)) written.append(name, value);
    setParams(written, { state: { cursors } });
  }
  const first = { cursor: null, page: 1 };
  return {
    state,
    setFilters,
    setSort: (sort) => go({ ...state, ...first, sort }),
    setSize: (size) => go({ ...state, ...first, size }),
    goFirst: () => go({ ...state, ...first }),
    goNext: (cursor) => go({ ...state, cursor, page: state.page + 1 }, [...before, state.cursor]),
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
