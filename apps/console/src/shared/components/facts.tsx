import Box from '@mui/material/Box';
import type { PropsWithChildren } from 'react';

/** A list of names and values. */
export function Facts({ children }: PropsWithChildren) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: 'minmax(160px, 220px) 1fr' },
        '& > div': { display: 'contents' },
        '& dt': { color: 'text.secondary', px: 2, pt: 1.25, pb: { xs: 0, sm: 1.25 } },
        '& dd': { m: 0, px: 2, pb: 1.25, pt: { xs: 0.25, sm: 1.25 }, minWidth: 0, overflowWrap: 'anywhere' },
        '& > div + div > *': { borderTop: { sm: 1 }, borderColor: { sm: 'hairline' } },
        '& > div + div > dt': { borderTop: 1, borderColor: 'hairline' },
      }}
    >
      {children}
    </Box>
  );
}

export function Fact({ name, children }: PropsWithChildren<{ readonly name: string }>) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
