import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { download, fileNameOf } from '../../../shared/components/download.ts';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { tagOf } from '../../../shared/i18n/i18n.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { absoluteTime } from '../../../shared/time/format-time.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';
import type { Finding, FindingNumber, Verification } from './verification.ts';

/** What a verification found; the first record that is wrong stands first. */
export function VerificationReport({ verification }: { readonly verification: Verification }) {
  const { t, language } = useTranslation();
  const { findings, treeSize, prunedSize, checkpoints, rootHash, key, checkpoint } = verification;
  const number = new Intl.NumberFormat(tagOf(language));
  if (checkpoint === '' && findings.length === 0) {
    return (
      <Box sx={{ px: 2, pb: 2 }}>
        <Alert severity="info" variant="outlined">
          {t('traces.verify.noTree')}
        </Alert>
      </Box>
    );
  }
  return (
    <>
      <Box sx={{ px: 2, pb: 2 }}>
        {findings.length === 0 ? (
          <Alert severity="success" variant="outlined" role="status">
            {t('traces.verify.good')}
          </Alert>
        ) : (
          <Findings findings={findings} />
        )}
      </Box>
      <Box sx={{ borderTop: 1, borderColor: 'hairline' }}>
        <Facts>
          <Fact name={t('traces.verify.verified')}>{number.format(treeSize - prunedSize)}</Fact>
          {prunedSize > 0 && <Fact name={t('traces.verify.pruned')}>{number.format(prunedSize)}</Fact>}
          <Fact name={t('traces.verify.checkpoints')}>{number.format(checkpoints)}</Fact>
          <Fact name={t('traces.verify.root')}>
            <CopyableId value={rootHash} label={t('traces.verify.copyRoot')} />
          </Fact>
          {key !== null && (
            <Fact name={t('traces.verify.key')}>
              <CopyableId value={key} label={t('traces.verify.copyKey')} />
            </Fact>
          )}
        </Facts>
      </Box>
      {findings.length === 0 && (
        <Box sx={{ p: 2, borderTop: 1, borderColor: 'hairline' }}>
          <Button
            variant="outlined"
            onClick={() => download(fileNameOf(`checkpoint-${treeSize}.txt`), checkpoint, 'text/plain')}
          >
            {t('traces.verify.keep')}
          </Button>
        </Box>
      )}
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation();
  return (
    <Alert severity="error" variant="outlined">
      <AlertTitle>{t('traces.verify.bad')}</AlertTitle>
      <Box component="ol" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.75 }}>
        {findings.map((finding) => (
          <li key={`${finding.kind} ${finding.leaf} ${JSON.stringify(finding.values)}`}>
            <FindingText finding={finding} />
          </li>
        ))}
      </Box>
    </Alert>
  );
}

function FindingText({ finding: { kind, values, trace } }: { readonly finding: Finding }) {
  const { t, language } = useTranslation();
  const { timeZone } = useTimeZone();
  const fault = values.fault === undefined ? '' : t(`traces.verify.fault.${values.fault}`);
  return (
    <>
      {t(`traces.verify.finding.${kind}`, { ...noNumbers, ...values, fault })}
      {trace && (
        <>
          <Typography variant="body2">
            {t('traces.verify.at', {
              name: trace.name,
              time: absoluteTime(trace.time, tagOf(language), timeZone),
            })}
          </Typography>
          <CopyableId value={trace.id} label={t('traces.fact.copyTraceId')} />
        </>
      )}
    </>
  );
}

/** A sentence names only those that its kind has. */
const noNumbers: Readonly<Record<FindingNumber, number>> = {
  leaf: 0,
  home: 0,
  good: 0,
  last: 0,
  known: 0,
  found: 0,
  first: 0,
  second: 0,
  number: 0,
  size: 0,
};
