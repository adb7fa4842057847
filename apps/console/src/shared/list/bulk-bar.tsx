import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from '../i18n/use-translation.ts';
import { shellSize } from '../theme/tokens.ts';

export interface BulkAction {
  readonly name: string;
  readonly label: string;
  /** How many of the selected it can be done to, in words. */
  readonly told: string;
  /** That many; none turns the button off. */
  readonly count: number;
  readonly danger: boolean;
  readonly run: () => void;
}

interface BulkBarProps {
  readonly label: string;
  readonly selected: number;
  readonly actions: readonly BulkAction[];
  /** Said when none of the actions can be done to any. */
  readonly nothing: string;
  readonly onClear: () => void;
}

/** What can be done to how many of the selected. */
export function BulkBar({ label, selected, actions, nothing, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const told = actions.filter(({ count }) => count > 0);
  return (
    <Box
      role="region"
      aria-label={label}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        position: 'sticky',
        top: shellSize.bar + 8,
        zIndex: 5,
        mb: 1.5,
        pl: 2,
        pr: 1,
        py: 0.75,
        bgcolor: 'background.paper',
        backgroundImage: (theme) => `linear-gradient(${theme.palette.current}, ${theme.palette.current})`,
        border: 1,
        borderColor: 'hairline',
        borderRadius: 1,
      }}
    >
      <Box sx={{ flex: { xs: '1 1 200px', sm: '1 1 260px' }, minWidth: 0, order: { xs: -2, sm: 0 } }}>
        <Typography sx={{ fontWeight: 600 }} aria-live="polite">
          {t('list.bulk.selected', { count: selected })}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {told.length === 0 ? nothing : told.map((action) => action.told).join(' · ')}
        </Typography>
      </Box>
      {actions.map((action) => (
        <Button
          key={action.name}
          size="small"
          variant="outlined"
          color={action.danger ? 'error' : 'primary'}
          disabled={action.count === 0}
          onClick={action.run}
          sx={{ bgcolor: 'background.paper' }}
        >
          {action.label}
        </Button>
      ))}
      <Tooltip title={t('list.bulk.clear')}>
        <IconButton aria-label={t('list.bulk.clear')} onClick={onClear} sx={{ order: { xs: -1, sm: 0 } }}>
          <CloseOutlined fontSize="small" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
