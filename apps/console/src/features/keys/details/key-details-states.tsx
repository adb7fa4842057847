import Skeleton from '@mui/material/Skeleton';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { keyListPath } from '../paths.ts';

export function KeyDetailsLoading() {
  return (
    <LoadingRegion>
      <Skeleton width={180} />
      <Skeleton width={320} height={40} />
      <Skeleton width={300} />
      <Skeleton height={48} sx={{ mt: 2 }} />
      <Skeleton variant="rounded" height={280} sx={{ mt: 2 }} />
    </LoadingRegion>
  );
}

interface KeyDetailsFailedProps {
  readonly keyId: string;
  readonly error: Error;
  readonly onRetry: () => void;
}

export function KeyDetailsFailed({ keyId, error, onRetry }: KeyDetailsFailedProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader above={[{ label: t('keys.title'), to: keyListPath() }]} title={keyId} />
      <RefusalPanel error={error} onRetry={onRetry} />
    </>
  );
}
