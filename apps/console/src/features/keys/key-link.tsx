import Link from '@mui/material/Link';
import { useQueryClient } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { type Key, keyQueries } from './api/key-queries.ts';
import { keyPath } from './paths.ts';

/** The alias, leading to the details, which are fetched as soon as the pointer or the focus is on it. */
export function KeyLink({ item }: { readonly item: Pick<Key, 'keyId' | 'keyAlias'> }) {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  function prefetch(): void {
    void queryClient.prefetchQuery(keyQueries(api).view(item.keyId));
    void import('./details/key-details-page.tsx').catch(() => {});
  }
  return (
    <Link
      component={RouterLink}
      to={keyPath(item.keyId)}
      onPointerEnter={prefetch}
      onFocus={prefetch}
      underline="hover"
      noWrap
      title={item.keyAlias}
      sx={{ fontWeight: 600, fontSize: '0.8125rem', display: 'block', minWidth: 0 }}
    >
      {item.keyAlias}
    </Link>
  );
}
