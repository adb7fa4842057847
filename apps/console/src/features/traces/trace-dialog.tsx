import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Skeleton from '@mui/material/Skeleton';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { BusyButton } from '../../shared/components/busy-button.tsx';
import { useCopy } from '../../shared/components/copy-button.tsx';
import { LoadingRegion } from '../../shared/components/loading-region.tsx';
import { RefusalAlert } from '../../shared/components/refusal-alert.tsx';
import { RefusalPanel } from '../../shared/components/refusal-panel.tsx';
import { useAct } from '../../shared/components/use-act.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { traceQueries } from './trace-queries.ts';
import { checkInclusion } from './verify/check-inclusion.ts';

/** One trace as JSON [G 2.3.2], and the proof that it is in the tree. */
export function TraceDialog({
  traceId,
  onClose,
}: {
  readonly traceId: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const titleId = useId();
  const { copied, copy } = useCopy();
  const trace = useQuery(traceQueries(api).view(traceId));
  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('traces.dialog.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        {trace.data ? (
          <>
            <Box
              component="pre"
              tabIndex={0}
              role="region"
              aria-label={t('traces.dialog.json')}
              sx={{
                m: 0,
                p: 2,
                borderRadius: 1,
                bgcolor: 'sunken',
                overflow: 'auto',
                maxHeight: '52vh',
                typography: 'mono',
                fontSize: '0.75rem',
              }}
            >
              {trace.data.json}
            </Box>
            <Proof traceId={traceId} shown={[trace.data.id, trace.data.name, trace.data.userName]} />
          </>
        ) : trace.error ? (
          <RefusalPanel error={trace.error} onRetry={() => void trace.refetch()} />
        ) : (
          <LoadingRegion>
            <Skeleton variant="rounded" height={320} />
          </LoadingRegion>
        )}
      </DialogContent>
      <DialogActions>
        {trace.data && (
          <Button onClick={() => void copy(trace.data.json)}>
            {copied ? t('copy.done') : t('traces.dialog.copy')}
          </Button>
        )}
        <Button variant="contained" onClick={onClose}>
          {t('dialog.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface Proven {
  readonly holds: boolean;
  readonly leaf: number;
  readonly size: number;
}

function Proof({ traceId, shown }: { readonly traceId: string; readonly shown: readonly string[] }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const [proven, setProven] = useState<Proven | null>(null);
  const { run, busy, error } = useAct({
    act: async (_: undefined): Promise<Proven> => {
      const proof = await client.call('cts.traceProof', { traceId });
      return { holds: await checkInclusion(proof, shown), leaf: proof.leafIndex, size: proof.treeSize };
    },
    onSettled: () => undefined,
    onDone: setProven,
  });
  return (
    <Box sx={{ display: 'grid', gap: 1.5, justifyItems: 'start' }}>
      <BusyButton variant="outlined" busy={busy} onClick={() => void run(undefined)}>
        {t('traces.dialog.prove')}
      </BusyButton>
      {error && <RefusalAlert error={error} />}
      {proven && !error && (
        <Alert severity={proven.holds ? 'success' : 'error'} variant="outlined">
          {t(proven.holds ? 'traces.dialog.proven' : 'traces.dialog.notProven', {
            leaf: proven.leaf,
            size: proven.size,
          })}
        </Alert>
      )}
    </Box>
  );
}
