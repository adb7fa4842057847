import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { shellSize } from '../../../shared/theme/tokens.ts';
import { allows, type KeyActionName, keyActionNames, keyActions } from '../actions/key-action.ts';
import type { Key } from '../api/key-queries.ts';

interface BulkBarProps {
  readonly selected: readonly Key[];
  readonly permitted: readonly string[];
  readonly onAction: (name: KeyActionName, keyIds: readonly string[]) => void;
  readonly onClear: () => void;
}

/** What can be done to how many of the selected keys. */
export function BulkBar({ selected, permitted, onAction, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const total = selected.length;
  const possible = keyActionNames.map((name) => ({
    name,
    keys: permitted.includes(keyActions[name].operation) ? selected.filter((key) => allows(key, name)) : [],
  }));
  const told = possible.filter(({ keys }) => keys.length > 0);
  return (
    <Box
      role="region"
      aria-label={t('keys.bulk.label')}
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
          {t('keys.bulk.selected', { count: total })}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {told.length === 0
            ? t('keys.bulk.nothing')
            : told
                .map(({ name, keys }) => t(`keys.action.${name}.possible`, { count: keys.length, total }))
                .join(' · ')}
        </Typography>
      </Box>
      {possible.map(({ name, keys }) => (
        <Button
          key={name}
          size="small"
          variant="outlined"
          color={name === 'scheduleDeletion' ? 'error' : 'primary'}
          disabled={keys.length === 0}
          onClick={() =>
            onAction(
              name,
              keys.map((key) => key.keyId),
            )
          }
          sx={{ bgcolor: 'background.paper' }}
        >
          {t(`keys.action.${name}.name`)}
        </Button>
      ))}
      <Tooltip title={t('keys.bulk.clear')}>
        <IconButton aria-label={t('keys.bulk.clear')} onClick={onClear} sx={{ order: { xs: -1, sm: 0 } }}>
          <CloseOutlined fontSize="small" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
