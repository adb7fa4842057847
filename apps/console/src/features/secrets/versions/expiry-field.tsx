import TextField from '@mui/material/TextField';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';

interface ExpiryFieldProps {
  /** `YYYY-MM-DDTHH:MM` on the clocks of the user's zone; "" for never. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** When a version expires (SEC-07). */
export function ExpiryField({ value, onChange }: ExpiryFieldProps) {
  const { t } = useTranslation();
  const { timeZone } = useTimeZone();
  return (
    <TextField
      type="datetime-local"
      label={t('secrets.versions.expires')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      helperText={t('secrets.expiry.help', { zone: timeZone })}
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
}
