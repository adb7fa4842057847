import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { invalidateIdentity } from '../identity-queries.ts';

/** Whether irreversible acts need a second person. */
export function FourEyes({ enabled }: { readonly enabled: boolean }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const editable = useMay()('iam.updateFourEyes');
  const { run, busy, error } = useAct({
    act: (wanted: boolean) => client.call('iam.updateFourEyes', { enabled: wanted }),
    onSettled: () => invalidateIdentity(queryClient),
    onDone: (_answer, wanted) =>
      notify({ severity: 'success', message: t(`identity.approvals.${wanted ? 'turnedOn' : 'turnedOff'}`) }),
  });
  return (
    <Section title={t('identity.approvals.fourEyes')} explanation={t('identity.approvals.fourEyesWhy')}>
      <Box sx={{ display: 'grid', gap: 2, p: 2 }}>
        <FormControlLabel
          control={
            <Switch
              checked={enabled}
              disabled={!editable || busy}
              onChange={(_event, checked) => void run(checked)}
            />
          }
          label={t('identity.approvals.needed')}
        />
        {error && <RefusalAlert error={error} />}
      </Box>
    </Section>
  );
}
