import AutoDeleteOutlined from '@mui/icons-material/AutoDeleteOutlined';
import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import Chip from '@mui/material/Chip';
import { alpha } from '@mui/material/styles';

const icons = {
  enabled: CheckCircleOutlined,
  disabled: BlockOutlined,
  pendingDeletion: AutoDeleteOutlined,
  pendingImport: HourglassEmptyOutlined,
} as const;

interface StateChipProps {
  readonly state: keyof typeof icons;
  readonly label: string;
}

/** State of a key or secret: icon, word and colour, never colour alone. */
export function StateChip({ state, label }: StateChipProps) {
  const Icon = icons[state];
  return (
    <Chip
      size="small"
      icon={<Icon />}
      label={label}
      sx={({ palette }) => ({
        color: palette.state[state],
        bgcolor: alpha(palette.state[state], palette.mode === 'dark' ? 0.13 : 0.08),
        fontWeight: 500,
        fontSize: '0.75rem',
        '& .MuiChip-icon': { color: 'inherit', fontSize: 15, ml: 0.75, mr: -0.5 },
      })}
    />
  );
}
