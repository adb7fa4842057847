import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { dayAt } from '../../../shared/time/start-of-day.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';
import { daysOf, isDayRange, noFilters, rangeNames, type TraceFilters } from './trace-list-url.ts';

const DAYS = 'days';

interface DateRangeFieldsProps {
  readonly range: TraceFilters['range'];
  readonly onChange: (range: TraceFilters['range']) => void;
}

/** A range that ends now, or days from a calendar. */
export function DateRangeFields({ range, onChange }: DateRangeFieldsProps) {
  const { t } = useTranslation();
  const { timeZone } = useTimeZone();
  const today = dayAt(Date.now(), timeZone);
  const [from, to] = isDayRange(range) ? daysOf(range) : [today, today];
  const day = (label: string, value: string, range: (day: string) => TraceFilters['range']) => (
    <TextField
      type="date"
      label={label}
      value={value}
      onChange={({ target }) => {
        if (target.value !== '') onChange(range(target.value));
      }}
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { max: today } }}
    />
  );
  return (
    <>
      <TextField
        select
        label={t('traces.filter.range')}
        value={isDayRange(range) ? DAYS : range}
        onChange={({ target }) =>
          onChange(
            target.value === DAYS
              ? `${today}..${today}`
              : (rangeNames.find((name) => name === target.value) ?? noFilters.range),
          )
        }
      >
        {rangeNames.map((name) => (
          <MenuItem key={name} value={name}>
            {t(`traces.range.${name}`)}
          </MenuItem>
        ))}
        <MenuItem value={DAYS}>{t('traces.range.days')}</MenuItem>
      </TextField>
      {isDayRange(range) && day(t('traces.filter.from'), from, (first) => inOrder(first, to, first))}
      {isDayRange(range) && day(t('traces.filter.to'), to, (last) => inOrder(from, last, last))}
    </>
  );
}

/** A day that was chosen beyond the other one moves it along. */
function inOrder(from: string, to: string, chosen: string): TraceFilters['range'] {
  return from <= to ? `${from}..${to}` : `${chosen}..${chosen}`;
}
