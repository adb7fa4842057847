import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { invalidateSecrets, type SecretDetails } from '../api/secret-queries.ts';
import { useWhyNot } from '../details/why-not.ts';
import { EventField } from './event-field.tsx';

/** The event that the secret is associated with: which changes of it are told to whom (SEC-01). */
export function EventsTab({ item }: { readonly item: SecretDetails }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const whyNot = useWhyNot(item)('csms.updateSecret');
  const { run, busy, error } = useAct({
    act: (name: string) =>
      api.client.call('csms.updateSecret', {
        secretName: item.secretName,
        eventSubscriptions: name === '' ? [] : [name],
      }),
    onSettled: () => invalidateSecrets(queryClient, api),
    onDone: () => notify({ severity: 'success', message: t('secrets.events.done') }),
  });
  return (
    <Paper variant="outlined" sx={{ maxWidth: 720, p: 2, display: 'grid', gap: 2 }}>
      <Typography color="textSecondary">{whyNot ?? t('secrets.events.why')}</Typography>
      <EventField
        value={item.eventNames[0] ?? ''}
        disabled={whyNot !== null || busy}
        onChange={(name) => void run(name)}
      />
      {error && <RefusalAlert error={error} />}
    </Paper>
  );
}
