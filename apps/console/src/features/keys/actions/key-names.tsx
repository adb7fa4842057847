import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Key } from '../api/key-queries.ts';
import { KeyStateChip } from '../key-state-chip.tsx';

/** The keys that a dialog speaks of: name, ID and state. */
export function KeyNames({ keys }: { readonly keys: readonly Key[] }) {
  const { t } = useTranslation();
  return (
    <Box
      component="ul"
      aria-label={t('keys.action.keys')}
      tabIndex={0}
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        maxHeight: 168,
        overflowY: 'auto',
        border: 1,
        borderColor: 'hairline',
        borderRadius: 1,
        '& > li + li': { borderTop: 1, borderColor: 'hairline' },
      }}
    >
      {keys.map((key) => (
        <Box
          component="li"
          key={key.keyId}
          sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, px: 1.5, py: 1 }}
        >
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{key.keyAlias}</Typography>
            <Typography
              variant="mono"
              component="p"
              color="textSecondary"
              sx={{ fontSize: '0.75rem', overflowWrap: 'anywhere' }}
            >
              {key.keyId}
            </Typography>
          </Box>
          <KeyStateChip state={key.state} />
        </Box>
      ))}
    </Box>
  );
}
