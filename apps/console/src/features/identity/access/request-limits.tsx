import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useMay } from '../../../shared/api/use-may.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { contractRules } from '../../../shared/forms/contract-rules.ts';
import { useFieldError } from '../../../shared/forms/use-field-error.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type FlowControl, invalidateIdentity } from '../identity-queries.ts';

const rule = contractRules['iam.updateFlowControl'].input;
const whom = ['user', 'account'] as const;
type Limit = FlowControl['user'];

interface Draft {
  /** False: those of the installation hold. */
  readonly own: boolean;
  readonly user: Limit;
  readonly account: Limit;
}

/** How many calls each user, and all users together, may make (IAM-08). */
export function RequestLimits({ saved }: { readonly saved: FlowControl }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const fieldError = useFieldError();
  const editable = useMay()('iam.updateFlowControl');
  const [draft, setDraft] = useState<Draft>(saved);
  const { own, user, account } = draft;
  const limits = own ? { user, account } : null;
  const broken = rule.safeParse({ limits }).error?.issues[0];
  const { run, busy, error } = useAct({
    act: (asked: typeof limits) => client.call('iam.updateFlowControl', { limits: asked }),
    onSettled: () => invalidateIdentity(queryClient),
    onDone: () => notify({ severity: 'success', message: t('identity.limits.saved') }),
  });
  return (
    <Section title={t('identity.limits.title')} explanation={t('identity.limits.why')}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!broken) void run(limits);
        }}
        sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, p: 2 }}
      >
        <FormControlLabel
          control={
            <Switch
              checked={own}
              disabled={!editable}
              onChange={(_event, checked) => setDraft({ ...draft, own: checked })}
            />
          }
          label={t('identity.limits.own')}
        />
        {whom.map((who) => (
          <LimitFields
            key={who}
            name={t(`identity.limits.of.${who}`)}
            limit={draft[who]}
            disabled={!own || !editable}
            onChange={(limit) => setDraft({ ...draft, [who]: limit })}
          />
        ))}
        {broken && (
          <Alert severity="error" variant="outlined">
            {fieldError({ message: broken.message }, t('identity.limits.title'))}
          </Alert>
        )}
        {error && <RefusalAlert error={error} />}
        {editable && (
          <div>
            <BusyButton type="submit" variant="contained" busy={busy} disabled={broken !== undefined}>
              {t('identity.limits.save')}
            </BusyButton>
          </div>
        )}
      </Box>
    </Section>
  );
}

interface LimitFieldsProps {
  readonly name: string;
  readonly limit: Limit;
  readonly disabled: boolean;
  readonly onChange: (limit: Limit) => void;
}

function LimitFields({ name, limit, disabled, onChange }: LimitFieldsProps) {
  const { t } = useTranslation();
  const parts = ['perSecond', 'burst'] as const;
  return (
    <Box role="group" aria-label={name} sx={{ display: 'grid', gap: 1.25 }}>
      <Typography sx={{ fontWeight: 600 }}>{name}</Typography>
      <Box sx={{ display: 'flex', gap: 1.5, maxWidth: 420 }}>
        {parts.map((part) => (
          <TextField
            key={part}
            type="number"
            label={t(`identity.limits.${part}`)}
            value={Number.isNaN(limit[part]) ? '' : limit[part]}
            disabled={disabled}
            onChange={(event) => onChange({ ...limit, [part]: Number.parseInt(event.target.value, 10) })}
          />
        ))}
      </Box>
    </Box>
  );
}
