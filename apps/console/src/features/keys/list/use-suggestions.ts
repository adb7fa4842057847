import { keyOriginNames, keyStateNames } from '@dewpoint/contract/browser';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import {
  type Filter,
  type FilterProperty,
  filterProperties,
  isFilterValue,
  valuesOf,
} from './key-filters.ts';

/** What the search box offers: a whole filter, or a property that a value is to follow. */
export type Suggestion = FilterSuggestion | PropertySuggestion;

interface Labelled {
  readonly label: string;
  /** Heading that it stands under. */
  readonly group?: string;
}
export interface FilterSuggestion extends Labelled {
  readonly kind: 'filter';
  readonly filter: Filter;
}
interface PropertySuggestion extends Labelled {
  readonly kind: 'property';
  readonly property: FilterProperty;
}

/** Suggestions and words of filters in the language shown. */
export function useSuggestions() {
  const { t } = useTranslation();
  const nameOf = (property: FilterProperty) => t(`keys.filter.${property}`);

  function valueLabel({ property, value }: Filter): string {
    if (property === 'status' && isIn(keyStateNames, value)) return t(`keys.state.${value}`);
    if (property === 'origin' && isIn(keyOriginNames, value)) return t(`keys.origin.${value}`);
    if (property === 'created' && value.endsWith('d')) {
      return t('keys.filter.lastDays', { count: Number.parseInt(value, 10) });
    }
    return value;
  }
  const labelOf = (filter: Filter) => `${nameOf(filter.property)}: ${valueLabel(filter)}`;
  const asSuggestion = (filter: Filter): FilterSuggestion => ({
    kind: 'filter',
    filter,
    label: labelOf(filter),
  });

  /** `status: dis` as property and the rest; undefined where the text names no property. */
  function propertyTyped(text: string): { property: FilterProperty; rest: string } | undefined {
    const found = /^\s*([^:：]+?)\s*[:：]\s*(.*?)\s*$/su.exec(text);
    const name = found?.[1]?.toLowerCase();
    const property = filterProperties.find((known) => known === name || nameOf(known).toLowerCase() === name);
    return property && { property, rest: found?.[2] ?? '' };
  }

  function known(matching: (filter: Filter) => boolean): Filter[] {
    return filterProperties
      .flatMap((property) => (valuesOf[property] ?? []).map((value) => ({ property, value })))
      .filter(matching);
  }

  function suggestionsFor(text: string): Suggestion[] {
    const typed = propertyTyped(text);
    const needle = (typed?.rest ?? text.trim()).toLowerCase();
    const contains = (filter: Filter) =>
      valueLabel(filter).toLowerCase().includes(needle) || filter.value.toLowerCase().includes(needle);
    if (typed) {
      const own = { property: typed.property, value: typed.rest };
      const values = known((filter) => filter.property === typed.property && contains(filter));
      return (values.length > 0 || !isFilterValue(own) ? values : [own]).map(asSuggestion);
    }
    const properties = filterProperties
      .filter((property) => property !== 'q' && nameOf(property).toLowerCase().includes(needle))
      .map(
        (property): Suggestion => ({
          kind: 'property',
          property,
          label: `${nameOf(property)}:`,
          group: t('keys.search.properties'),
        }),
      );
    if (needle === '') return properties;
    const values = known(contains).map((filter) => ({
      ...asSuggestion(filter),
      group: t('keys.search.values'),
    }));
    const free = asSuggestion({ property: 'q', value: text.trim() });
    return [{ ...free, group: t('keys.search.text') }, ...values, ...properties];
  }

  /** What Enter means: a filter if the text is one, otherwise a search for the text. */
  function filterTyped(text: string): Filter | undefined {
    const typed = propertyTyped(text);
    if (!typed) {
      const free: Filter = { property: 'q', value: text.trim() };
      return isFilterValue(free) ? free : undefined;
    }
    const own = { property: typed.property, value: typed.rest };
    if (isFilterValue(own)) return own;
    const [only, ...more] = suggestionsFor(text);
    return only?.kind === 'filter' && more.length === 0 ? only.filter : undefined;
  }

  return { suggestionsFor, filterTyped, labelOf };
}

function isIn<Known extends string>(known: readonly Known[], value: string): value is Known {
  return known.some((one) => one === value);
}
