import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

/** MUI's own groups are lists in a list box, which screen readers do not know. */
export function OptionGroup({ name, options }: { readonly name: string; readonly options: ReactNode }) {
  return (
    <Box role={name === '' ? 'none' : 'group'} aria-label={name || undefined}>
      {name !== '' && (
        <Typography
          component="div"
          aria-hidden
          variant="caption"
          sx={{ px: 1.25, py: 0.5, fontWeight: 600 }}
          color="textSecondary"
        >
          {name}
        </Typography>
      )}
      <Box component="ul" role="none" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {options}
      </Box>
    </Box>
  );
}
