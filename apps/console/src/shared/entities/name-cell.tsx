import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink } from 'react-router';

interface NameCellProps {
  readonly name: string;
  readonly to: string;
  readonly description: string;
}

/** The name of a thing, leading to its page, over its description. */
export function NameCell({ name, to, description }: NameCellProps) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Link component={RouterLink} to={to} sx={{ fontWeight: 600 }}>
        {name}
      </Link>
      {description !== '' && (
        <Typography variant="body2" color="textSecondary">
          {description}
        </Typography>
      )}
    </Box>
  );
}
