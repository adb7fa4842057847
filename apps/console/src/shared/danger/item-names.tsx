import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

/** What an act is about: a key, a secret. */
export interface ActedItem {
  readonly id: string;
  readonly name: string;
}

interface ItemNamesProps {
  readonly label: string;
  readonly items: readonly (ActedItem & { readonly badge: ReactNode })[];
}

/** What a dialog speaks of: name, ID and state. */
export function ItemNames({ label, items }: ItemNamesProps) {
  return (
    <Box
      component="ul"
      aria-label={label}
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
      {items.map(({ id, name, badge }) => (
        <Box
          component="li"
          key={id}
          sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, px: 1.5, py: 1 }}
        >
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</Typography>
            <Typography
              variant="mono"
              component="p"
              color="textSecondary"
              sx={{ fontSize: '0.75rem', overflowWrap: 'anywhere' }}
            >
              {id}
            </Typography>
          </Box>
          {badge}
        </Box>
      ))}
    </Box>
  );
}
