import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type PropsWithChildren, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly explanation?: string;
}

/** A titled part of a page. */
export function Section({ title, explanation, children }: PropsWithChildren<SectionProps>) {
  const titleId = useId();
  return (
    <Paper component="section" variant="outlined" aria-labelledby={titleId} sx={{ overflow: 'hidden' }}>
      <Box sx={{ px: 2, pt: 1.75, pb: 1.25, borderBottom: 1, borderColor: 'hairline' }}>
        <Typography id={titleId} variant="h3" component="h2">
          {title}
        </Typography>
        {explanation && (
          <Typography variant="body2" color="textSecondary">
            {explanation}
          </Typography>
        )}
      </Box>
      {children}
    </Paper>
  );
}
