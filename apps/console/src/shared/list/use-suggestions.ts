import { useTranslation } from '../i18n/use-translation.ts';
import { type Filter, isFilterValue, type ListDefinition } from './list-definition.ts';

/** How one kind of list speaks of its filters, in the language shown. */
export interface FilterWords<Property extends string> {
  nameOf(property: Property): string;
  /** Undefined where the value is its own name. */
  valueLabel(filter: Filter<Property>): string | undefined;
}

/** What the search box offers: a whole filter, or a property that a value is to follow. */
export type Suggestion<Property extends string> = FilterSuggestion<Property> | PropertySuggestion<Property>;

interface Labelled {
  readonly label: string;
  /** Heading that it stands under. */
  readonly group?: string;
}
export interface FilterSuggestion<Property extends string> extends Labelled {
  readonly kind: 'filter';
  readonly filter: Filter<Property>;
}
interface PropertySuggestion<Property extends string> extends Labelled {
  readonly kind: 'property';
  readonly property: Property;
}

/** More than these would only be scrolled through. */
const MAX_SUGGESTED_IN_USE = 20;

/**
 * Suggestions and words of filters in the language shown.
 *
 * @param inUse values that are there to be found, of properties that take any text
 */
export function useSuggestions<Property extends string>(
  definition: ListDefinition<Property>,
  words: FilterWords<Property>,
  inUse?: Readonly<Partial<Record<Property, readonly string[]>>>,
) {
  const { t } = useTranslation();
  const { properties: filterProperties, valuesOf } = definition;
  const { nameOf } = words;
  const valueLabel = (filter: Filter<Property>) => words.valueLabel(filter) ?? filter.value;
  const labelOf = (filter: Filter<Property>) => `${nameOf(filter.property)}: ${valueLabel(filter)}`;
  const asSuggestion = (filter: Filter<Property>): FilterSuggestion<Property> => ({
    kind: 'filter',
    filter,
    label: labelOf(filter),
  });

  /** `status: dis` as property and the rest; undefined where the text names no property. */
  function propertyTyped(text: string): { property: Property; rest: string } | undefined {
    const found = /^\s*([^:：]+?)\s*[:：]\s*(.*?)\s*$/su.exec(text);
    const name = found?.[1]?.toLowerCase();
    const property = filterProperties.find((known) => known === name || nameOf(known).toLowerCase() === name);
    return property && { property, rest: found?.[2] ?? '' };
  }

  function known(matching: (filter: Filter<Property>) => boolean): Filter<Property>[] {
    return filterProperties.flatMap((property) => [
      ...(valuesOf[property] ?? []).map((value) => ({ property, value })).filter(matching),
      ...(inUse?.[property] ?? [])
        .map((value) => ({ property, value }))
        .filter(matching)
        .slice(0, MAX_SUGGESTED_IN_USE),
    ]);
  }

  function suggestionsFor(text: string): Suggestion<Property>[] {
    const typed = propertyTyped(text);
    const needle = (typed?.rest ?? text.trim()).toLowerCase();
    const contains = (filter: Filter<Property>) =>
      valueLabel(filter).toLowerCase().includes(needle) || filter.value.toLowerCase().includes(needle);
    if (typed) {
      const own = { property: typed.property, value: typed.rest };
      const values = known((filter) => filter.property === typed.property && contains(filter));
      // Any text is a value where the values in use are only some of those that can be asked for.
      const free =
        isFilterValue(definition, own) &&
        (values.length === 0 || inUse?.[typed.property]?.includes(typed.rest) === false);
      return (free ? [own, ...values] : values).map(asSuggestion);
    }
    const properties = filterProperties
      .filter((property) => property !== 'q' && nameOf(property).toLowerCase().includes(needle))
      .map(
        (property): Suggestion<Property> => ({
          kind: 'property',
          property,
          label: `${nameOf(property)}:`,
          group: t('list.search.properties'),
        }),
      );
    if (needle === '') return properties;
    const values = known(contains).map((filter) => ({
      ...asSuggestion(filter),
      group: t('list.search.values'),
    }));
    const free = freeText(text);
    return [
      ...(free ? [{ ...asSuggestion(free), group: t('list.search.text') }] : []),
      ...values,
      ...properties,
    ];
  }

  function freeText(text: string): Filter<Property> | undefined {
    const property = filterProperties.find((known) => known === 'q');
    return property && { property, value: text.trim() };
  }

  /** What Enter means: a filter if the text is one, otherwise a search for the text. */
  function filterTyped(text: string): Filter<Property> | undefined {
    const typed = propertyTyped(text);
    if (!typed) {
      const free = freeText(text);
      return free && isFilterValue(definition, free) ? free : undefined;
    }
    const own = { property: typed.property, value: typed.rest };
    if (isFilterValue(definition, own)) return own;
    const [only, ...more] = suggestionsFor(text);
    return only?.kind === 'filter' && more.length === 0 ? only.filter : undefined;
  }

  return { suggestionsFor, filterTyped, labelOf };
}
