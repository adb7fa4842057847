import Skeleton from '@mui/material/Skeleton';
import type { ReactNode } from 'react';
import { LoadingRegion } from '../components/loading-region.tsx';
import { RefusalPanel } from '../components/refusal-panel.tsx';

interface DetailsAnswerProps<Data> {
  readonly answer: {
    readonly data: Data | undefined;
    readonly error: Error | null;
    refetch(): unknown;
  };
  readonly children: (data: Data) => ReactNode;
}

/** What a query answered; skeletons while it is asked, the refusal with its reason when it is refused. */
export function DetailsAnswer<Data>({ answer, children }: DetailsAnswerProps<Data>) {
  if (answer.error) return <RefusalPanel error={answer.error} onRetry={() => void answer.refetch()} />;
  if (answer.data !== undefined) return children(answer.data);
  return (
    <LoadingRegion>
      <Skeleton height={48} width="40%" />
      <Skeleton height={220} />
    </LoadingRegion>
  );
}
