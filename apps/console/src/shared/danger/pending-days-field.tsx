import './danger-texts.ts';
import TextField from '@mui/material/TextField';
import { tagOf } from '../i18n/i18n.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { absoluteTime } from '../time/format-time.ts';
import { useTimeZone } from '../time/time-zone.tsx';

const DAY_MS = 86_400_000;

interface PendingDaysFieldProps {
  readonly value: string;
  /** The days typed, if the contract takes them; otherwise null. */
  readonly days: number | null;
  /** What the contract takes, said where it does not. */
  readonly rule: string;
  readonly onChange: (value: string) => void;
}

/** After how many days something is destroyed, and on which day that is. */
export function PendingDaysField({ value, days, rule, onChange }: PendingDaysFieldProps) {
  const { t, language } = useTranslation();
  const { timeZone } = useTimeZone();
  return (
    <TextField
      label={t('danger.days')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={days === null}
      helperText={
        days === null
          ? rule
          : t('danger.daysMeaning', {
              at: absoluteTime(Date.now() + days * DAY_MS, tagOf(language), timeZone),
            })
      }
      slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 } }}
    />
  );
}
