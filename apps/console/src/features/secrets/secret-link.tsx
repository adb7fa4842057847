import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router';
import type { Secret } from './api/secret-queries.ts';
import { secretPath } from './paths.ts';

/** The name, leading to the details. */
export function SecretLink({ item }: { readonly item: Pick<Secret, 'secretName'> }) {
  return (
    <Link
      component={RouterLink}
      to={secretPath(item.secretName)}
      underline="hover"
      noWrap
      title={item.secretName}
      sx={{ fontWeight: 600, fontSize: '0.8125rem', display: 'block', minWidth: 0 }}
    >
      {item.secretName}
    </Link>
  );
}
