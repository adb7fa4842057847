import TextField from '@mui/material/TextField';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { tagOf } from '../../../shared/i18n/i18n.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { absoluteTime } from '../../../shared/time/format-time.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';

const DAY_MS = 86_400_000;
const rule = contractRules['kms.updateKeyRotationInterval'].input.shape.rotationInterval;

/** The period typed, days, if the contract takes it; otherwise null. */
export function periodIn(text: string): number | null {
  return rule.safeParse(text.trim()).data ?? null;
}

interface PeriodFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly readOnly?: boolean;
}

/** The rotation period, and when the next rotation will be. */
export function PeriodField({ value, onChange, readOnly = false }: PeriodFieldProps) {
  const { t, language } = useTranslation();
  const { timeZone } = useTimeZone();
  const days = periodIn(value);
  return (
    <TextField
      label={t('keyTabs.rotation.periodField')}
      value={value}
      autoFocus
      onChange={(event) => onChange(event.target.value)}
      error={days === null}
      helperText={
        days === null
          ? t('keyTabs.rotation.periodRule')
          : t('keyTabs.rotation.periodMeaning', {
              at: absoluteTime(Date.now() + days * DAY_MS, tagOf(language), timeZone),
            })
      }
      slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 6, readOnly } }}
    />
  );
}
