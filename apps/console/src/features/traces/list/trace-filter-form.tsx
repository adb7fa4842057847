import { traceRatingNames, traceTypeNames } from '@dewpoint/contract/browser';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { DateRangeFields } from './date-range-fields.tsx';
import { noFilters, searchProperties, type TraceFilters } from './trace-list-url.ts';

interface TraceFilterFormProps {
  readonly filters: TraceFilters;
  /** What occurs in the traces of the project; empty until it is known. */
  readonly choices: {
    readonly serviceTypes: readonly string[];
    readonly resourceTypes: readonly string[];
    readonly traceNames: readonly string[];
    readonly users: readonly string[];
  };
  readonly onQuery: (filters: TraceFilters) => void;
}

/** The filters of [G 2.3.2]: nothing is asked before Query. */
export function TraceFilterForm({ filters, choices, onQuery }: TraceFilterFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(filters);
  const set = (change: Partial<TraceFilters>) => setDraft({ ...draft, ...change });
  return (
    <Box
      component="form"
      role="search"
      aria-label={t('traces.filter.label')}
      onSubmit={(event) => {
        event.preventDefault();
        onQuery({ ...draft, value: draft.value.trim(), user: draft.user.trim() });
      }}
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(auto-fill, minmax(196px, 1fr))' },
        gap: 1.5,
        p: 2,
        alignItems: 'start',
      }}
    >
      <Choice
        label={t('traces.filter.type')}
        value={draft.type}
        options={traceTypeNames.map((name) => ({ value: name, label: t(`traces.type.${name}`) }))}
        onChange={(type) => set({ type: traceTypeNames.find((name) => name === type) ?? '' })}
      />
      <Choice
        label={t('traces.filter.source')}
        value={draft.source}
        options={plain(choices.serviceTypes, draft.source)}
        onChange={(source) => set({ source })}
      />
      <Choice
        label={t('traces.filter.resourceType')}
        value={draft.resourceType}
        options={plain(choices.resourceTypes, draft.resourceType)}
        onChange={(resourceType) => set({ resourceType })}
      />
      <TextField
        select
        label={t('traces.filter.by')}
        value={draft.by}
        onChange={({ target }) =>
          set({ by: searchProperties.find((name) => name === target.value) ?? noFilters.by, value: '' })
        }
      >
        {searchProperties.map((name) => (
          <MenuItem key={name} value={name}>
            {t(`traces.filter.${name}`)}
          </MenuItem>
        ))}
      </TextField>
      <Suggested
        label={t('traces.filter.value', { property: t(`traces.filter.${draft.by}`) })}
        value={draft.value}
        options={draft.by === 'traceName' ? choices.traceNames : []}
        onChange={(value) => set({ value })}
      />
      <Suggested
        label={t('traces.filter.user')}
        value={draft.user}
        options={choices.users}
        onChange={(user) => set({ user })}
      />
      <Choice
        label={t('traces.filter.status')}
        value={draft.status}
        options={traceRatingNames.map((name) => ({ value: name, label: t(`traces.rating.${name}`) }))}
        onChange={(status) => set({ status: traceRatingNames.find((name) => name === status) ?? '' })}
      />
      <DateRangeFields range={draft.range} onChange={(range) => set({ range })} />
      <Box sx={{ display: 'flex', gap: 1, pt: 0.25 }}>
        <Button type="submit" variant="contained">
          {t('traces.filter.query')}
        </Button>
        <Button
          onClick={() => {
            setDraft(noFilters);
            onQuery(noFilters);
          }}
        >
          {t('traces.filter.reset')}
        </Button>
      </Box>
    </Box>
  );
}

/** What a link asks for is offered even where no trace has it. */
function plain(values: readonly string[], chosen: string) {
  const all = chosen === '' || values.includes(chosen) ? values : [...values, chosen];
  return all.map((value) => ({ value, label: value }));
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** All, or one of a few. */
function Choice({ label, value, options, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{t('traces.filter.all')}</MenuItem>
      {options.map((option) => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}

interface SuggestedProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly onChange: (value: string) => void;
}

/** Any text; what is known is suggested. */
function Suggested({ label, value, options, onChange }: SuggestedProps) {
  return (
    <Autocomplete
      freeSolo
      disablePortal
      size="small"
      options={options}
      inputValue={value}
      value={value}
      onInputChange={(_event, text) => onChange(text)}
      renderInput={(params) => <TextField {...params} label={label} />}
    />
  );
}
