import { keyOriginNames, keySpecNames, keyStateNames, keyUsageNames } from '@dewpoint/contract/browser';

/** Properties that the list is filtered by, by their names in the URL. */
export const filterProperties = [
  'q',
  'status',
  'algorithm',
  'usage',
  'origin',
  'created',
  'project',
  'tag',
] as const;
export type FilterProperty = (typeof filterProperties)[number];

/** One chip of the search box. */
export interface Filter {
  readonly property: FilterProperty;
  readonly value: string;
}

/** Values to choose from; of the other properties any text is taken that `isFilterValue` allows. */
export const valuesOf: Readonly<Partial<Record<FilterProperty, readonly string[]>>> = {
  status: keyStateNames,
  algorithm: keySpecNames,
  usage: keyUsageNames,
  origin: keyOriginNames,
  created: ['1d', '7d', '30d', '90d'],
};

const patterns: Readonly<Partial<Record<FilterProperty, RegExp>>> = {
  q: /^.{1,255}$/su,
  created: /^(?:[1-9]\d{0,3}d|\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d)$/,
  project: /^.{1,36}$/u,
  tag: /^(?:\\=|[^=\\]){1,256}(?:=[^\\]{0,255})?$/u,
};

/** Whether the server would take the value, so that a URL made by hand does not break the list. */
export function isFilterValue({ property, value }: Filter): boolean {
  const pattern = patterns[property];
  return pattern ? pattern.test(value) : (valuesOf[property]?.includes(value) ?? false);
}

export function sameFilter(a: Filter, b: Filter): boolean {
  return a.property === b.property && a.value === b.value;
}

/** Properties that a key has one of and that are asked for once: a second chip replaces the first. */
const single: ReadonlySet<FilterProperty> = new Set(['q', 'created']);

export function addFilter(filters: readonly Filter[], added: Filter): readonly Filter[] {
  const others = filters.filter(
    (filter) =>
      !sameFilter(filter, added) && !(single.has(added.property) && filter.property === added.property),
  );
  return [...others, added];
}
