import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Autocomplete from '@mui/material/Autocomplete';
import Chip from '@mui/material/Chip';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from '../i18n/use-translation.ts';
import { addFilter, type Filter, type ListDefinition, sameFilter } from './list-definition.ts';
import { OptionGroup } from './option-group.tsx';
import type { ChangeFilters } from './use-list-state.ts';
import {
  type FilterSuggestion,
  type FilterWords,
  type Suggestion,
  useSuggestions,
} from './use-suggestions.ts';

interface SearchBoxProps<Property extends string> {
  readonly definition: ListDefinition<Property>;
  readonly words: FilterWords<Property> & { readonly label: string; readonly placeholder: string };
  /** Values that are there to be found, of properties that take any text. */
  readonly inUse?: Readonly<Partial<Record<Property, readonly string[]>>>;
  readonly onOpen?: () => void;
  readonly filters: readonly Filter<Property>[];
  readonly onChange: (change: ChangeFilters<Property>) => void;
}

/** One box for free text and `property: value` chips, with suggestions while typing. */
export function SearchBox<Property extends string>({
  definition,
  words,
  inUse,
  onOpen,
  filters,
  onChange,
}: SearchBoxProps<Property>) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const { suggestionsFor, filterTyped, labelOf } = useSuggestions(definition, words, inUse);

  function take(chosen: Suggestion<Property> | string): void {
    if (typeof chosen !== 'string' && chosen.kind === 'property') {
      setText(`${chosen.label} `);
      setOpen(true);
      return;
    }
    const filter = typeof chosen === 'string' ? filterTyped(chosen) : chosen.filter;
    if (!filter) return;
    setText('');
    onChange((current) => addFilter(definition, current, filter));
  }

  return (
    <Autocomplete<Suggestion<Property>, true, false, true>
      multiple
      freeSolo
      autoHighlight={false}
      open={open}
      onOpen={() => {
        setOpen(true);
        onOpen?.();
      }}
      onClose={(_event, reason) => {
        if (reason !== 'selectOption') setOpen(false);
      }}
      size="small"
      value={filters.map(
        (filter): FilterSuggestion<Property> => ({ kind: 'filter', filter, label: labelOf(filter) }),
      )}
      inputValue={text}
      onInputChange={(_event, value, reason) => {
        if (reason === 'input' || reason === 'clear') setText(value);
      }}
      options={suggestionsFor(text)}
      filterOptions={(options) => options}
      getOptionLabel={(option) => (typeof option === 'string' ? option : option.label)}
      isOptionEqualToValue={sameSuggestion}
      groupBy={(option) => option.group ?? ''}
      renderGroup={({ key, group, children }) => <OptionGroup key={key} name={group} options={children} />}
      // In place, so that the suggestions stand in the main landmark.
      disablePortal
      onChange={(_event, value, reason, details) => {
        if (reason === 'clear') onChange(() => []);
        else if (reason === 'removeOption') onChange(() => filtersIn(value));
        else if (details) take(details.option);
      }}
      renderValue={(value, getItemProps) =>
        value.map((item, index) => {
          const { key, ...props } = getItemProps({ index });
          const label = typeof item === 'string' ? item : item.label;
          return <Chip key={key} size="small" label={label} {...props} sx={{ bgcolor: 'sunken' }} />;
        })
      }
      slotProps={{
        listbox: { component: 'div' },
        clearIndicator: { title: t('list.search.clear'), 'aria-label': t('list.search.clear') },
      }}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={filters.length === 0 ? words.placeholder : ''}
          slotProps={{
            ...params.slotProps,
            htmlInput: {
              ...params.slotProps.htmlInput,
              'aria-label': words.label,
              maxLength: 300,
            },
            input: {
              ...params.slotProps.input,
              startAdornment: (
                <>
                  <InputAdornment position="start" sx={{ ml: 0.5, mr: 0 }}>
                    <SearchOutlined fontSize="small" />
                  </InputAdornment>
                  {params.slotProps.input.startAdornment}
                </>
              ),
            },
          }}
        />
      )}
    />
  );
}

function sameSuggestion<Property extends string>(
  a: Suggestion<Property>,
  b: Suggestion<Property> | string,
): boolean {
  return (
    typeof b !== 'string' && a.kind === 'filter' && b.kind === 'filter' && sameFilter(a.filter, b.filter)
  );
}

function filtersIn<Property extends string>(
  value: readonly (Suggestion<Property> | string)[],
): readonly Filter<Property>[] {
  return value.flatMap((item) => (typeof item !== 'string' && item.kind === 'filter' ? [item.filter] : []));
}
