import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { DataTable } from '../../../shared/components/data-table.tsx';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useSecretAct } from '../../../shared/components/use-secret-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { SecretDetails } from '../api/secret-queries.ts';
import { type Difference, differenceOf, type SecretValue } from '../values/difference.ts';
import { readValue } from '../values/read-value.ts';
import { ShownValue } from '../values/shown-value.tsx';
import { SHOWN_SECONDS, useRevealed } from '../values/use-revealed.ts';

interface CompareDialogProps {
  readonly item: SecretDetails;
  readonly onClose: () => void;
}

/** How two versions differ, by structure; their values only when they are revealed. */
export function CompareDialog({ item, onClose }: CompareDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const [newest, before] = item.versions;
  const [older, setOlder] = useState(before?.versionId ?? '');
  const [newer, setNewer] = useState(newest?.versionId ?? '');
  const [difference, setDifference] = useState<Difference | null>(null);
  const shown = useRevealed<readonly [SecretValue, SecretValue]>();
  const read = useSecretAct({
    act: async (_purpose: 'compare' | 'show', signal) =>
      [
        await readValue(client, item.secretName, older, signal),
        await readValue(client, item.secretName, newer, signal),
      ] as const,
    onDone: (values, purpose) => {
      if (purpose === 'show') shown.reveal(values);
      else setDifference(differenceOf(...values));
    },
  });
  function choose(change: (versionId: string) => void, versionId: string): void {
    change(versionId);
    setDifference(null);
    shown.hide();
  }
  const select = (label: string, value: string, change: (versionId: string) => void) => (
    <TextField
      select
      fullWidth
      label={label}
      value={value}
      onChange={(event) => choose(change, event.target.value)}
    >
      {item.versions.map(({ versionId, statuses }) => (
        <MenuItem key={versionId} value={versionId}>
          {[versionId, ...statuses].join(' · ')}
        </MenuItem>
      ))}
    </TextField>
  );
  return (
    <FormDialog
      title={t('secrets.compare.name')}
      error={read.error}
      busy={read.busy}
      submitLabel={t('secrets.compare.submit')}
      complete={older !== newer}
      onSubmit={() => void read.run('compare')}
      onClose={onClose}
    >
      <Typography variant="body2" color="textSecondary">
        {t('secrets.compare.why')}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1.5 }}>
        {select(t('secrets.compare.older'), older, setOlder)}
        {select(t('secrets.compare.newer'), newer, setNewer)}
      </Box>
      {difference && <Told difference={difference} />}
      {shown.value && (
        <>
          <NamedValue version={older} value={shown.value[0]} />
          <NamedValue version={newer} value={shown.value[1]} />
        </>
      )}
      {difference && difference.kind !== 'same' && (
        <Button
          variant="outlined"
          disabled={read.busy}
          onClick={() => (shown.value ? shown.hide() : void read.run('show'))}
          sx={{ justifySelf: 'start' }}
        >
          {shown.value ? t('secret.hide') : t('secret.reveal', { seconds: SHOWN_SECONDS })}
        </Button>
      )}
    </FormDialog>
  );
}

function NamedValue({ version, value }: { readonly version: string; readonly value: SecretValue }) {
  return (
    <div>
      <Typography variant="subtitle2" component="h3" sx={{ mb: 0.5 }}>
        {version}
      </Typography>
      <ShownValue label={version} value={value} />
    </div>
  );
}

function Told({ difference }: { readonly difference: Difference }) {
  const { t } = useTranslation();
  if (difference.kind === 'pairs') {
    return (
      <DataTable
        label={t('secrets.compare.keys')}
        rows={difference.keys}
        keyOf={({ key }) => key}
        columns={[
          { name: 'key', head: t('secrets.value.key'), cell: ({ key }) => key },
          {
            name: 'change',
            head: t('secrets.compare.change'),
            cell: ({ change }) => t(`secrets.compare.changes.${change}`),
          },
        ]}
      />
    );
  }
  return (
    <Typography role="status">
      {difference.kind === 'lines'
        ? t('secrets.compare.lines', difference)
        : t(`secrets.compare.${difference.kind}`)}
    </Typography>
  );
}
