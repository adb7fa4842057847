import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';

interface ModeSwitchProps<Mode extends string> {
  readonly label: string;
  readonly modes: readonly { readonly name: Mode; readonly label: string }[];
  readonly mode: Mode;
  readonly onChoose: (mode: Mode) => void;
}

/** What the tool does: one of two. */
export function ModeSwitch<Mode extends string>({ label, modes, mode, onChoose }: ModeSwitchProps<Mode>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      color="primary"
      value={mode}
      aria-label={label}
      onChange={(_event, chosen: Mode | null) => chosen !== null && onChoose(chosen)}
    >
      {modes.map((choice) => (
        <ToggleButton key={choice.name} value={choice.name}>
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
