import TextField from '@mui/material/TextField';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { tagOf } from '../../../shared/i18n/i18n.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { absoluteTime } from '../../../shared/time/format-time.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';

/** What the documents' dialog starts at, days. */
export const INITIAL_PENDING_DAYS = '7';
const DAY_MS = 86_400_000;
const rule = contractRules['kms.scheduleKeyDeletion'].input.shape.pendingDays;

/** The days typed, if the contract takes them; otherwise null. */
export function pendingDaysIn(text: string): number | null {
  return rule.safeParse(text.trim()).data ?? null;
}

interface PendingDaysFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** After how many days the key is destroyed, and on which day that is. */
export function PendingDaysField({ value, onChange }: PendingDaysFieldProps) {
  const { t, language } = useTranslation();
  const { timeZone } = useTimeZone();
  const days = pendingDaysIn(value);
  return (
    <TextField
      label={t('keys.action.days')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={days === null}
      helperText={
        days === null
          ? t('keys.action.daysRule')
          : t('keys.action.daysMeaning', {
              at: absoluteTime(Date.now() + days * DAY_MS, tagOf(language), timeZone),
            })
      }
      slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6 } }}
    />
  );
}
