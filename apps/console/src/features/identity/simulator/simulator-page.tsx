import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import { type PropsWithChildren, useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { EntityPicker, type Named } from '../entity-picker.tsx';
import { IdentityFrame } from '../identity-frame.tsx';
import { actionChoices } from '../policies/policy-choices.ts';
import { type Decision, DecisionResult } from './decision-result.tsx';

const ACCOUNT = 'account';
const NOTHING = 'none';
const resourceTypes = [NOTHING, 'cmk', 'csms', 'keypair', 'user', 'group', 'policy'] as const;
const actionNames = actionChoices.map(({ action }) => action).filter((action) => !action.includes('*'));

interface Question {
  readonly user: Named | null;
  readonly action: string;
  readonly projectId: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly channel: 'api' | 'console';
  readonly sourceIp: string;
  readonly multiFactor: boolean;
}

/** May this user do this, on this thing, from there; and which statement says so (IAM-04). */
export function SimulatorPage() {
  const { t } = useTranslation();
  const { client, projectId } = useProjectApi();
  const [question, setQuestion] = useState<Question>({
    user: null,
    action: '',
    projectId,
    resourceType: NOTHING,
    resourceId: '',
    channel: 'api',
    sourceIp: '',
    multiFactor: false,
  });
  const [decision, setDecision] = useState<Decision | null>(null);
  const { run, busy, error } = useAct({
    act: (asked: Question & { readonly user: Named }) =>
      client.call('iam.simulateAccess', callOf(asked, asked.user)),
    onSettled: () => undefined,
    onDone: (answer) => setDecision(answer),
    onRefused: () => setDecision(null),
  });
  const { user } = question;
  const complete =
    user !== null &&
    question.action !== '' &&
    (question.resourceType === NOTHING || question.resourceId.trim() !== '');
  return (
    <IdentityFrame tab="simulator">
      <Paper variant="outlined" sx={{ maxWidth: 960 }}>
        <Box
          component="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (complete) void run({ ...question, user });
          }}
          sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '1fr 1fr' }, gap: 2, p: 2 }}
        >
          <QuestionFields
            question={question}
            onChange={(change) => {
              setQuestion((before) => ({ ...before, ...change }));
              setDecision(null);
            }}
          />
          <Wide>
            <BusyButton type="submit" variant="contained" busy={busy} disabled={!complete}>
              {t('identity.simulator.ask')}
            </BusyButton>
          </Wide>
          <Wide>
            {error && <RefusalAlert error={error} />}
            {decision && <DecisionResult decision={decision} />}
            {!error && !decision && (
              <Alert severity="info" variant="outlined">
                {t('identity.simulator.nothingDone')}
              </Alert>
            )}
          </Wide>
        </Box>
      </Paper>
    </IdentityFrame>
  );
}

function callOf(question: Question, user: Named) {
  const { action, resourceType, resourceId, channel, sourceIp, multiFactor } = question;
  return {
    userId: user.id,
    action,
    channel,
    multiFactor,
    ...(question.projectId === ACCOUNT ? {} : { projectId: question.projectId }),
    ...(sourceIp.trim() === '' ? {} : { sourceIp: sourceIp.trim() }),
    ...(resourceType === NOTHING ? {} : { resource: { type: resourceType, id: resourceId.trim() } }),
  };
}

interface QuestionFieldsProps {
  readonly question: Question;
  readonly onChange: (change: Partial<Question>) => void;
}

function QuestionFields({ question, onChange }: QuestionFieldsProps) {
  const { t } = useTranslation();
  const { session } = useProjectApi();
  return (
    <>
      <EntityPicker
        kind="users"
        label={t('identity.users.one')}
        value={question.user}
        onChange={(user) => onChange({ user })}
      />
      <Autocomplete
        freeSolo
        options={actionNames}
        inputValue={question.action}
        onInputChange={(_event, action) => onChange({ action: action.trim() })}
        renderInput={(params) => <TextField {...params} label={t('identity.simulator.action')} />}
      />
      <TextField
        select
        label={t('identity.simulator.resourceType')}
        value={question.resourceType}
        onChange={(event) => onChange({ resourceType: event.target.value })}
      >
        {resourceTypes.map((type) => (
          <MenuItem key={type} value={type}>
            {t(`identity.simulator.resource.${type}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={t('identity.simulator.resourceId')}
        value={question.resourceId}
        onChange={(event) => onChange({ resourceId: event.target.value })}
        disabled={question.resourceType === NOTHING}
        autoComplete="off"
      />
      <TextField
        select
        label={t('identity.policies.scope')}
        value={question.projectId}
        onChange={(event) => onChange({ projectId: event.target.value })}
      >
        {session.projects.map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
        <MenuItem value={ACCOUNT}>{t('identity.simulator.onAccount')}</MenuItem>
      </TextField>
      <TextField
        select
        label={t('identity.simulator.channel')}
        value={question.channel}
        onChange={(event) => onChange({ channel: event.target.value === 'console' ? 'console' : 'api' })}
      >
        <MenuItem value="api">{t('identity.simulator.api')}</MenuItem>
        <MenuItem value="console">{t('identity.simulator.console')}</MenuItem>
      </TextField>
      <TextField
        label={t('identity.simulator.sourceIp')}
        value={question.sourceIp}
        onChange={(event) => onChange({ sourceIp: event.target.value })}
        helperText={t('identity.simulator.sourceIpHelp')}
        autoComplete="off"
      />
      <FormControlLabel
        control={
          <Checkbox
            checked={question.multiFactor}
            onChange={(_event, multiFactor) => onChange({ multiFactor })}
          />
        }
        label={t('identity.simulator.multiFactor')}
      />
    </>
  );
}

function Wide({ children }: PropsWithChildren) {
  return (
    <Box sx={{ gridColumn: '1 / -1', display: 'grid', gap: 1.5, justifyItems: 'start' }}>{children}</Box>
  );
}
