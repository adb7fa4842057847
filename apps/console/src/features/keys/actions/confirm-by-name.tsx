import TextField from '@mui/material/TextField';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Key } from '../api/key-queries.ts';

/** What must be typed: the alias of the one key, or how many keys there are. */
export function confirmationTextOf(keys: readonly Key[]): string {
  const [only, ...more] = keys;
  return only && more.length === 0 ? only.keyAlias : String(keys.length);
}

interface ConfirmByNameProps {
  readonly keys: readonly Key[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function ConfirmByName({ keys, value, onChange }: ConfirmByNameProps) {
  const { t } = useTranslation();
  const wanted = confirmationTextOf(keys);
  return (
    <TextField
      label={keys.length === 1 ? t('keys.action.typeAlias') : t('keys.action.typeCount')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoComplete="off"
      helperText={t('keys.action.typeThis', { text: wanted })}
      slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'off' } }}
    />
  );
}
