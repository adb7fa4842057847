import Box from '@mui/material/Box';
import { CopyButton } from './copy-button.tsx';

interface CodeBlockProps {
  /** Accessible name. */
  readonly label: string;
  readonly code: string;
  readonly copyLabel: string;
}

/** Commands to copy. Long lines scroll, so that what is selected is what is run. */
export function CodeBlock({ label, code, copyLabel }: CodeBlockProps) {
  return (
    <Box
      sx={{ position: 'relative', border: 1, borderColor: 'hairline', borderRadius: 1, bgcolor: 'sunken' }}
    >
      <Box
        component="pre"
        // Scrolled by keyboard as well.
        tabIndex={0}
        role="region"
        aria-label={label}
        sx={(theme) => ({
          ...theme.typography.mono,
          fontSize: '0.8125rem',
          lineHeight: 1.6,
          m: 0,
          p: 1.5,
          pr: 6,
          overflowX: 'auto',
        })}
      >
        {code}
      </Box>
      <Box sx={{ position: 'absolute', top: 6, right: 6, bgcolor: 'sunken', borderRadius: 1 }}>
        <CopyButton value={code} label={copyLabel} />
      </Box>
    </Box>
  );
}
