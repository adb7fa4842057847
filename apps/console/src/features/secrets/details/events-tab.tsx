import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { invalidateSecrets, type SecretDetails, secretQueries } from '../api/secret-queries.ts';
import { useWhyNot } from './why-not.ts';

/** The event that the secret is associated with: which changes of it are told to whom (SEC-01). */
export function EventsTab({ item }: { readonly item: SecretDetails }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const events = useQuery(secretQueries(api).events());
  const whyNot = useWhyNot(item)('csms.updateSecret');
  const current = item.eventNames[0] ?? '';
  const { run, busy, error } = useAct({
    act: (name: string) =>
      api.client.call('csms.updateSecret', {
        secretName: item.secretName,
        eventSubscriptions: name === '' ? [] : [name],
      }),
    onSettled: () => invalidateSecrets(queryClient, api),
    onDone: () => notify({ severity: 'success', message: t('secrets.events.done') }),
  });
  const refusal = error ?? events.error;
  const names = [...new Set([current, ...(events.data?.events ?? []).map(({ name }) => name)])].filter(
    Boolean,
  );
  return (
    <Paper variant="outlined" sx={{ maxWidth: 720, p: 2, display: 'grid', gap: 2 }}>
      <Typography color="textSecondary">{whyNot ?? t('secrets.events.why')}</Typography>
      <TextField
        select
        label={t('secrets.events.associated')}
        value={current}
        disabled={whyNot !== null || busy}
        onChange={(event) => void run(event.target.value)}
        helperText={names.length === 0 ? t('secrets.events.none') : undefined}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      >
        <MenuItem value="">{t('secrets.events.noEvent')}</MenuItem>
        {names.map((name) => (
          <MenuItem key={name} value={name}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      {refusal && <RefusalAlert error={refusal} />}
    </Paper>
  );
}
