import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

interface PanelProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** Where the panel is the whole page. */
  readonly titleIs?: 'h1';
  readonly children?: ReactNode;
  /** What to do next. */
  readonly actions?: ReactNode;
  /** `alert` where something went wrong and must be read out. */
  readonly role?: 'alert' | 'status';
}

/** Stands where content would stand: nothing there yet, nothing found, not allowed, failed. */
export function Panel({ icon, title, titleIs, children, actions, role }: PanelProps) {
  return (
    <Box
      role={role}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        textAlign: 'center',
        px: 3,
        py: { xs: 5, sm: 8 },
        '& > .MuiSvgIcon-root': { fontSize: 36, color: 'text.secondary', mb: 1.5 },
      }}
    >
      {icon}
      <Typography variant="h2" component={titleIs ?? 'p'}>
        {title}
      </Typography>
      {children && (
        <Typography
          component="div"
          color="textSecondary"
          sx={{ mt: 0.75, maxWidth: '60ch', overflowWrap: 'anywhere' }}
        >
          {children}
        </Typography>
      )}
      {actions && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: 1, mt: 2.5 }}>
          {actions}
        </Box>
      )}
    </Box>
  );
}
