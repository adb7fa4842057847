import AutoDeleteOutlined from '@mui/icons-material/AutoDeleteOutlined';
import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import Chip from '@mui/material/Chip';
import { alpha } from '@mui/material/styles';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import type { Key } from './api/key-queries.ts';

const icons = {
  enabled: CheckCircleOutlined,
  disabled: BlockOutlined,
  pendingDeletion: AutoDeleteOutlined,
  pendingImport: HourglassEmptyOutlined,
} as const;

/** State of a key: icon, word and colour, never colour alone. */
export function KeyStateChip({ state }: { readonly state: Key['state'] }) {
  const { t } = useTranslation();
  const Icon = icons[state];
  return (
    <Chip
      size="small"
      icon={<Icon />}
      label={t(`keys.state.${state}`)}
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
