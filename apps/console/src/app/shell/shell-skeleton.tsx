import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { LoadingRegion } from '../../shared/components/loading-region.tsx';
import { shellSize } from '../../shared/theme/tokens.ts';

/** A page whose script is on its way. */
export function PageSkeleton() {
  return (
    <LoadingRegion>
      <Skeleton width={220} height={36} />
      <Skeleton width="50%" />
      <Skeleton variant="rounded" height={360} sx={{ mt: 3 }} />
    </LoadingRegion>
  );
}

/** The shell before it is known who is signed in. */
export function ShellSkeleton() {
  return (
    <LoadingRegion>
      <Box
        sx={{
          height: shellSize.bar,
          bgcolor: 'background.paper',
          borderBottom: 1,
          borderColor: 'hairline',
          p: 2,
        }}
      >
        <Skeleton width={140} />
      </Box>
      <Box sx={{ display: 'flex' }}>
        <Box
          sx={{
            display: { xs: 'none', lg: 'block' },
            width: shellSize.navigation,
            height: `calc(100vh - ${shellSize.bar}px)`,
            p: 2,
            bgcolor: 'background.paper',
            borderRight: 1,
            borderColor: 'hairline',
          }}
        >
          <Skeleton height={32} />
          <Skeleton height={32} width="80%" />
          <Skeleton height={32} width="60%" />
        </Box>
        <Box sx={{ flex: 1, px: { xs: 2, sm: 3, lg: 4 }, py: 3 }}>
          <Skeleton width={220} height={36} />
          <Skeleton width="50%" />
          <Skeleton variant="rounded" height={360} sx={{ mt: 3 }} />
        </Box>
      </Box>
    </LoadingRegion>
  );
}
