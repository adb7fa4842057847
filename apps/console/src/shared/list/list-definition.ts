/** What can be asked of one kind of list: the filters of its search box and the columns that it is sorted by. */
export interface ListDefinition<Property extends string = string, Sort extends string = string> {
  /** Properties that the list is filtered by, by their names in the URL. `q` is free text. */
  readonly properties: readonly Property[];
  /** Values to choose from; of the other properties any text is taken that their pattern allows. */
  readonly valuesOf: Readonly<Partial<Record<Property, readonly string[]>>>;
  readonly patterns: Readonly<Partial<Record<Property, RegExp>>>;
  /** Properties that are asked for once: a second chip replaces the first. */
  readonly single: ReadonlySet<Property>;
  readonly sorts: readonly Sort[];
  readonly defaultSort: SortOf<Sort>;
}

/** A column; `-` in front sorts downwards. */
export type SortOf<Sort extends string> = Sort | `-${Sort}`;

/** One chip of the search box. */
export interface Filter<Property extends string = string> {
  readonly property: Property;
  readonly value: string;
}

/** A tag as the contract takes it: `key` or `key=value`. */
export const tagPattern = /^(?:\\=|[^=\\]){1,256}(?:=[^\\]{0,255})?$/u;

/** The ID of an enterprise project: names are chosen from what is suggested. */
export const enterpriseProjectPattern = /^(0|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Whether the server would take the value, so that a URL made by hand does not break the list. */
export function isFilterValue<Property extends string>(
  { patterns, valuesOf }: Pick<ListDefinition<Property>, 'patterns' | 'valuesOf'>,
  { property, value }: Filter<Property>,
): boolean {
  const pattern = patterns[property];
  return pattern ? pattern.test(value) : (valuesOf[property]?.includes(value) ?? false);
}

export function sameFilter(a: Filter, b: Filter): boolean {
  return a.property === b.property && a.value === b.value;
}

export function addFilter<Property extends string>(
  { single }: Pick<ListDefinition<Property>, 'single'>,
  filters: readonly Filter<Property>[],
  added: Filter<Property>,
): readonly Filter<Property>[] {
  const others = filters.filter(
    (filter) =>
      !sameFilter(filter, added) && !(single.has(added.property) && filter.property === added.property),
  );
  return [...others, added];
}
