import { type Filter, isFilterValue, type ListDefinition, type SortOf } from './list-definition.ts';

/** The state of a list, which lives in the URL and nowhere else. */
export interface ListState<Property extends string = string, Sort extends string = string> {
  readonly filters: readonly Filter<Property>[];
  readonly sort: SortOf<Sort>;
  readonly size: PageSize;
  /** Start of the page; null for the first one. */
  readonly cursor: string | null;
  /** Number of the page, from 1; tells where one is, the cursor decides. */
  readonly page: number;
}

export const pageSizes = [10, 20, 50, 100] as const;
export type PageSize = (typeof pageSizes)[number];
const DEFAULT_SIZE: PageSize = 20;

export function readListState<Property extends string, Sort extends string>(
  definition: ListDefinition<Property, Sort>,
  params: URLSearchParams,
): ListState<Property, Sort> {
  const filters = definition.properties.flatMap((property) =>
    params.getAll(property).map((value) => ({ property, value })),
  );
  const page = Number(params.get('page'));
  const cursor = params.get('cursor');
  return {
    filters: filters.filter((filter) => isFilterValue(definition, filter)),
    sort: sortIn(definition, params.get('sort')),
    size: pageSizes.find((size) => String(size) === params.get('size')) ?? DEFAULT_SIZE,
    cursor,
    page: cursor !== null && Number.isInteger(page) && page > 1 ? page : 1,
  };
}

/** Parameters of a state; what is as it starts is left out, so that addresses stay short. */
export function writeListState(
  { defaultSort }: Pick<ListDefinition, 'defaultSort'>,
  state: ListState,
): URLSearchParams {
  const params = new URLSearchParams(state.filters.map(({ property, value }) => [property, value]));
  if (state.sort !== defaultSort) params.set('sort', state.sort);
  if (state.size !== DEFAULT_SIZE) params.set('size', String(state.size));
  if (state.cursor !== null) {
    params.set('cursor', state.cursor);
    params.set('page', String(state.page));
  }
  return params;
}

/** Values of the chips of a property, in their order. */
export function valuesIn<Property extends string>(
  { filters }: Pick<ListState<Property>, 'filters'>,
  property: Property,
): string[] {
  return filters.filter((filter) => filter.property === property).map(({ value }) => value);
}

/** A field of a search that is left out where it has no values. */
export function listed<Name extends string, Value>(name: Name, values: readonly Value[]) {
  return values.length === 0 ? {} : { [name]: values };
}

function sortIn<Sort extends string>(
  { sorts, defaultSort }: Pick<ListDefinition<string, Sort>, 'sorts' | 'defaultSort'>,
  text: string | null,
): SortOf<Sort> {
  const name = sorts.find((known) => known === text || `-${known}` === text);
  if (name === undefined) return defaultSort;
  return text?.startsWith('-') ? `-${name}` : name;
}
