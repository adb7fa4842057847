import './danger-texts.ts';
import TextField from '@mui/material/TextField';
import { useTranslation } from '../i18n/use-translation.ts';
import type { ActedItem } from './item-names.tsx';

/** What must be typed: the name of the one thing, or how many things there are. */
export function confirmationTextOf(items: readonly Pick<ActedItem, 'name'>[]): string {
  const [only, ...more] = items;
  return only && more.length === 0 ? only.name : String(items.length);
}

interface ConfirmByNameProps {
  readonly label: string;
  readonly items: readonly Pick<ActedItem, 'name'>[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function ConfirmByName({ label, items, value, onChange }: ConfirmByNameProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoComplete="off"
      helperText={t('danger.typeThis', { text: confirmationTextOf(items) })}
      slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'off' } }}
    />
  );
}
