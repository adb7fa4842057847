import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { LoadingRegion } from '../components/loading-region.tsx';
import { rowHeights } from '../theme/tokens.ts';

const widths = ['62%', '48%', '70%', '55%'];

interface ListSkeletonProps {
  readonly rows: number;
  readonly dense: boolean;
}

/** Rows of the list before they are known, where they will be. */
export function ListSkeleton({ rows, dense }: ListSkeletonProps) {
  const height = dense ? rowHeights.dense : rowHeights.comfortable;
  return (
    <LoadingRegion>
      {Array.from({ length: rows + 1 }, (_, row) => (
        <Box
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have nothing else and never move
          key={row}
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: '1fr 90px', md: '24px 3fr 110px 1.4fr 1fr 1fr 110px' },
            gap: 3,
            alignItems: 'center',
            height,
            px: 2,
            borderBottom: 1,
            borderColor: 'hairline',
            '& > :nth-of-type(n+3)': { display: { xs: 'none', md: 'block' } },
          }}
        >
          <Skeleton variant="rounded" width={16} height={16} sx={{ display: { xs: 'none', md: 'block' } }} />
          <Skeleton width={widths[row % widths.length] ?? '60%'} />
          <Skeleton width={84} />
          <Skeleton width="70%" />
          <Skeleton width="60%" />
          <Skeleton width="60%" />
          <Skeleton width={70} />
        </Box>
      ))}
    </LoadingRegion>
  );
}
