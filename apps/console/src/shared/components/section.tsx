import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { type PropsWithChildren, type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly explanation?: string;
  /** Upper right. */
  readonly action?: ReactNode;
}

/** A titled part of a page. */
export function Section({ title, explanation, action, children }: PropsWithChildren<SectionProps>) {
  const titleId = useId();
  return (
    <Paper component="section" variant="outlined" aria-labelledby={titleId} sx={{ overflow: 'hidden' }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'flex-start',
          gap: 1.5,
          px: 2,
          pt: 1.75,
          pb: 1.25,
          borderBottom: 1,
          borderColor: 'hairline',
        }}
      >
        <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
          <Typography id={titleId} variant="h3" component="h2">
            {title}
          </Typography>
          {explanation && (
            <Typography variant="body2" color="textSecondary">
              {explanation}
            </Typography>
          )}
        </Box>
        {action}
      </Box>
      {children}
    </Paper>
  );
}
