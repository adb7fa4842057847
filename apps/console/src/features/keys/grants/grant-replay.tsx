import '../../../shared/replay/replay-texts.ts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { useSettled } from '../../../shared/forms/use-settled.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { ReplayAnswer } from '../../../shared/replay/replay-answer.tsx';
import { type GrantDraft, keyQueries } from '../api/key-queries.ts';
import type { CreateGrantForm } from './create-grant-schema.ts';

const SETTLED_AFTER_MS = 400;
/** IDs of users and accounts. */
const WHOLE_ID = /^[a-zA-Z0-9]{32,64}$/;

/** Which refused calls of the last days the grant would have opened, before it is made (IAM-10). */
export function GrantReplay({ keyId }: { readonly keyId: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const id = useId();
  const { control } = useFormContext<CreateGrantForm>();
  const [granteePrincipal, granteePrincipalType, operations] = useWatch({
    control,
    name: ['granteePrincipal', 'granteePrincipalType', 'operations'],
  });
  const settled = useSettled(granteePrincipal, SETTLED_AFTER_MS);
  if (!WHOLE_ID.test(settled) || operations.length === 0) return null;
  return (
    <Box component="section" aria-labelledby={id}>
      <Typography id={id} variant="subtitle2" component="h3" sx={{ mb: 1 }}>
        {t('replay.title')}
      </Typography>
      {may('iam.replayGrant') ? (
        <Replayed grant={{ keyId, granteePrincipal: settled, granteePrincipalType, operations }} />
      ) : (
        <Alert severity="info" variant="outlined">
          {t('replay.notAllowed')}
        </Alert>
      )}
    </Box>
  );
}

function Replayed({ grant }: { readonly grant: GrantDraft }) {
  const { data, error } = useQuery(keyQueries(useProjectApi()).replayGrant(grant));
  return <ReplayAnswer answer={data} error={error} />;
}
