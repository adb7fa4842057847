import TextField from '@mui/material/TextField';
import type { ReactNode } from 'react';

interface ToolAreaProps {
  readonly label: string;
  readonly value: string;
  /** Absent where the area only shows. */
  readonly onChange?: (value: string) => void;
  readonly mono: boolean;
  readonly invalid?: boolean;
  readonly describedBy?: string;
  readonly note: ReactNode;
}

const ROWS = 9;

/** One of the two areas of the tool. The browser is told to keep nothing of it: no suggestions, no spelling service. */
export function ToolArea({
  label,
  value,
  onChange,
  mono,
  invalid = false,
  describedBy,
  note,
}: ToolAreaProps) {
  return (
    <TextField
      label={label}
      value={value}
      multiline
      rows={ROWS}
      error={invalid}
      onChange={onChange && ((event) => onChange(event.target.value))}
      helperText={note}
      slotProps={{
        inputLabel: { shrink: true },
        formHelperText: { component: 'div', sx: { minHeight: 20, overflowWrap: 'anywhere' } },
        htmlInput: {
          readOnly: !onChange,
          autoComplete: 'off',
          autoCorrect: 'off',
          autoCapitalize: 'off',
          spellCheck: false,
          'aria-describedby': describedBy,
          'data-1p-ignore': true,
        },
        input: {
          notched: true,
          sx: [
            !onChange && { bgcolor: 'sunken' },
            mono && ((theme) => ({ '& textarea': { ...theme.typography.mono, overflowWrap: 'anywhere' } })),
          ],
        },
      }}
    />
  );
}
